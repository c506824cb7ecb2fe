package org.coherer.datasource.webdataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of a record: its key, and a file for each extension. */
final class SampleColumns {
  /** The name that the Python library has for the key. */
  static final String KEY = "__key__";

  private static final Set<String> TEXTS = Set.of("txt", "text", "transcript", "json", "jsn");
  private static final Set<String> NUMBERS = Set.of("cls", "cls2", "index", "inx", "id");
  private static final int MAX_DIGITS = 19;

  private SampleColumns() {}

  static StructField key() {
    return new StructType().add(KEY, DataTypes.StringType, false).fields()[0];
  }

  /** Returns the type of a column that nobody gave. */
  static DataType type(String extension, boolean isDecoded) {
    if (isDecoded && TEXTS.contains(extension)) {
      return DataTypes.StringType;
    }
    return isDecoded && NUMBERS.contains(extension) ? DataTypes.LongType : DataTypes.BinaryType;
  }

  /**
   * Checks a column that is given or written.
   *
   * @throws IllegalArgumentException if no file of a record is such a column: extensions are in
   *     lower case, also of files in whose names they are not, and end at the next directory
   */
  static void check(StructField column) {
    DataType type = column.dataType();
    boolean isText = type instanceof StringType;
    boolean isAllowed =
        column.name().equals(KEY)
            ? isText
            : isText
                || type instanceof BinaryType
                || type instanceof LongType
                || type instanceof IntegerType;
    if (!isAllowed) {
      throw new IllegalArgumentException(
          "Invalid type %s of column '%s' (must be %s)"
              .formatted(
                  type.sql(),
                  column.name(),
                  column.name().equals(KEY) ? "STRING" : "BINARY, STRING, BIGINT or INT"));
    }
    String name = column.name();
    if (!name.equals(name.toLowerCase(Locale.ROOT)) || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "Invalid name '%s' of a column (must be in lower case and without '/', as extensions are)"
              .formatted(name));
    }
  }

  /** Returns the data as a column of a type holds it, or nothing if it is none. */
  static Optional<Object> value(DataType type, byte[] data) {
    if (type instanceof BinaryType) {
      return Optional.of(data);
    }
    if (type instanceof StringType) {
      return isUtf8(data) ? Optional.of(UTF8String.fromBytes(data)) : Optional.empty();
    }
    String digits = new String(data, StandardCharsets.ISO_8859_1).strip();
    if (digits.length() > MAX_DIGITS + 1) {
      return Optional.empty();
    }
    try {
      return type instanceof LongType
          ? Optional.of(Long.valueOf(digits))
          : Optional.of(Integer.valueOf(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isUtf8(byte[] data) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
