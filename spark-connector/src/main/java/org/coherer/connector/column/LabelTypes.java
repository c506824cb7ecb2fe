package org.coherer.connector.column;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** The types that a column of labels may have, their names in files, and labels as texts. */
final class LabelTypes {

  private static final Map<String, DataType> BY_NAME =
      Map.of(
          "string", DataTypes.StringType,
          "boolean", DataTypes.BooleanType,
          "tinyint", DataTypes.ByteType,
          "smallint", DataTypes.ShortType,
          "int", DataTypes.IntegerType,
          "bigint", DataTypes.LongType,
          "float", DataTypes.FloatType,
          "double", DataTypes.DoubleType);

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");
  private static final int MAX_PRECISION = 38;

  /** No number of a type below has a longer text; a reader of more digits could be kept busy. */
  private static final int MAX_NUMBER_LENGTH = 60;

  private static final int MAX_EXPONENT = 400;

  private LabelTypes() {}

  /** Returns a type as models know it: of strings there is one, whatever their collation. */
  static DataType plain(DataType type) {
    if (type instanceof StringType) {
      return DataTypes.StringType;
    }
    if (type instanceof BooleanType || type instanceof NumericType) {
      return type;
    }
    throw new IllegalArgumentException(
        "Invalid type " + type.simpleString() + " of labels (must be string, boolean or numeric)");
  }

  static DataType named(String name) {
    Matcher decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      int precision = Integer.parseInt(decimal.group(1));
      int scale = Integer.parseInt(decimal.group(2));
      if (precision >= 1 && precision <= MAX_PRECISION && scale <= precision) {
        return DataTypes.createDecimalType(precision, scale);
      }
    }
    DataType type = BY_NAME.get(name);
    if (type == null) {
      throw new IllegalArgumentException(
          "Invalid type "
              + Shown.text(name)
              + " of labels (must be string, boolean, or a numeric type as Spark calls it)");
    }
    return type;
  }

  /** Returns whether a column of one type can hold labels of another: numbers are compared. */
  static boolean isComparable(DataType labels, DataType column) {
    return labels instanceof NumericType
        ? column instanceof NumericType
        : column instanceof StringType ? labels instanceof StringType : labels.equals(column);
  }

  /** Returns the type's kind, for messages. */
  static String kind(DataType type) {
    return type instanceof NumericType ? "a numeric type" : type.simpleString();
  }

  /**
   * Returns a label as the text that Spark reads it from.
   *
   * @throws IllegalArgumentException if the text is no value of the type
   */
  static String checked(DataType type, String text) {
    if (type instanceof StringType) {
      return text;
    }
    try {
      return parsed(type, text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Invalid label "
              + Shown.text(text)
              + " (must be a value of the type "
              + type.simpleString()
              + ")",
          e);
    }
  }

  private static String parsed(DataType type, String text) {
    if (type instanceof BooleanType) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("no boolean");
      }
      return text;
    }
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw new NumberFormatException("too long");
    }
    return switch (type.simpleString()) {
      case "tinyint" -> Byte.toString(Byte.parseByte(text));
      case "smallint" -> Short.toString(Short.parseShort(text));
      case "int" -> Integer.toString(Integer.parseInt(text));
      case "bigint" -> Long.toString(Long.parseLong(text));
      case "float" -> Float.toString((float) finite(Float.parseFloat(text)));
      case "double" -> Double.toString(finite(Double.parseDouble(text)));
      default -> decimal((DecimalType) type, text);
    };
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("not finite");
    }
    return value;
  }

  private static String decimal(DecimalType type, String text) {
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
      throw new NumberFormatException("too large or too small");
    }
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.precision()) {
      throw new NumberFormatException("too many digits");
    }
    return scaled.toPlainString();
  }

  /** Returns a text that is the same for labels that are equal, numbers of any types included. */
  static String key(Object label) {
    if (!(label instanceof Number)) {
      return label.toString();
    }
    try {
      return new BigDecimal(label.toString()).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) { // not finite
      return label.toString();
    }
  }
}
