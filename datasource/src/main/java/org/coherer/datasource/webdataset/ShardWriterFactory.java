package org.coherer.datasource.webdataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.RecordWriter;
import org.coherer.datasource.format.RecordWriterFactory;

/**
 * Opens writers of shards.
 *
 * @param columns of the rows
 */
record ShardWriterFactory(StructType columns) implements RecordWriterFactory {

  /** Checks the columns. */
  ShardWriterFactory {
    if (!Arrays.asList(columns.fieldNames()).contains(SampleColumns.KEY) || columns.length() < 2) {
      throw new IllegalArgumentException(
          "Cannot write columns %s as records (must have %s and one more)"
              .formatted(columns.toDDL(), SampleColumns.KEY));
    }
    for (StructField column : columns.fields()) {
      SampleColumns.check(column);
      String name = column.name();
      if (name.isEmpty() || name.charAt(0) == '.' || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "Cannot write column '%s' as an extension (must not be empty, start with a dot, or have a NUL)"
                .formatted(name));
      }
    }
  }

  @Override
  public String suffix() {
    return ".tar";
  }

  @Override
  public RecordWriter open(OutputStream out) throws IOException {
    return new ShardRowWriter(columns, new TarWriter(out));
  }
}
