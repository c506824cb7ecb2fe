package org.coherer.connector.row;

import java.util.List;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.training.encoding.ValueCode;

/** The labels of a partition, numbered in the order in which they come. */
public final class LabelDictionary {

  private final String column;
  private final ValueDictionary dictionary = new ValueDictionary();

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
    return found(dictionary.numberOf(label), label);
  }

  /**
   * Returns the number of a label that is a text or a boolean.
   *
   * @throws InvalidRowException if there are too many labels
   */
  public int numberOf(Object label) {
    return found(dictionary.numberOf(label), label);
  }

  private int found(int number, Object label) {
    if (number < 0) {
      throw new InvalidRowException(
          "Column '"
              + column
              + "' has more than "
              + ValueDictionary.MOST_VALUES
              + " different labels, the last one "
              + label
              + " (must be classes; a NeuralNetworkRegressor predicts numbers)");
    }
    return number;
  }

  /** Returns the labels in the order of their numbers. */
  public List<Object> labels() {
    return dictionary.values();
  }

  /** Returns the code of a label. */
  public static float codeOf(Object label) {
    if (label instanceof Double number) {
      return ValueCode.ofNumber(number);
    }
    return label instanceof Boolean truth
        ? ValueCode.ofNumber(truth ? 1 : 0)
        : ValueCode.ofText((String) label);
  }
}
