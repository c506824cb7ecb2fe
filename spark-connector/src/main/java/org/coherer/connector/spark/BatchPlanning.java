package org.coherer.connector.spark;

import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;

/**
 * Plans a {@link BatchFunction} as {@link BatchedExec}.
 *
 * <p>Why: {@code SparkStrategy} and {@code planLater} are how a session's {@code
 * experimental.extraStrategies} wants it, since Spark 1.3.
 */
final class BatchPlanning extends SparkStrategy {

  @Override
  public scala.collection.immutable.List<SparkPlan> apply(LogicalPlan plan) {
    return plan instanceof Generate generate && BatchGenerator.functionOf(generate) != null
        ? ScalaLists.of(
            (SparkPlan)
                new BatchedExec(
                    generate.generator(),
                    generate.requiredChildOutput(),
                    generate.generatorOutput(),
                    planLater(generate.child())))
        : ScalaLists.empty();
  }
}
