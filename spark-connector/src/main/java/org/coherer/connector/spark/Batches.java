package org.coherer.connector.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.ExperimentalMethods;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.Function2;
import scala.Option;

/**
 * Adds columns to DataFrames that are computed in batches: to Spark's optimizer, the columns that
 * are there stay what they are, and only the function's inputs are read.
 *
 * <p>Why: {@code withColumn} takes a function of one row at a time, {@code mapPartitions} makes a
 * new relation of all columns. These nodes are as they are since Spark 2.4; the session is asked by
 * its public {@code experimental} methods.
 */
public final class Batches {

  private Batches() {}

  /**
   * Returns the rows with the function's columns at their end, in the place of one that Spark takes
   * for the same name. Starts no job.
   *
   * @param inputs the names of what the function computes from, as {@link ColumnNames} finds them
   * @throws IllegalArgumentException if one is missing or ambiguous
   */
  public static Dataset<Row> add(Dataset<?> data, List<String> inputs, BatchFunction function) {
    QueryExecution execution = DataFrames.executionOf(data);
    LogicalPlan plan = DataFrames.planOf(data);
    plan(execution.sparkSession().experimental());
    List<NamedExpression> found = ColumnNames.inPlan(data, plan, inputs);
    LogicalPlan child = withFields(plan, found);
    List<Attribute> added = attributes(function);
    Generate generate =
        new Generate(
            BatchGenerator.of(function, references(found)),
            ScalaLists.empty(),
            false,
            Option.empty(),
            ScalaLists.of(added),
            child);
    Function2<String, String, Object> resolver =
        execution.sparkSession().sessionState().conf().resolver();
    List<NamedExpression> columns = joined(ScalaLists.toJava(plan.output()), added, resolver);
    return DataFrames.ofPlan(data, new Project(ScalaLists.of(columns), generate));
  }

  /** Has the session plan batches, once; what somebody else has added stays. */
  private static void plan(ExperimentalMethods session) {
    synchronized (session) {
      List<SparkStrategy> strategies = ScalaLists.toJava(session.extraStrategies());
      if (strategies.stream().noneMatch(BatchPlanning.class::isInstance)) {
        strategies.add(new BatchPlanning());
        session.extraStrategies_$eq(ScalaLists.of(strategies));
      }
      List<Rule<LogicalPlan>> rules = ScalaLists.toJava(session.extraOptimizations());
      if (rules.stream().noneMatch(BatchOptimization.class::isInstance)) {
        rules.add(new BatchOptimization());
        session.extraOptimizations_$eq(ScalaLists.of(rules));
      }
    }
  }

  /** Adds what is no column of the plan, but a field of one, so that other fields are not read. */
  private static LogicalPlan withFields(LogicalPlan plan, List<NamedExpression> inputs) {
    List<NamedExpression> columns = new ArrayList<>(ScalaLists.toJava(plan.output()));
    inputs.stream().filter(Alias.class::isInstance).forEach(columns::add);
    return columns.size() == plan.output().size()
        ? plan
        : new Project(ScalaLists.of(columns), plan);
  }

  private static List<Attribute> references(List<NamedExpression> columns) {
    return columns.stream().map(NamedExpression::toAttribute).toList();
  }

  private static List<Attribute> attributes(BatchFunction function) {
    List<Attribute> attributes = new ArrayList<>();
    for (AddedColumn column : function.columns()) {
      attributes.add(
          new AttributeReference(
              column.name(),
              column.type(),
              false,
              column.metadata(),
              NamedExpression$.MODULE$.newExprId(),
              ScalaLists.empty()));
    }
    return attributes;
  }

  /**
   * The function's columns get names and ids of their own above the node, as every column that is
   * computed: Spark renews these where a DataFrame is joined with itself.
   */
  private static List<NamedExpression> joined(
      List<Attribute> there, List<Attribute> added, Function2<String, String, Object> resolver) {
    List<NamedExpression> joined = new ArrayList<>();
    List<Attribute> left = new ArrayList<>(added);
    for (Attribute column : there) {
      List<Attribute> same =
          added.stream()
              .filter(other -> (boolean) resolver.apply(column.name(), other.name()))
              .toList();
      joined.add(same.isEmpty() ? column : alias(same.get(0)));
      left.removeAll(same);
    }
    left.forEach(column -> joined.add(alias(column)));
    return joined;
  }

  private static Alias alias(Attribute column) {
    return new Alias(
        column,
        column.name(),
        NamedExpression$.MODULE$.newExprId(),
        ScalaLists.empty(),
        Option.empty(),
        ScalaLists.empty());
  }
}
