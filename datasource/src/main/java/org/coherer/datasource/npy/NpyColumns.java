package org.coherer.datasource.npy;

import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The column that an array is: a value for each row, or an array of its elements in C order. */
final class NpyColumns {
  private NpyColumns() {}

  /** Returns the column. */
  static StructField field(String name, NpyHeader header) {
    DataType element = sqlType(header.type());
    DataType type = header.isScalar() ? element : DataTypes.createArrayType(element, false);
    return new StructType().add(name, type, false).fields()[0];
  }

  /** Returns the bytes that a row takes in Spark's memory, at a guess. */
  static long memoryBytes(NpyHeader header) {
    return 2 * Long.BYTES + header.elementsPerRow() * sqlType(header.type()).defaultSize();
  }

  /**
   * Returns the value of a row.
   *
   * @throws ArithmeticException if an element has no value of the column's type
   */
  static Object value(NpyHeader header, ByteBuffer row) {
    Object elements = NpyValues.of(header.type(), row);
    ArrayData array = array(elements);
    return header.isScalar() ? array.get(0, sqlType(header.type())) : array;
  }

  private static DataType sqlType(NpyType type) {
    return switch (type.kind()) {
      case BOOL -> DataTypes.BooleanType;
      case BYTES -> DataTypes.BinaryType;
      case TEXT -> DataTypes.StringType;
      case FLOAT -> type.bytes() == Double.BYTES ? DataTypes.DoubleType : DataTypes.FloatType;
      case INT -> whole(type.bytes());
      case UNSIGNED -> whole(Math.min(Long.BYTES, 2 * type.bytes()));
    };
  }

  private static DataType whole(int bytes) {
    return switch (bytes) {
      case Byte.BYTES -> DataTypes.ByteType;
      case Short.BYTES -> DataTypes.ShortType;
      case Integer.BYTES -> DataTypes.IntegerType;
      default -> DataTypes.LongType;
    };
  }

  private static ArrayData array(Object elements) {
    if (elements instanceof boolean[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof byte[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof short[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof int[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof long[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof float[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof double[] values) {
      return UnsafeArrayData.fromPrimitiveArray(values);
    }
    if (elements instanceof String[] values) {
      Object[] texts = new Object[values.length];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = UTF8String.fromString(values[i]);
      }
      return new GenericArrayData(texts);
    }
    return new GenericArrayData((Object[]) elements);
  }
}
