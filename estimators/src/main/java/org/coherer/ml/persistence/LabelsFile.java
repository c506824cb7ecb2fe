package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.ClassLabels.Meaning;

/**
 * {@code labels.properties}: {@code labels}, the number of texts, and {@code label.n} for each,
 * from 1; {@code type}, that of the column that the labels came from, as Spark calls it ({@code
 * double} if missing); {@code meaning}, what a label in it is: {@code index} or {@code value}
 * ({@code index} if missing).
 */
final class LabelsFile {

  private static final String TYPE = "type";
  private static final String MEANING = "meaning";

  private LabelsFile() {}

  static byte[] write(ClassLabels labels) {
    KeyValues values = KeyValues.empty().put("labels", labels.texts().size());
    for (int i = 0; i < labels.texts().size(); i++) {
      values.put("label." + (i + 1), labels.texts().get(i));
    }
    if (!labels.type().equals(ClassLabels.NONE.type())) {
      values.put(TYPE, labels.type().simpleString());
    }
    if (labels.meaning() != ClassLabels.NONE.meaning()) {
      values.put(MEANING, labels.meaning().name().toLowerCase(Locale.ROOT));
    }
    return values.toBytes();
  }

  /**
   * Reads labels.
   *
   * @throws IllegalArgumentException if they cannot be, as {@link ClassLabels} says
   */
  static ClassLabels read(byte[] file, String source) throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    // What is claimed without being there ends the loop at the first key that is missing.
    long count = values.integer("labels", 0, Integer.MAX_VALUE - 1);
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      labels.add(values.text("label." + i));
    }
    DataType type =
        values.has(TYPE) ? ClassLabels.typeNamed(values.text(TYPE)) : DataTypes.DoubleType;
    return new ClassLabels(meaning(values), type, labels);
  }

  private static Meaning meaning(KeyValues values) throws IOException {
    if (!values.has(MEANING) || values.text(MEANING).equals("index")) {
      return Meaning.INDEX;
    }
    if (!values.text(MEANING).equals("value")) {
      throw values.invalid(MEANING, "must be index or value");
    }
    return Meaning.VALUE;
  }
}
