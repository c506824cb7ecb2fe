package org.coherer.datasource.webdataset;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.coherer.datasource.format.RecordReader;

/** Reads the records of a shard as rows. */
final class ShardReader implements RecordReader {
  private final SampleReader samples;
  private final StructField[] columns;
  private final Object[] values;
  private final InternalRow row;

  ShardReader(SampleReader samples, StructType wanted) {
    this.samples = samples;
    columns = wanted.fields();
    values = new Object[columns.length];
    row = new GenericInternalRow(values);
  }

  @Override
  public boolean next() throws IOException {
    Sample sample = samples.next();
    if (sample == null) {
      return false;
    }
    for (int i = 0; i < columns.length; i++) {
      values[i] = value(sample, columns[i]);
    }
    return true;
  }

  /** The current record. Reused by the next call of next(). */
  @Override
  public InternalRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    samples.close();
  }

  private Object value(Sample sample, StructField column) throws IOException {
    if (column.name().equals(SampleColumns.KEY)) {
      return UTF8String.fromString(sample.key());
    }
    byte[] data = sample.files().get(column.name());
    if (data == null) {
      return null;
    }
    return SampleColumns.value(column.dataType(), data)
        .orElseThrow(
            () ->
                samples.broken(
                    "file '%s.%s' of %d bytes is no %s (give a schema with BINARY, or set decode to false)"
                        .formatted(
                            sample.key(), column.name(), data.length, column.dataType().sql())));
  }
}
