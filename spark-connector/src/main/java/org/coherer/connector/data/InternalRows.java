package org.coherer.connector.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
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
 * The rows of a DataFrame as Spark holds them. Where its plan ends in batches of columns, as a scan
 * of Parquet does, rows are lines of these: the step that would copy each into a row is left out,
 * and with it casts of numbers to double, which whoever reads the numbers does anyway.
 *
 * @param rows the rows; each may be the same object with other contents
 * @param ordinals where the columns of the DataFrame are in them
 * @param types the types of these columns there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InternalRows(RDD<InternalRow> rows, int[] ordinals, DataType[] types) {

  /**
   * Returns the rows of a DataFrame. Nothing is computed yet, but for the stages before its last.
   */
  static InternalRows of(Dataset<?> data) {
    QueryExecution execution = executionOf(data);
    InternalRows lines = ofColumns(execution);
    if (lines != null) {
      return lines;
    }
    StructField[] fields = data.schema().fields();
    int[] ordinals = new int[fields.length];
    DataType[] types = new DataType[fields.length];
    for (int i = 0; i < fields.length; i++) {
      ordinals[i] = i;
      types[i] = fields[i].dataType();
    }
    return new InternalRows(execution.toRdd(), ordinals, types);
  }

  /**
   * By reflection, for it is declared in other classes in Spark 3.5 and in Spark 4: public in both.
   */
  private static QueryExecution executionOf(Dataset<?> data) {
    try {
      return (QueryExecution) data.getClass().getMethod("queryExecution").invoke(data);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Cannot read a " + data.getClass().getName() + " (must be a DataFrame of this session)",
          e);
    }
  }

  /** Returns null if the plan does not end in batches of columns. */
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
    RDD<InternalRow> lines =
        plan.executeColumnar().toJavaRDD().mapPartitions(new Lines(), true).rdd();
    return new InternalRows(
        new SQLExecutionRDD(lines, execution.sparkSession().sessionState().conf()),
        ordinals,
        types);
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

  /** Shows batches of columns line by line. */
  private static final class Lines
      implements FlatMapFunction<Iterator<ColumnarBatch>, InternalRow> {

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<InternalRow> call(Iterator<ColumnarBatch> batches) {
      return new Iterator<>() {
        private Iterator<InternalRow> lines = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
          while (!lines.hasNext() && batches.hasNext()) {
            lines = batches.next().rowIterator();
          }
          return lines.hasNext();
        }

        @Override
        public InternalRow next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return lines.next();
        }
      };
    }
  }
}
