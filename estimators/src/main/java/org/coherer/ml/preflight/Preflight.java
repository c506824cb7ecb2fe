package org.coherer.ml.preflight;

import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.preflight.PreflightReport;

/**
 * Says what would keep a fit from working, or from working well, and how much memory it will take,
 * before it starts.
 *
 * <p>It looks at the settings of the application, at its slots, at Params and at the schema of a
 * DataFrame. It reads no rows and runs no job, except for what a loaded model needs, and is done
 * within two seconds. What only the rows can tell is in {@link PreflightReport#notes}. {@code fit}
 * makes the same checks: with an error it throws, and a warning is logged once for each
 * application.
 */
public final class Preflight {

  private Preflight() {}

  /**
   * Looks at an application, whatever it trains.
   *
   * @return what was found
   */
  public static PreflightReport check(SparkSession spark) {
    Examination examination = new Examination(new ClusterView(spark.sparkContext(), false));
    examination.addSlots();
    return examination.report();
  }

  /**
   * Looks at an application and at a fit.
   *
   * @param stage an estimator of Coherer, or a pipeline that has one
   * @param data what it is to be fitted to
   * @return what was found
   * @throws IllegalArgumentException if {@code stage} is neither
   */
  public static PreflightReport check(SparkSession spark, PipelineStage stage, Dataset<?> data) {
    Examination examination = new Examination(new ClusterView(spark.sparkContext(), false));
    new StageWalk(spark, examination).through(stage, data);
    return examination.report();
  }
}
