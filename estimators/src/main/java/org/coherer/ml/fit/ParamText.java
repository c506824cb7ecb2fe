package org.coherer.ml.fit;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.network.util.JavaUtils;
import org.coherer.ml.param.VectorParam;

/**
 * Reads the values of Params from the texts of settings. Commas separate the elements of arrays and
 * vectors, but not within parentheses, and numbers of bytes may be written like 512m.
 */
final class ParamText {

  private static final Pattern COMMA = Pattern.compile(",(?![^()]*\\))");

  private ParamText() {}

  /**
   * Returns a value of the Param's type.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Object parse(Param<?> param, String text) {
    if (param instanceof IntParam) {
      return Integer.parseInt(text);
    } else if (param instanceof LongParam) {
      return whole(text);
    } else if (param instanceof DoubleParam) {
      return Double.parseDouble(text);
    } else if (param instanceof BooleanParam) {
      return yesOrNo(text);
    } else if (param instanceof StringArrayParam) {
      return text.isBlank() ? new String[0] : elements(text);
    } else if (param instanceof IntArrayParam) {
      return Arrays.stream(elements(text)).mapToInt(Integer::parseInt).toArray();
    } else if (param instanceof DoubleArrayParam) {
      return numbers(text);
    } else if (param instanceof VectorParam) {
      return Vectors.dense(numbers(text));
    }
    return text;
  }

  private static String[] elements(String text) {
    return Arrays.stream(COMMA.split(text, -1)).map(String::strip).toArray(String[]::new);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(elements(text)).mapToDouble(Double::parseDouble).toArray();
  }

  private static long whole(String text) {
    return text.matches("-?\\d+") ? Long.parseLong(text) : JavaUtils.byteStringAsBytes(text);
  }

  private static boolean yesOrNo(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("Not a yes or no (must be true or false)");
    }
    return Boolean.parseBoolean(text);
  }
}
