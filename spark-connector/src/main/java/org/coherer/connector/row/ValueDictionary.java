package org.coherer.connector.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.encoding.ValueCode;

/**
 * The labels or categories of a partition, numbered in the order in which they come, up to a bound.
 *
 * <p>A value is a {@code Double}, a {@code String} or a {@code Boolean}: numbers that are equal are
 * the same value, whatever their type.
 */
final class ValueDictionary {

  /** More different values than this are numbers to predict, or names of rows. */
  static final int MOST_VALUES = 10_000;

  private static final int FEW = 256;

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<Object> values = new ArrayList<>();

  /** The numbers, plus 1, of the values 0 to 255, which most labels are; 0 for none. */
  private final int[] ofSmall = new int[FEW];

  /** Returns the number of a value that is a number; -1 if there is no space for it. */
  int numberOf(double value) {
    if (value < FEW && ValueCode.isSmall(value)) {
      int small = (int) value;
      if (ofSmall[small] == 0) {
        ofSmall[small] = 1 + add((double) small);
      }
      return ofSmall[small] - 1;
    }
    return numberOf((Object) value);
  }

  /** Returns the number of a value that is a text or a boolean; -1 if there is no space for it. */
  int numberOf(Object value) {
    Integer number = numbers.get(value);
    return number == null ? add(value) : number;
  }

  private int add(Object value) {
    if (values.size() == MOST_VALUES) {
      return -1;
    }
    numbers.put(value, values.size());
    values.add(value);
    return values.size() - 1;
  }

  /** Returns the values in the order of their numbers. */
  List<Object> values() {
    return values;
  }
}
