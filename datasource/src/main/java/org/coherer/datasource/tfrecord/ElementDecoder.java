package org.coherer.datasource.tfrecord;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.unsafe.types.UTF8String;

/** Converts the values of a feature to elements as Spark holds them. */
enum ElementDecoder {
  LONG {
    @Override
    boolean takes(Feature.Kind kind) {
      return kind == Feature.Kind.LONGS;
    }

    @Override
    Object one(String name, Feature feature, int i) {
      return feature.longs()[i];
    }

    @Override
    ArrayData all(String name, Feature feature) {
      return UnsafeArrayData.fromPrimitiveArray(feature.longs());
    }
  },

  INT {
    @Override
    boolean takes(Feature.Kind kind) {
      return kind == Feature.Kind.LONGS;
    }

    @Override
    Object one(String name, Feature feature, int i) throws RecordException {
      long value = feature.longs()[i];
      if (value != (int) value) {
        throw new RecordException(
            "has the int %d for '%s' (must be in [-2^31, 2^31), or give a schema with BIGINT)"
                .formatted(value, name));
      }
      return (int) value;
    }
  },

  FLOAT {
    @Override
    boolean takes(Feature.Kind kind) {
      return kind == Feature.Kind.FLOATS;
    }

    @Override
    Object one(String name, Feature feature, int i) {
      return feature.floats()[i];
    }

    @Override
    ArrayData all(String name, Feature feature) {
      return UnsafeArrayData.fromPrimitiveArray(feature.floats());
    }
  },

  DOUBLE {
    @Override
    boolean takes(Feature.Kind kind) {
      return kind == Feature.Kind.FLOATS || kind == Feature.Kind.LONGS;
    }

    @Override
    Object one(String name, Feature feature, int i) {
      boolean isFloat = feature.kind() == Feature.Kind.FLOATS;
      return isFloat ? (double) feature.floats()[i] : (double) feature.longs()[i];
    }
  },

  STRING {
    @Override
    boolean takes(Feature.Kind kind) {
      return kind == Feature.Kind.BYTES;
    }

    @Override
    Object one(String name, Feature feature, int i) throws RecordException {
      byte[] bytes = feature.bytes()[i];
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new RecordException(
            "has bytes for '%s' that are not UTF-8 (give a schema with BINARY, or set inferStrings to false)"
                .formatted(name));
      }
      return UTF8String.fromBytes(bytes);
    }
  },

  BINARY {
    @Override
    boolean takes(Feature.Kind kind) {
      return kind == Feature.Kind.BYTES;
    }

    @Override
    Object one(String name, Feature feature, int i) {
      return feature.bytes()[i];
    }
  };

  /** Returns the decoder of a type of elements. */
  static ElementDecoder of(DataType type) {
    if (type instanceof LongType) {
      return LONG;
    }
    if (type instanceof IntegerType) {
      return INT;
    }
    if (type instanceof FloatType) {
      return FLOAT;
    }
    if (type instanceof DoubleType) {
      return DOUBLE;
    }
    return type instanceof BinaryType ? BINARY : STRING;
  }

  /** Returns whether a kind of list has such elements. */
  abstract boolean takes(Feature.Kind kind);

  /**
   * Returns a value.
   *
   * @param name of the column, for messages
   * @param feature of a kind that this takes
   * @param i which of its values
   */
  abstract Object one(String name, Feature feature, int i) throws RecordException;

  /** Returns all values. */
  ArrayData all(String name, Feature feature) throws RecordException {
    Object[] values = new Object[feature.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = one(name, feature, i);
    }
    return new GenericArrayData(values);
  }
}
