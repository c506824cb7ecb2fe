package org.coherer.datasource.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows as lists, which can be compared. */
final class RowValues {
  private RowValues() {}

  /**
   * Returns the values of a row, which may then be reused.
   *
   * @param row has these columns
   * @param columns with the types by which values are read, so that others fail here
   */
  static List<Object> of(InternalRow row, StructType columns) {
    List<Object> values = new ArrayList<>();
    StructField[] fields = columns.fields();
    for (int i = 0; i < fields.length; i++) {
      values.add(
          row.isNullAt(i) ? null : value(row.get(i, fields[i].dataType()), fields[i].dataType()));
    }
    return values;
  }

  /** Returns the same values with doubles that a float holds. */
  static List<Object> rounded(List<?> values) {
    List<Object> rounded = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof List<?> nested) {
        rounded.add(rounded(nested));
      } else {
        rounded.add(value instanceof Double number ? (Object) (double) number.floatValue() : value);
      }
    }
    return rounded;
  }

  private static Object value(Object value, DataType type) {
    if (type instanceof ArrayType array) {
      return elements((ArrayData) value, array.elementType());
    }
    if (type instanceof MapType map) {
      MapData data = (MapData) value;
      return List.of(
          elements(data.keyArray(), map.keyType()), elements(data.valueArray(), map.valueType()));
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes.clone()) : value;
  }

  private static List<Object> elements(ArrayData data, DataType type) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < data.numElements(); i++) {
      values.add(data.isNullAt(i) ? null : value(data.get(i, type), type));
    }
    return values;
  }
}
