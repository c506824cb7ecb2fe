package org.coherer.datasource.tfrecord;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/** Makes features of values as Spark holds them. Doubles are rounded to floats. */
final class FeatureEncoder {
  private FeatureEncoder() {}

  /** Returns whether there is a list for values of a type. */
  static boolean supports(DataType type) {
    return isWhole(type) || isReal(type) || isBytes(type);
  }

  /** Returns the feature of one value. */
  static Feature one(SpecializedGetters row, int i, DataType type) {
    if (isWhole(type)) {
      return Feature.ofLongs(whole(row, i, type));
    }
    return isReal(type)
        ? Feature.ofFloats(real(row, i, type))
        : Feature.ofBytes(bytes(row, i, type));
  }

  /** Returns the feature of all elements, none of which is null. */
  static Feature all(ArrayData array, DataType type) {
    int count = array.numElements();
    if (isWhole(type)) {
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        values[i] = whole(array, i, type);
      }
      return Feature.ofLongs(values);
    }
    if (isReal(type)) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = real(array, i, type);
      }
      return Feature.ofFloats(values);
    }
    byte[][] values = new byte[count][];
    for (int i = 0; i < count; i++) {
      values[i] = bytes(array, i, type);
    }
    return Feature.ofBytes(values);
  }

  /** Returns the bytes of a binary value or of a string. */
  static byte[] bytes(SpecializedGetters row, int i, DataType type) {
    return type instanceof StringType ? row.getUTF8String(i).getBytes() : row.getBinary(i);
  }

  private static long whole(SpecializedGetters row, int i, DataType type) {
    if (type instanceof LongType) {
      return row.getLong(i);
    }
    if (type instanceof IntegerType) {
      return row.getInt(i);
    }
    if (type instanceof ShortType) {
      return row.getShort(i);
    }
    return type instanceof ByteType ? row.getByte(i) : row.getBoolean(i) ? 1 : 0;
  }

  private static float real(SpecializedGetters row, int i, DataType type) {
    return type instanceof FloatType ? row.getFloat(i) : (float) row.getDouble(i);
  }

  private static boolean isWhole(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType
        || type instanceof BooleanType;
  }

  private static boolean isReal(DataType type) {
    return type instanceof FloatType || type instanceof DoubleType;
  }

  private static boolean isBytes(DataType type) {
    return type instanceof StringType || type instanceof BinaryType;
  }
}
