package org.coherer.datasource.tfrecord;

import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Converts the features of one name to the values of a column. */
final class ColumnDecoder {
  private final String name;
  private final int depth;
  private final ElementDecoder elements;

  private ColumnDecoder(String name, int depth, ElementDecoder elements) {
    this.name = name;
    this.depth = depth;
    this.elements = elements;
  }

  /**
   * Returns the decoder of a column.
   *
   * @throws IllegalArgumentException if its type is none that features can be
   */
  static ColumnDecoder of(StructField column) {
    DataType type = column.dataType();
    int depth = 0;
    while (type instanceof ArrayType array) {
      type = array.elementType();
      depth++;
    }
    boolean isKnown =
        type instanceof LongType
            || type instanceof IntegerType
            || type instanceof FloatType
            || type instanceof DoubleType
            || type instanceof StringType
            || type instanceof BinaryType;
    if (!isKnown || depth > 2) {
      throw new IllegalArgumentException(
          "Invalid type %s of column '%s' (must be BIGINT, INT, FLOAT, DOUBLE, STRING or BINARY, or an array of these; of a feature list, an array of arrays)"
              .formatted(column.dataType().sql(), column.name()));
    }
    return new ColumnDecoder(column.name(), depth, ElementDecoder.of(type));
  }

  /**
   * Returns the value of a feature, or null if it is missing.
   *
   * @param feature null if the record has none
   */
  Object feature(Feature feature) throws RecordException {
    if (feature == null || feature.kind() == Feature.Kind.NONE) {
      return null;
    }
    if (depth == 2) {
      throw new RecordException(
          "has the feature '%s', where its column holds feature lists (must be one value, or an array)"
              .formatted(name));
    }
    checkKind(feature);
    if (depth == 1) {
      return array(feature);
    }
    if (feature.size() > 1) {
      throw new RecordException(
          "has %d values of '%s', where its column holds one (give a schema with an array, or look at more records by the option inferRecords)"
              .formatted(feature.size(), name));
    }
    return feature.size() == 0 ? null : elements.one(name, feature, 0);
  }

  /** Returns the value of a feature list. */
  Object list(List<Feature> list) throws RecordException {
    if (depth != 2) {
      throw new RecordException(
          "has the feature list '%s', where its column holds no arrays of arrays".formatted(name));
    }
    Object[] arrays = new Object[list.size()];
    for (int i = 0; i < arrays.length; i++) {
      Feature feature = list.get(i);
      if (feature.kind() != Feature.Kind.NONE) {
        checkKind(feature);
        arrays[i] = array(feature);
      }
    }
    return new GenericArrayData(arrays);
  }

  private ArrayData array(Feature feature) throws RecordException {
    return elements.all(name, feature);
  }

  private void checkKind(Feature feature) throws RecordException {
    if (!elements.takes(feature.kind())) {
      throw new RecordException(
          "has %s for '%s', which its column does not hold (give a schema with another type)"
              .formatted(feature.kind().words(), name));
    }
  }
}
