package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code labels.properties}: {@code labels}, their number, and {@code label.n} for each, from 1.
 */
final class LabelsFile {

  private LabelsFile() {}

  static byte[] write(List<String> labels) {
    KeyValues values = KeyValues.empty().put("labels", labels.size());
    for (int i = 0; i < labels.size(); i++) {
      values.put("label." + (i + 1), labels.get(i));
    }
    return values.toBytes();
  }

  static List<String> read(byte[] file, String source) throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    // What is claimed without being there ends the loop at the first key that is missing.
    long count = values.integer("labels", 1, Integer.MAX_VALUE - 1);
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      labels.add(values.text("label." + i));
    }
    return labels;
  }
}
