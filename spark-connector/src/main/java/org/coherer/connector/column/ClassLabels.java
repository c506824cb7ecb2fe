package org.coherer.connector.column;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * What the classes of a classifier are called, and how a column says of which class a row is.
 *
 * @param meaning what a label in the column is
 * @param type the type of the column: string, boolean or numeric
 * @param texts a text for each class, in the order of their indices, all different; empty if
 *     nothing is known but the indices
 */
public record ClassLabels(Meaning meaning, DataType type, List<String> texts)
    implements Serializable {

  /** What a label is. */
  public enum Meaning {
    /** The index of the class, from 0; what it is called may be known from elsewhere. */
    INDEX,
    /** The label itself, of which {@link #texts} has the text. */
    VALUE
  }

  /** Nothing is known but the indices, in a column of doubles. */
  public static final ClassLabels NONE =
      new ClassLabels(Meaning.INDEX, DataTypes.DoubleType, List.of());

  /**
   * Checks the labels.
   *
   * @throws IllegalArgumentException if the type cannot be one of labels, two labels are alike, or
   *     one is no value of the type. The message has the label
   */
  public ClassLabels {
    type = LabelTypes.plain(type);
    if (meaning == Meaning.VALUE) {
      DataType of = type;
      texts = texts.stream().map(text -> LabelTypes.checked(of, text)).toList();
      checkDistinct(texts, type);
      if (texts.isEmpty()) {
        throw new IllegalArgumentException("Invalid labels without a class (must be at least one)");
      }
    } else if (!(type instanceof NumericType)) {
      throw new IllegalArgumentException(
          "Invalid type " + type.simpleString() + " of indices of classes (must be numeric)");
    }
    texts = List.copyOf(texts);
  }

  private static void checkDistinct(List<String> texts, DataType type) {
    Map<String, Integer> before = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      Integer same = before.put(key(type, texts.get(i)), i);
      if (same != null) {
        throw new IllegalArgumentException(
            "Invalid label "
                + Shown.text(texts.get(i))
                + " of class "
                + i
                + " (is that of class "
                + same
                + " already)");
      }
    }
  }

  /**
   * Returns the labels of classes that a column names by their indices.
   *
   * @param type the type of the column
   * @param names what the classes are called; empty if nobody knows
   */
  public static ClassLabels indices(DataType type, List<String> names) {
    return new ClassLabels(Meaning.INDEX, type, names);
  }

  /**
   * Returns the labels of classes that a column names by themselves.
   *
   * @param type the type of the column
   * @param texts the labels as Spark casts them to strings
   */
  public static ClassLabels values(DataType type, List<String> texts) {
    return new ClassLabels(Meaning.VALUE, type, texts);
  }

  /**
   * Returns the type that a file names, as Spark calls it.
   *
   * @throws IllegalArgumentException if labels cannot have it
   */
  public static DataType typeNamed(String name) {
    return LabelTypes.named(name);
  }

  /** Returns the texts of numbers as {@link LabelTypes#key} has them, of others themselves. */
  static String key(DataType type, String text) {
    return type instanceof NumericType ? LabelTypes.key(new BigDecimal(text)) : text;
  }

  /**
   * Checks that a column can hold the labels: numbers of any type where they are numbers.
   *
   * @param param the Param that names the column, for the message
   * @throws IllegalArgumentException if it is missing or of another type
   */
  public void checkColumn(StructType schema, String column, String param) {
    DataType found = Columns.typeOf(schema, column, param);
    if (!LabelTypes.isComparable(type, found)) {
      throw Columns.mistyped(column, found, LabelTypes.kind(type), param);
    }
  }

  /**
   * Returns the texts from which Spark reads the label of each class, of the {@link #type}: the
   * labels themselves, or the indices of so many classes.
   */
  public List<String> literals(int classes) {
    return meaning == Meaning.VALUE ? texts : indices(classes);
  }

  /** Returns whether the type has a value for each of so many classes. */
  public boolean canHold(int classes) {
    try {
      if (meaning == Meaning.INDEX && classes > 0) {
        LabelTypes.checked(type, Integer.toString(classes - 1));
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns what so many classes are called: their texts, or else their indices. */
  public List<String> names(int classes) {
    return texts.isEmpty() ? indices(classes) : texts;
  }

  private static List<String> indices(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** Returns the first of the texts in one line. */
  public String text() {
    return Shown.list(texts);
  }
}
