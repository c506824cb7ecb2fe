package org.coherer.datasource.npy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Makes elements of values as Spark holds them. */
final class NpyEncoder {
  private NpyEncoder() {}

  /** Returns the type of a column's elements, or nothing if none holds them. */
  static Optional<NpyType> type(DataType column) {
    DataType element = column instanceof ArrayType array ? array.elementType() : column;
    String descr = "";
    if (element instanceof BooleanType) {
      descr = "|b1";
    } else if (element instanceof ByteType) {
      descr = "|i1";
    } else if (element instanceof ShortType) {
      descr = "<i2";
    } else if (element instanceof IntegerType) {
      descr = "<i4";
    } else if (element instanceof LongType) {
      descr = "<i8";
    } else if (element instanceof FloatType) {
      descr = "<f4";
    } else if (element instanceof DoubleType) {
      descr = "<f8";
    }
    return NpyType.of(descr);
  }

  /** Adds an element. */
  static void put(NpyType type, SpecializedGetters values, int i, ByteBuffer out) {
    switch (type.descr()) {
      case "|b1" -> out.put((byte) (values.getBoolean(i) ? 1 : 0));
      case "|i1" -> out.put(values.getByte(i));
      case "<i2" -> out.putShort(values.getShort(i));
      case "<i4" -> out.putInt(values.getInt(i));
      case "<i8" -> out.putLong(values.getLong(i));
      case "<f4" -> out.putFloat(values.getFloat(i));
      default -> out.putDouble(values.getDouble(i));
    }
  }
}
