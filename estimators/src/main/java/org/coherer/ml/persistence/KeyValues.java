package org.coherer.ml.persistence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A small text file of keys and values, as {@link Properties} reads it, in the order in which it
 * was filled. Reading a value checks it: what comes from a file is untrusted.
 */
final class KeyValues {

  private static final int MAX_QUOTED = 40;

  /** Each key takes hundreds of bytes of memory, whatever it has in the file. */
  private static final int MAX_LINES = 1_000_000;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final String source;

  private KeyValues(String source) {
    this.source = source;
  }

  /** Returns an empty one, to write. */
  static KeyValues empty() {
    return new KeyValues("");
  }

  /**
   * Reads a file.
   *
   * @param source where it comes from, for messages
   * @throws IOException if it is not such a file
   */
  static KeyValues parse(byte[] file, String source) throws IOException {
    checkLines(file, source);
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot read " + source + ": it has a malformed escape sequence", e);
    }
    KeyValues parsed = new KeyValues(source);
    properties.stringPropertyNames().forEach(key -> parsed.put(key, properties.getProperty(key)));
    return parsed;
  }

  private static void checkLines(byte[] file, String source) throws IOException {
    int lines = 0;
    for (byte each : file) {
      lines += each == '\n' || each == '\r' ? 1 : 0;
    }
    if (lines > MAX_LINES) {
      throw new IOException(
          "Cannot read " + source + ": it has more than " + MAX_LINES + " lines (must be at most)");
    }
  }

  KeyValues put(String key, Object value) {
    values.put(key, value.toString());
    return this;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Returns the values of all keys that begin so, without that beginning. */
  Map<String, String> below(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /**
   * Returns a text.
   *
   * @throws IOException if it is missing
   */
  String text(String key) throws IOException {
    String value = values.get(key);
    if (value == null) {
      throw new IOException("Cannot read " + source + ": it lacks " + key);
    }
    return value;
  }

  /**
   * Returns an integer.
   *
   * @throws IOException if it is missing, not a number or out of bounds
   */
  long integer(String key, long min, long max) throws IOException {
    String value = text(key);
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw invalid(key, "must be an integer from " + min + " to " + max);
  }

  /**
   * Returns a number, which may be infinite or none at all.
   *
   * @throws IOException if it is missing or no number
   */
  double number(String key) throws IOException {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw invalid(key, "must be a number");
    }
  }

  /** Returns the error that says what is wrong with a value. */
  IOException invalid(String key, String constraint) {
    String value = values.get(key);
    String start = value.substring(0, Math.min(value.length(), MAX_QUOTED));
    return new IOException(
        "Cannot read "
            + source
            + ": "
            + key
            + " is '"
            + start.replaceAll("[^\\w.:/+-]", "?")
            + "' ("
            + constraint
            + ")");
  }

  /** Returns the file. */
  byte[] toBytes() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (key, value) -> {
          escape(key, true, text);
          text.append('=');
          escape(value, false, text);
          text.append('\n');
        });
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void escape(String from, boolean key, StringBuilder to) {
    for (int i = 0; i < from.length(); i++) {
      char c = from.charAt(i);
      if (c < ' ' || c > '~') {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        boolean special = c == '\\' || (c == ' ' && (key || i == 0));
        if (special || (key && "=:#!".indexOf(c) >= 0)) {
          to.append('\\');
        }
        to.append(c);
      }
    }
  }
}
