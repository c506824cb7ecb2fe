package org.coherer.datasource.partition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** The spelling of partition columns in the names of directories, which is Hive's. */
public final class PartitionPath {
  /** The value of a directory that stands for null. */
  public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007F";
  private static final int HEX = 16;

  private PartitionPath() {}

  /**
   * Returns the name of a directory.
   *
   * @param column the column
   * @param value its value as text; null and an empty text are the same there
   */
  public static String segment(String column, String value) {
    return escape(column) + "=" + (value == null || value.isEmpty() ? NULL : escape(value));
  }

  /** Returns the columns in the names of the directories between two, in their order. */
  static Map<String, String> between(String base, String directory) {
    Map<String, String> values = new LinkedHashMap<>();
    String relative = relative(base, directory);
    for (String segment : relative.split(Path.SEPARATOR, -1)) {
      int equals = segment.indexOf('=');
      if (equals > 0) {
        String value = segment.substring(equals + 1);
        values.put(
            unescape(segment.substring(0, equals)), NULL.equals(value) ? null : unescape(value));
      }
    }
    return values;
  }

  private static String relative(String base, String directory) {
    String start = base.endsWith(Path.SEPARATOR) ? base : base + Path.SEPARATOR;
    return directory.startsWith(start) ? directory.substring(start.length()) : "";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < ' ' || ESCAPED.indexOf(letter) >= 0) {
        escaped.append("%%%02X".formatted((int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.toString();
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int code = text.charAt(at) == '%' ? code(text, at + 1) : -1;
      plain.append(code < 0 ? text.charAt(at) : (char) code);
      at += code < 0 ? 1 : 3;
    }
    return plain.toString();
  }

  /** Returns the number of two hexadecimal digits, or -1 where there are none. */
  private static int code(String text, int from) {
    if (from + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(from), HEX);
    int low = Character.digit(text.charAt(from + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }
}
