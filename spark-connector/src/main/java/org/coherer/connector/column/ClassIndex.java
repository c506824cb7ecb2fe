package org.coherer.connector.column;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the class of a label as a column has it. */
public final class ClassIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ClassLabels labels;
  private final int classes;
  private final Map<String, Integer> byKey = new HashMap<>();

  /**
   * Creates a class index.
   *
   * @param classes how many classes there are
   */
  public ClassIndex(ClassLabels labels, int classes) {
    this.labels = labels;
    this.classes = classes;
    if (labels.meaning() == ClassLabels.Meaning.VALUE) {
      for (int i = 0; i < labels.texts().size(); i++) {
        byKey.put(ClassLabels.key(labels.type(), labels.texts().get(i)), i);
      }
    }
  }

  /**
   * Returns the class of a label; -1 if it is none of them.
   *
   * @param label a string, a boolean or a number; {@code null} where the column has none
   */
  public int of(Object label) {
    if (label == null) {
      return -1;
    }
    if (labels.meaning() == ClassLabels.Meaning.VALUE) {
      return byKey.getOrDefault(LabelTypes.key(label), -1);
    }
    double index = ((Number) label).doubleValue();
    return index >= 0 && index < classes && index == Math.rint(index) ? (int) index : -1;
  }

  /** Returns a label as messages show it. */
  public String shown(Object label) {
    if (label instanceof Number number && labels.meaning() == ClassLabels.Meaning.INDEX) {
      return Double.toString(number.doubleValue());
    }
    return label instanceof String text ? Shown.text(text) : String.valueOf(label);
  }

  /** Returns what labels must be, for messages. */
  public String constraint() {
    return labels.meaning() == ClassLabels.Meaning.VALUE
        ? "must be one of " + labels.text()
        : "must be an integer in [0, " + classes + ")";
  }

  /** Returns what the classes are called. */
  public List<String> names() {
    return labels.names(classes);
  }
}
