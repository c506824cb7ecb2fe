package org.coherer.examples.clicks;

import java.io.Serializable;
import org.coherer.training.embedding.Mixing;

/**
 * A column of ids, one in each row.
 *
 * @param name the column
 * @param count how many different ids there are
 * @param exponent that of Zipf's law, by which they are drawn
 * @param deviation the standard deviation of what an id adds to the logit
 */
public record ClickField(String name, int count, double exponent, double deviation)
    implements Serializable {

  /** Checks the numbers. */
  public ClickField {
    if (count < 1) {
      throw new IllegalArgumentException(
          "Invalid number of ids %d of field '%s' (must be at least 1)".formatted(count, name));
    }
    if (!(exponent >= 0 && deviation >= 0)) {
      throw new IllegalArgumentException(
          "Invalid exponent %s or deviation %s of field '%s' (must be at least 0)"
              .formatted(exponent, deviation, name));
    }
  }

  /**
   * Returns the id of a number, from 0, which is the most frequent one: 63 bits that look random,
   * as hashes do. No two numbers of all fields of a log have the same, but with a probability of
   * n^2 / 2^64.
   *
   * @param place the field's place among all fields
   */
  static long id(int place, int number) {
    return Mixing.splitMix(((long) place << 32) + number) >>> 1;
  }
}
