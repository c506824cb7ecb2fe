package org.coherer.connector.spark;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.QueryExecution;

/**
 * The plan behind a DataFrame, and the DataFrame of a plan.
 *
 * <p>Why: {@code queryExecution}, {@code logicalPlan} and {@code Dataset.ofRows} are public in
 * bytecode since Spark 2.0, but declared in another class since Spark 4.0; so they are called by
 * reflection.
 */
final class DataFrames {

  private DataFrames() {}

  /** Returns what Spark makes of a DataFrame. */
  static QueryExecution executionOf(Dataset<?> data) {
    return (QueryExecution) call(data, "queryExecution");
  }

  /** Returns the analyzed plan, with the marks by which {@code data.col} finds its columns. */
  static LogicalPlan planOf(Dataset<?> data) {
    return (LogicalPlan) call(data, "logicalPlan");
  }

  /** Returns a DataFrame of the same session. */
  @SuppressWarnings("unchecked")
  static Dataset<Row> ofPlan(Dataset<?> data, LogicalPlan plan) {
    Method ofRows =
        Arrays.stream(data.getClass().getMethods())
            .filter(method -> method.getName().equals("ofRows") && method.getParameterCount() == 2)
            .findFirst()
            .orElseThrow(() -> unreadable(data, null));
    try {
      return (Dataset<Row>) ofRows.invoke(null, executionOf(data).sparkSession(), plan);
    } catch (ReflectiveOperationException e) {
      throw unreadable(data, e);
    }
  }

  private static Object call(Dataset<?> data, String method) {
    try {
      return data.getClass().getMethod(method).invoke(data);
    } catch (ReflectiveOperationException e) {
      throw unreadable(data, e);
    }
  }

  private static IllegalStateException unreadable(Dataset<?> data, Throwable cause) {
    return new IllegalStateException(
        "Cannot read a " + data.getClass().getName() + " (must be a DataFrame of this session)",
        cause);
  }
}
