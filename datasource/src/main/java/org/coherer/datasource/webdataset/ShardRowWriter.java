package org.coherer.datasource.webdataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.RecordWriter;

/** Writes rows as files of an archive that follow one another. */
final class ShardRowWriter implements RecordWriter {
  private final StructField[] columns;
  private final int key;
  private final TarWriter tar;
  private String last = "";

  ShardRowWriter(StructType columns, TarWriter tar) {
    this.columns = columns.fields();
    this.key = columns.fieldIndex(SampleColumns.KEY);
    this.tar = tar;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    String name = row.isNullAt(key) ? "" : row.getUTF8String(key).toString();
    checkKey(name);
    boolean isEmpty = true;
    for (int i = 0; i < columns.length; i++) {
      if (i != key && !row.isNullAt(i)) {
        tar.add(name + "." + columns[i].name(), data(row, i));
        isEmpty = false;
      }
    }
    if (isEmpty) {
      throw new IOException(
          "Cannot write key '%s' without a file: all other columns are null (filter it out)"
              .formatted(name));
    }
    last = name;
  }

  @Override
  public void close() throws IOException {
    tar.finish();
  }

  /** Refuses keys that would be read as others, or that name places outside of an archive. */
  private void checkKey(String name) throws IOException {
    String base = name.substring(name.lastIndexOf('/') + 1);
    boolean isPlain =
        !base.isEmpty()
            && base.indexOf('.') < 0
            && name.indexOf('\0') < 0
            && !name.startsWith("/")
            && !Arrays.asList(name.split("/", -1)).contains("..");
    if (!isPlain || name.equals(last)) {
      throw new IOException(
          "Cannot write key '%s' (must be a relative path without '..', with no dot in its last part, and not that of the row before it)"
              .formatted(name));
    }
  }

  private byte[] data(InternalRow row, int i) {
    if (columns[i].dataType() instanceof BinaryType) {
      return row.getBinary(i);
    }
    if (columns[i].dataType() instanceof StringType) {
      return row.getUTF8String(i).getBytes();
    }
    long value = columns[i].dataType() instanceof LongType ? row.getLong(i) : row.getInt(i);
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }
}
