package org.coherer.connector.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecutionRDD;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The rows of a DataFrame as Spark holds them. Where its plan ends in column batches, as a scan of
 * Parquet does, these are taken: the step that would copy each of their rows is skipped, and with
 * it casts of numbers to double, which whoever reads the numbers does anyway.
 *
 * <p>Why: the public {@code Dataset} gives rows only as objects, a value each. {@code
 * QueryExecution.toRdd} and {@code SparkPlan.executeColumnar} are internal; these operators and
 * expressions are as they are since Spark 3.0.
 *
 * @param rows the rows, or column batches; each may be the same object with other contents
 * @param layout how they lie
 */
public record InternalRows(RDD<InternalRow> rows, RowLayout layout) {

  /**
   * Returns the rows of a DataFrame. Nothing is computed yet, but for the stages before its last.
   */
  public static InternalRows of(Dataset<?> data) {
    QueryExecution execution = DataFrames.executionOf(data);
    InternalRows batches = ofColumns(execution);
    if (batches != null) {
      return batches;
    }
    StructField[] fields = data.schema().fields();
    int[] ordinals = new int[fields.length];
    DataType[] types = new DataType[fields.length];
    for (int i = 0; i < fields.length; i++) {
      ordinals[i] = i;
      types[i] = fields[i].dataType();
    }
    return new InternalRows(execution.toRdd(), new RowLayout(false, ordinals, types));
  }

  /** Returns null if the plan does not end in column batches. */
  private static InternalRows ofColumns(QueryExecution execution) {
    SparkPlan plan = execution.executedPlan();
    if (plan instanceof WholeStageCodegenExec generated) {
      plan = generated.child();
    }
    List<Expression> wanted = new ArrayList<>();
    if (plan instanceof ProjectExec project) {
      scala.collection.Seq<NamedExpression> list = project.projectList();
      for (int i = 0; i < list.size(); i++) {
        wanted.add((Expression) list.apply(i));
      }
      plan = project.child();
    } else {
      scala.collection.Seq<Attribute> output = plan.output();
      for (int i = 0; i < output.size(); i++) {
        wanted.add(output.apply(i));
      }
    }
    return plan instanceof ColumnarToRowExec toRows ? ofColumns(execution, toRows, wanted) : null;
  }

  private static InternalRows ofColumns(
      QueryExecution execution, ColumnarToRowExec toRows, List<Expression> wanted) {
    SparkPlan plan = toRows.child();
    if (plan instanceof InputAdapter adapter) {
      plan = adapter.child();
    }
    int[] ordinals = new int[wanted.size()];
    DataType[] types = new DataType[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      AttributeReference source = sourceOf(wanted.get(i));
      ordinals[i] = source == null ? -1 : ordinalOf(source, plan.output());
      if (ordinals[i] < 0) {
        return null;
      }
      types[i] = source.dataType();
    }
    return new InternalRows(
        new SQLExecutionRDD(
            asRows(plan.executeColumnar()), execution.sparkSession().sessionState().conf()),
        new RowLayout(true, ordinals, types));
  }

  /** Spark's own plans pass batches on by this name, too. */
  @SuppressWarnings("unchecked")
  private static RDD<InternalRow> asRows(RDD<ColumnarBatch> batches) {
    return (RDD<InternalRow>) (RDD<?>) batches;
  }

  /** Returns the column from which an expression takes its value as it is; null if it computes. */
  private static AttributeReference sourceOf(Expression expression) {
    if (expression instanceof Alias alias) {
      return sourceOf(alias.child());
    }
    if (expression instanceof Cast cast
        && cast.dataType().equals(DataTypes.DoubleType)
        && cast.child().dataType() instanceof NumericType) {
      return sourceOf(cast.child());
    }
    return expression instanceof AttributeReference reference ? reference : null;
  }

  private static int ordinalOf(AttributeReference wanted, scala.collection.Seq<Attribute> there) {
    for (int i = 0; i < there.size(); i++) {
      if (there.apply(i).exprId().equals(wanted.exprId())) {
        return i;
      }
    }
    return -1;
  }
}
