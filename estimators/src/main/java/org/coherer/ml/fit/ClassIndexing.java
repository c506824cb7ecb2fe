package org.coherer.ml.fit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.profile.LabelTable;
import org.coherer.connector.row.LabelDictionary;
import org.coherer.training.data.ClassNumbers;

/**
 * Which class each label is.
 *
 * @param labels the labels in the order of their classes
 */
record ClassIndexing(List<Object> labels) {

  private static final int SHOWN = 10;

  ClassIndexing {
    labels = List.copyOf(labels);
  }

  /**
   * Decides from the labels of all rows. Integers that are indices already stay what they are; all
   * others are numbered in their natural order.
   *
   * @param classes the classes that the network tells; 0 if it follows the labels
   * @param outputs its outputs, for messages
   * @throws IllegalArgumentException if there is one label only, or not as many as outputs
   */
  static ClassIndexing of(LabelTable table, int classes, int outputs, String column) {
    if (classes > 0 && table.areIndicesBelow(classes)) {
      return indices(classes);
    }
    int found = table.labels().size();
    if (classes > 0 && found != classes) {
      throw new InvalidParamException(
          "Column '"
              + column
              + "' has the labels "
              + shown(table)
              + " (must be integers in [0, "
              + classes
              + "), or "
              + classes
              + " different values: the network has "
              + outputs
              + " outputs)",
          "labelCol");
    }
    if (found < 2) {
      throw new InvalidParamException(
          "Column '"
              + column
              + "' has one label only, "
              + shown(table)
              + " (must be two classes at least)",
          "labelCol");
    }
    return new ClassIndexing(table.labels());
  }

  /** Returns that of labels which are the indices of their classes. */
  static ClassIndexing indices(int classes) {
    return new ClassIndexing(
        IntStream.range(0, classes).mapToObj(index -> (Object) (double) index).toList());
  }

  /**
   * Takes the classes of a network that was trained before.
   *
   * @throws IllegalArgumentException if a label is none of them
   */
  static ClassIndexing as(ClassLabels before, LabelTable table, String column) {
    List<Object> labels =
        before.texts().stream().map(text -> labelOf(before.type(), text)).toList();
    Set<Object> unknown = new LinkedHashSet<>(table.labels());
    unknown.removeAll(labels);
    if (!unknown.isEmpty()) {
      throw new InvalidParamException(
          "Column '"
              + column
              + "' has the label "
              + LabelTable.textOf(unknown.iterator().next())
              + ", which initialModelPath's network does not know (must be one of "
              + before.text()
              + ")",
          "labelCol",
          "initialModelPath");
    }
    return new ClassIndexing(labels);
  }

  private static Object labelOf(DataType type, String text) {
    if (type instanceof NumericType) {
      return Double.valueOf(text);
    }
    return type instanceof BooleanType ? (Object) Boolean.valueOf(text) : text;
  }

  private static String shown(LabelTable table) {
    String first =
        table.labels().stream()
            .limit(SHOWN)
            .map(LabelTable::textOf)
            .collect(Collectors.joining(", "));
    int more = table.labels().size() - SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** Returns whether every label is the index of its class. */
  boolean isIdentity() {
    return IntStream.range(0, labels.size())
        .allMatch(index -> labels.get(index).equals((double) index));
  }

  /**
   * Returns what the classes are called.
   *
   * @param type that of the column with labels
   */
  ClassLabels classLabels(DataType type) {
    return isIdentity() ? ClassLabels.indices(type, List.of()) : values(type);
  }

  /** Returns what the classes are called, the values that labels have. */
  ClassLabels values(DataType type) {
    return ClassLabels.values(type, labels.stream().map(LabelTable::textOf).toList());
  }

  /**
   * Returns what becomes of the codes of labels.
   *
   * @param weights one factor for each class; empty for none
   * @throws IllegalArgumentException if two labels cannot be told apart
   */
  ClassNumbers numbers(List<Double> weights) {
    List<Float> codes = labels.stream().map(LabelDictionary::codeOf).toList();
    if (codes.stream().distinct().count() < codes.size()) {
      throw new IllegalArgumentException(
          "Two of the "
              + codes.size()
              + " labels have the same hash (index them with a StringIndexer)");
    }
    return new ClassNumbers(codes, weights.stream().map(Double::floatValue).toList());
  }
}
