package org.coherer.connector.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Runs a {@link BatchFunction} over the rows of a partition. */
final class BatchedPartition extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final BatchFunction function;
  private final List<Expression> inputs;
  private final List<Attribute> there;
  private final List<Attribute> kept;
  private final SQLMetric counter;

  /**
   * Creates a batched partition.
   *
   * @param inputs what the function computes from
   * @param there the columns of the rows that come
   * @param kept those of them that go on
   */
  BatchedPartition(
      BatchFunction function,
      List<Expression> inputs,
      List<Attribute> there,
      List<Attribute> kept,
      SQLMetric counter) {
    this.function = function;
    this.inputs = inputs;
    this.there = there;
    this.kept = kept;
    this.counter = counter;
  }

  @Override
  public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
    RowParts parts = new RowParts(inputs, there, kept);
    int batchRows = function.batchRows();
    return new BatchedRows(
        rows,
        parts,
        function.open(parts.inputLayout(), batchRows),
        new JoinedRows(parts.keptTypes(), function.columns(), batchRows),
        batchRows,
        counter);
  }
}
