package org.coherer.datasource.tfrecord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes records of rows: a column is a feature, or a feature list; null is none. */
final class RecordEncoder {
  private final StructField[] columns;
  private final RecordKind kind;

  /**
   * Makes an encoder.
   *
   * @param columns that {@link #check} allows
   */
  RecordEncoder(StructType columns, RecordKind kind) {
    this.columns = columns.fields();
    this.kind = kind;
  }

  /**
   * Checks that records can hold the columns.
   *
   * @throws IllegalArgumentException if they cannot
   */
  static void check(StructType columns, RecordKind kind) {
    if (kind == RecordKind.BYTE_ARRAY) {
      DataType only = columns.length() == 1 ? columns.fields()[0].dataType() : null;
      if (!(only instanceof BinaryType || only instanceof StringType)) {
        throw new IllegalArgumentException(
            "Cannot write columns %s as records of recordType ByteArray (must be one, of BINARY or STRING)"
                .formatted(columns.toDDL()));
      }
      return;
    }
    for (StructField column : columns.fields()) {
      int depth = depth(column.dataType());
      boolean isDeep = depth > (kind == RecordKind.SEQUENCE_EXAMPLE ? 2 : 1);
      if (isDeep || !FeatureEncoder.supports(elementType(column.dataType()))) {
        throw new IllegalArgumentException(
            "Cannot write column '%s' of %s as a feature (must be a whole number, BOOLEAN, FLOAT, DOUBLE, STRING or BINARY, or an array of these; arrays of arrays need recordType SequenceExample)"
                .formatted(column.name(), column.dataType().sql()));
      }
    }
  }

  /** Returns the record of a row. */
  byte[] record(InternalRow row) throws IOException {
    if (kind == RecordKind.BYTE_ARRAY) {
      if (row.isNullAt(0)) {
        throw new IOException(
            "Cannot write null of column '%s' as a record (filter it out)"
                .formatted(columns[0].name()));
      }
      return FeatureEncoder.bytes(row, 0, columns[0].dataType());
    }
    Map<String, Feature> features = new LinkedHashMap<>();
    Map<String, List<Feature>> lists = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      if (!row.isNullAt(i)) {
        add(columns[i], row, i, features, lists);
      }
    }
    return ExampleWriter.bytes(new Example(features, lists));
  }

  private static void add(
      StructField column,
      SpecializedGetters row,
      int i,
      Map<String, Feature> features,
      Map<String, List<Feature>> lists)
      throws IOException {
    DataType type = elementType(column.dataType());
    switch (depth(column.dataType())) {
      case 0 -> features.put(column.name(), FeatureEncoder.one(row, i, type));
      case 1 -> features.put(column.name(), array(column, row.getArray(i), type));
      default -> {
        ArrayData arrays = row.getArray(i);
        List<Feature> list = new ArrayList<>();
        for (int j = 0; j < arrays.numElements(); j++) {
          list.add(arrays.isNullAt(j) ? Feature.MISSING : array(column, arrays.getArray(j), type));
        }
        lists.put(column.name(), list);
      }
    }
  }

  private static Feature array(StructField column, ArrayData array, DataType type)
      throws IOException {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        throw new IOException(
            "Cannot write null, which is element %d of column '%s' (must be a value; filter nulls out of arrays)"
                .formatted(i, column.name()));
      }
    }
    return FeatureEncoder.all(array, type);
  }

  private static DataType elementType(DataType type) {
    return type instanceof ArrayType array ? elementType(array.elementType()) : type;
  }

  private static int depth(DataType type) {
    return type instanceof ArrayType array ? 1 + depth(array.elementType()) : 0;
  }
}
