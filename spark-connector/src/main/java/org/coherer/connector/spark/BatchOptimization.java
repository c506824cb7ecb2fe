package org.coherer.connector.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning$;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;

/**
 * What Spark does with columns and does not with generators, which to it may make any number of
 * rows of one: skips a {@link BatchFunction} whose columns nobody asks for, and has no more rows
 * computed than a limit lets through. Not with functions that drop rows.
 *
 * <p>Why: {@code Rule} is how a session's {@code experimental.extraOptimizations} wants it, since
 * Spark 1.6.
 */
final class BatchOptimization extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    LogicalPlan optimized = optimize(plan);
    return optimized == plan ? plan : ColumnPruning$.MODULE$.apply(optimized);
  }

  private static LogicalPlan optimize(LogicalPlan plan) {
    LogicalPlan optimized = plan;
    if (plan instanceof Project project && isUnusedBy(project)) {
      Generate generate = (Generate) project.child();
      optimized = new Project(project.projectList(), generate.child());
    } else if (plan instanceof LocalLimit limit) {
      optimized = new LocalLimit(limit.limitExpr(), limited(limit.child(), limit));
    }
    return optimized.mapChildren(BatchOptimization::optimize);
  }

  private static boolean isUnusedBy(Project project) {
    return isRowForRow(project.child())
        && added((Generate) project.child()).stream()
            .noneMatch(column -> project.references().contains(column));
  }

  private static List<Attribute> added(Generate generate) {
    return ScalaLists.toJava(generate.generatorOutput());
  }

  private static boolean isRowForRow(LogicalPlan plan) {
    return plan instanceof Generate generate
        && BatchGenerator.functionOf(generate) != null
        && !BatchGenerator.functionOf(generate).dropsRows();
  }

  private static LogicalPlan limited(LogicalPlan plan, LocalLimit limit) {
    if (plan instanceof Project project && isRowForRow(project.child())) {
      return new Project(project.projectList(), limited(project.child(), limit));
    }
    if (!isRowForRow(plan)) {
      return plan;
    }
    Generate generate = (Generate) plan;
    return generate.child() instanceof LocalLimit
        ? generate
        : generate.withNewChildInternal(new LocalLimit(limit.limitExpr(), generate.child()));
  }
}
