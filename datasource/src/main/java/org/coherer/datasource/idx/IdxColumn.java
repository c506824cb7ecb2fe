package org.coherer.datasource.idx;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * A column and the file that it is read from.
 *
 * @param name the name of the column
 * @param file the file with its rows
 * @param values the conversion of the file's elements
 */
record IdxColumn(String name, IdxFile file, IdxValues values) implements Serializable {
  /** The header and the padding of a Spark array. */
  private static final int ARRAY_OVERHEAD_BYTES = 16;

  DataType elementType() {
    return values.sqlType(file.header().type());
  }

  StructField field() {
    DataType type =
        file.header().isScalar() ? elementType() : DataTypes.createArrayType(elementType(), false);
    return new StructField(name, type, false, Metadata.empty());
  }

  /** Returns the bytes of one value in Spark's memory. */
  long bytesInMemory() {
    if (file.header().isScalar()) {
      return Long.BYTES;
    }
    return ARRAY_OVERHEAD_BYTES + file.header().elementsPerRow() * elementType().defaultSize();
  }
}
