package org.coherer.datasource.idx;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The element types of the format, in the order of their codes; all are stored big-endian. */
enum IdxType {
  UBYTE(0x08, 1),
  BYTE(0x09, 1),
  SHORT(0x0B, 2),
  INT(0x0C, 4),
  FLOAT(0x0D, 4),
  DOUBLE(0x0E, 8);

  /** The codes in words, for messages. */
  static final String CODES =
      "0x08 unsigned byte, 0x09 byte, 0x0B short, 0x0C int, 0x0D float or 0x0E double";

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static Optional<IdxType> ofCode(int code) {
    for (IdxType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  int bytes() {
    return bytes;
  }

  /** The smallest SQL type that holds every value. */
  DataType sqlType() {
    return switch (this) {
      case BYTE -> DataTypes.ByteType;
      case UBYTE, SHORT -> DataTypes.ShortType;
      case INT -> DataTypes.IntegerType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
    };
  }

  boolean isInteger() {
    return this != FLOAT && this != DOUBLE;
  }
}
