package org.coherer.datasource.npy;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.RecordWriter;
import org.coherer.datasource.format.RecordWriterFactory;

/**
 * Opens writers of arrays and archives.
 *
 * @param columns of the rows, one for each array
 * @param isArchive whether a file is an archive
 */
record NpyWriterFactory(StructType columns, boolean isArchive) implements RecordWriterFactory {

  /** Checks the columns. */
  NpyWriterFactory {
    for (StructField column : columns.fields()) {
      if (NpyEncoder.type(column.dataType()).isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot write column '%s' of %s as an array (must be BOOLEAN, a whole number, FLOAT or DOUBLE, or an array of these)"
                .formatted(column.name(), column.dataType().sql()));
      }
    }
  }

  @Override
  public String suffix() {
    return isArchive ? ".npz" : ".npy";
  }

  @Override
  public RecordWriter open(OutputStream out) throws IOException {
    return new NpyRowWriter(columns, isArchive, out);
  }
}
