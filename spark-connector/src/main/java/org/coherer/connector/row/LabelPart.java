package org.coherer.connector.row;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.connector.spark.TextNumbers;

/** Reads a label of any type, of which its code is stored. */
final class LabelPart implements TargetReader.Part {

  /** The integers that a double holds exactly: beyond them two labels could be taken for one. */
  private static final double MOST_EXACT = 0x1p53;

  private final String column;
  private final int ordinal;
  private final DataType type;
  private final LabelDictionary dictionary;
  private final TextNumbers texts;
  private float[] codes = new float[0];
  private int known;
  private int number;

  LabelPart(String column, int ordinal, DataType type) {
    this.column = column;
    this.ordinal = ordinal;
    this.type = type;
    this.dictionary = new LabelDictionary(column);
    this.texts = new TextNumbers(text -> dictionary.numberOf((Object) text));
  }

  @Override
  public void read(SpecializedGetters row, float[] labels, int at) {
    if (row.isNullAt(ordinal)) {
      throw new InvalidRowException("Invalid null in column '" + column + "' (must be a value)");
    }
    number = numberOf(row);
    if (number == known) { // new, so it is the next one
      codes = known == codes.length ? Arrays.copyOf(codes, 2 * known + 2) : codes;
      codes[known++] = LabelDictionary.codeOf(dictionary.labels().get(number));
    }
    labels[at] = codes[number];
  }

  private int numberOf(SpecializedGetters row) {
    if (type instanceof StringType) {
      return texts.of(row, ordinal);
    }
    if (type instanceof BooleanType) {
      return dictionary.numberOf((Object) row.getBoolean(ordinal));
    }
    double label = InternalReader.number(row, ordinal, type);
    if (!(Math.abs(label) <= MOST_EXACT)) {
      throw new InvalidRowException(
          "Invalid label "
              + label
              + " in column '"
              + column
              + "' (must be a number of at most 2^53; cast it to string)");
    }
    return dictionary.numberOf(label);
  }

  /** Returns the number of the label that was read last. */
  int number() {
    return number;
  }

  /** Returns all labels by their numbers. */
  List<Object> labels() {
    return dictionary.labels();
  }
}
