package org.coherer.connector.spark;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * The rows of a partition with the columns that a {@link BatchFunction} adds.
 *
 * <p>At most one batch of rows is held at a time, and nothing is read ahead of it, so that streams
 * flow. A batch ends early once its rows take {@link #MOST_BYTES}, however many those are.
 */
final class BatchedRows extends AbstractIterator<InternalRow> {

  /** Bytes of rows after which a batch is full. */
  private static final int MOST_BYTES = 16 << 20;

  private final Iterator<InternalRow> rows;
  private final RowParts parts;
  private final BatchFunction.Batch batch;
  private final JoinedRows joined;
  private final int batchRows;
  private final SQLMetric counter;
  private final InputFile[] files;
  private InputFile lastRead;
  private InputFile shown;
  private int count;
  private int next;

  BatchedRows(
      Iterator<InternalRow> rows,
      RowParts parts,
      BatchFunction.Batch batch,
      JoinedRows joined,
      int batchRows,
      SQLMetric counter) {
    this.rows = rows;
    this.parts = parts;
    this.batch = batch;
    this.joined = joined;
    this.batchRows = batchRows;
    this.counter = counter;
    this.files = new InputFile[batchRows];
  }

  @Override
  public boolean hasNext() {
    while (next == count && hasMore()) {
      computeNextBatch(); // Maybe none of its rows can be read.
    }
    return next < count;
  }

  /** What reads rows must find its own file, not that of the row that left last. */
  private boolean hasMore() {
    if (!Objects.equals(shown, lastRead)) {
      lastRead.show();
      shown = lastRead;
    }
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!files[next].equals(shown)) {
      shown = files[next];
      shown.show();
    }
    return joined.row(next++);
  }

  private void computeNextBatch() {
    joined.clear();
    next = 0;
    count = 0;
    while (count < batchRows && joined.bytes() < MOST_BYTES && rows.hasNext()) {
      InternalRow row = rows.next();
      lastRead = InputFile.now(lastRead);
      if (batch.read(parts.inputs(row), count)) {
        joined.add(parts.kept(row));
        files[count++] = lastRead;
      }
    }
    lastRead = InputFile.now(lastRead);
    shown = lastRead;
    if (count > 0) {
      batch.compute(count);
    }
    for (int i = 0; i < count; i++) {
      batch.write(i, joined.values(i));
    }
    counter.add(count);
  }
}
