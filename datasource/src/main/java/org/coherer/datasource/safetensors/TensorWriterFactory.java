package org.coherer.datasource.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.RecordWriter;
import org.coherer.datasource.format.RecordWriterFactory;

/**
 * Opens writers of safetensors files.
 *
 * @param columns of the rows
 */
record TensorWriterFactory(StructType columns) implements RecordWriterFactory {
  private static final String COLUMNS =
      "must be name STRING, values ARRAY<FLOAT> or BINARY, shape ARRAY<BIGINT>, and maybe dtype STRING, which BINARY needs, and metadata MAP<STRING, STRING>";

  /** Checks the columns. */
  TensorWriterFactory {
    Set<String> missing =
        new HashSet<>(List.of(TensorColumns.NAME, TensorColumns.VALUES, TensorColumns.SHAPE));
    for (StructField column : columns.fields()) {
      missing.remove(column.name());
      if (column.dataType() instanceof BinaryType
          && !List.of(columns.fieldNames()).contains(TensorColumns.DTYPE)) {
        missing.add(TensorColumns.DTYPE);
      }
      if (!isAllowed(column.name(), column.dataType())) {
        throw new IllegalArgumentException(
            "Cannot write column '%s' of %s (%s)"
                .formatted(column.name(), column.dataType().sql(), COLUMNS));
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot write tensors without %s (%s)".formatted(missing, COLUMNS));
    }
  }

  private static boolean isAllowed(String name, DataType type) {
    return switch (name) {
      case TensorColumns.NAME, TensorColumns.DTYPE -> type instanceof StringType;
      case TensorColumns.SHAPE ->
          type instanceof ArrayType array
              && (array.elementType() instanceof LongType
                  || array.elementType() instanceof IntegerType);
      case TensorColumns.VALUES ->
          type instanceof BinaryType
              || (type instanceof ArrayType array && array.elementType() instanceof FloatType);
      case TensorColumns.METADATA ->
          type instanceof MapType map
              && map.keyType() instanceof StringType
              && map.valueType() instanceof StringType;
      default -> false;
    };
  }

  @Override
  public String suffix() {
    return ".safetensors";
  }

  @Override
  public RecordWriter open(OutputStream out) throws IOException {
    return new TensorRowWriter(columns, new SafetensorsWriter(out));
  }
}
