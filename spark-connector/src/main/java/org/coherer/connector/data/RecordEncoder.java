package org.coherer.connector.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.TargetEncoding;

/**
 * Turns the rows of a partition into blocks of records and checks every value on the way. Runs in
 * tasks.
 */
final class RecordEncoder implements Function2<Integer, Iterator<Row>, Iterator<Encoded>> {

  private static final long serialVersionUID = 1L;

  /**
   * Large enough to shuffle well, small enough that a block for each worker fits into a task's
   * memory.
   */
  private static final int BLOCK_BYTES = 1 << 20;

  private final TrainingColumns columns;
  private final RecordLayout layout;

  RecordEncoder(TrainingColumns columns, RecordLayout layout) {
    this.columns = columns;
    this.layout = layout;
  }

  @Override
  public Iterator<Encoded> call(Integer partition, Iterator<Row> rows) {
    return new Blocks(partition, rows);
  }

  private final class Blocks implements Iterator<Encoded> {

    private final int partition;
    private final Iterator<Row> rows;
    private final FeatureReader reader =
        new FeatureReader(columns.features(), layout.featureLength());
    private final float[] features = new float[layout.featureLength()];
    private final ByteBuffer buffer;
    private long nextRow;
    private Encoded.Invalid invalid;
    private boolean ended;

    Blocks(int partition, Iterator<Row> rows) {
      this.partition = partition;
      this.rows = rows;
      int records = Math.max(1, BLOCK_BYTES / layout.recordBytes());
      this.buffer =
          ByteBuffer.allocate(records * layout.recordBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean hasNext() {
      return invalid != null || (!ended && rows.hasNext());
    }

    @Override
    public Encoded next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long firstRow = nextRow;
      if (invalid == null) {
        fill();
      }
      if (nextRow > firstRow) {
        byte[] records = new byte[buffer.position()];
        buffer.flip().get(records);
        return new Encoded.Block(
            new RecordBlock(partition, firstRow, (int) (nextRow - firstRow), records));
      }
      Encoded.Invalid last = invalid;
      invalid = null;
      return last;
    }

    private void fill() {
      buffer.clear();
      try {
        while (buffer.hasRemaining() && rows.hasNext()) {
          append(rows.next());
          nextRow++;
        }
      } catch (InvalidRowException e) {
        invalid = new Encoded.Invalid(partition, nextRow, e.getMessage());
        ended = true;
      }
    }

    private void append(Row row) {
      reader.read(row, TrainingColumns.FEATURES, features);
      float label = label(row);
      float weight = weight(row);
      int end = buffer.position() + layout.recordBytes();
      buffer.asFloatBuffer().put(features).put(label).put(weight);
      buffer.position(end);
    }

    private float label(Row row) {
      if (row.isNullAt(TrainingColumns.LABEL)) {
        throw new InvalidRowException(
            "Invalid null in column '" + columns.label() + "' (must be a value)");
      }
      double label = row.getDouble(TrainingColumns.LABEL);
      if (layout.target() instanceof TargetEncoding.ClassIndex target
          && !(label >= 0 && label < target.classes() && label == Math.rint(label))) {
        throw new InvalidRowException(
            "Invalid label "
                + label
                + " in column '"
                + columns.label()
                + "' (must be an integer in [0, "
                + target.classes()
                + "): the network has "
                + target.classes()
                + " outputs)");
      }
      return (float) label;
    }

    private float weight(Row row) {
      double weight =
          row.isNullAt(TrainingColumns.WEIGHT) ? Double.NaN : row.getDouble(TrainingColumns.WEIGHT);
      if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
        throw new InvalidRowException(
            "Invalid weight "
                + (row.isNullAt(TrainingColumns.WEIGHT) ? "null" : weight)
                + " in column '"
                + columns.weight()
                + "' (must be a finite number of at least 0)");
      }
      return (float) weight;
    }
  }
}
