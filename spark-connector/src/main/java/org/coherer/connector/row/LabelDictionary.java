package org.coherer.connector.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.training.data.Seeds;
import org.coherer.training.encoding.ValueCode;

/**
 * The labels of a partition, numbered in the order in which they come.
 *
 * <p>A label is a {@code Double}, a {@code String} or a {@code Boolean}: numbers that are equal are
 * the same label, whatever their type.
 */
public final class LabelDictionary {

  /** More different labels than this are numbers to predict rather than classes. */
  static final int MOST_LABELS = 10_000;

  private static final int FEW = 256;
  private static final long TEXT = 1;
  private static final long NUMBER = 2;

  private final String column;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<Object> labels = new ArrayList<>();

  /** The numbers, plus 1, of the labels 0 to 255, which most labels are; 0 for none. */
  private final int[] ofSmall = new int[FEW];

  /**
   * Creates an empty dictionary.
   *
   * @param column the column that labels come from, for messages
   */
  public LabelDictionary(String column) {
    this.column = column;
  }

  /**
   * Returns the number of a label that is a number.
   *
   * @throws InvalidRowException if there are too many labels
   */
  public int numberOf(double label) {
    if (label < FEW && ValueCode.isSmall(label)) {
      int small = (int) label;
      if (ofSmall[small] == 0) {
        ofSmall[small] = 1 + add((double) small);
      }
      return ofSmall[small] - 1;
    }
    return numberOf((Object) label);
  }

  /**
   * Returns the number of a label that is a text or a boolean.
   *
   * @throws InvalidRowException if there are too many labels
   */
  public int numberOf(Object label) {
    Integer number = numbers.get(label);
    return number == null ? add(label) : number;
  }

  private int add(Object label) {
    if (labels.size() == MOST_LABELS) {
      throw new InvalidRowException(
          "Column '"
              + column
              + "' has more than "
              + MOST_LABELS
              + " different labels, the last one "
              + label
              + " (must be classes; a NeuralNetworkRegressor predicts numbers)");
    }
    numbers.put(label, labels.size());
    labels.add(label);
    return labels.size() - 1;
  }

  /** Returns the labels in the order of their numbers. */
  public List<Object> labels() {
    return labels;
  }

  /** Returns the code of a label. */
  public static float codeOf(Object label) {
    if (label instanceof Double number) {
      return ValueCode.isSmall(number)
          ? ValueCode.ofSmall(number.intValue())
          : ValueCode.ofHash((int) Seeds.mix(NUMBER, Double.doubleToLongBits(number)));
    }
    if (label instanceof Boolean truth) {
      return ValueCode.ofSmall(truth ? 1 : 0);
    }
    return ValueCode.ofHash((int) Seeds.mix(TEXT, hashOf((String) label)));
  }

  private static long hashOf(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = Seeds.mix(hash, text.charAt(i));
    }
    return hash;
  }
}
