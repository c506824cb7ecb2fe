package org.coherer.datasource.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.RecordWriter;

/** Writes rows of one array, or of several side by side. The file is written at the end. */
final class NpyRowWriter implements RecordWriter {
  private final StructField[] columns;
  private final NpyWriter[] arrays;
  private final boolean isArchive;
  private final OutputStream out;
  private boolean isBroken;

  NpyRowWriter(StructType columns, boolean isArchive, OutputStream out) {
    this.columns = columns.fields();
    this.arrays = new NpyWriter[columns.length()];
    this.isArchive = isArchive;
    this.out = out;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    isBroken = true;
    for (int i = 0; i < columns.length; i++) {
      if (row.isNullAt(i)) {
        throw new IOException(
            "Cannot write null of column '%s' (must be a value: filter nulls out, or replace them)"
                .formatted(columns[i].name()));
      }
      write(i, row);
    }
    isBroken = false;
  }

  @Override
  public void close() throws IOException {
    try {
      if (!isBroken && arrays[0] != null) {
        finish();
      }
    } finally {
      for (NpyWriter array : arrays) {
        if (array != null) {
          array.close();
        }
      }
    }
  }

  private void write(int i, InternalRow row) throws IOException {
    NpyType type = NpyEncoder.type(columns[i].dataType()).orElseThrow();
    boolean isArray = columns[i].dataType() instanceof ArrayType;
    SpecializedGetters values = isArray ? row.getArray(i) : row;
    int count = isArray ? row.getArray(i).numElements() : 1;
    if (count == 0 || count > NpyHeaderReader.MAX_ROW_ELEMENTS) {
      throw new IOException(
          "Cannot write an array of %d elements of column '%s' (must be in [1, %d], which can be read: filter such rows out, or drop the column)"
              .formatted(count, columns[i].name(), NpyHeaderReader.MAX_ROW_ELEMENTS));
    }
    if (arrays[i] == null) {
      arrays[i] = new NpyWriter(type, isArray ? List.of((long) count) : List.of());
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    for (int j = 0; j < count; j++) {
      if (isArray && values.isNullAt(j)) {
        throw new IOException(
            "Cannot write null, which is element %d of column '%s' (must be a value)"
                .formatted(j, columns[i].name()));
      }
      NpyEncoder.put(type, values, isArray ? j : i, bytes);
    }
    arrays[i].add(bytes.array());
  }

  private void finish() throws IOException {
    if (!isArchive) {
      arrays[0].finish(out);
      return;
    }
    try (NpzWriter archive = new NpzWriter(out)) {
      for (int i = 0; i < columns.length; i++) {
        archive.add(columns[i].name(), arrays[i]);
      }
    }
  }
}
