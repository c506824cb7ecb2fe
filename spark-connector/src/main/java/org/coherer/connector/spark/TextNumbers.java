package org.coherer.connector.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The numbers of the texts of a column: a text becomes a string of Java's when it is met first.
 *
 * <p>Why: {@code UTF8String} is how Spark holds texts in rows, and is not public.
 */
public final class TextNumbers {

  private final ToIntFunction<String> numbering;
  private final Map<UTF8String, Integer> known = new HashMap<>();

  /**
   * Knows no text yet.
   *
   * @param numbering gives a new text its number; a negative one is not kept
   */
  public TextNumbers(ToIntFunction<String> numbering) {
    this.numbering = numbering;
  }

  /** Returns the number of the text of a row, which is not null. */
  public int of(SpecializedGetters row, int ordinal) {
    UTF8String text = row.getUTF8String(ordinal);
    Integer number = known.get(text);
    return number != null ? number : add(text);
  }

  private int add(UTF8String text) {
    int number = numbering.applyAsInt(text.toString());
    if (number >= 0) {
      known.put(text.clone(), number); // the row's own memory is reused
    }
    return number;
  }

  /** Returns the bytes, in UTF-8, of the text of a row, which is not null. */
  public static byte[] bytes(SpecializedGetters row, int ordinal) {
    return row.getUTF8String(ordinal).getBytes();
  }
}
