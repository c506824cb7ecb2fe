package org.coherer.ml.summary;

import java.util.List;
import org.coherer.ml.summary.EpochColumns.Column;
import org.coherer.training.event.TrainingHistory.Epoch;

/** Epochs as lines of plain text, numbers aligned at the right. */
final class TextTable {

  private TextTable() {}

  static String of(List<Column> columns, List<Epoch> epochs) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      Column column = columns.get(i);
      widths[i] =
          epochs.stream()
              .mapToInt(epoch -> column.text(epoch).length())
              .reduce(column.name().length(), Math::max);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      append(text, columns.get(i).name(), widths[i], i);
    }
    text.append('\n');
    for (Epoch epoch : epochs) {
      for (int i = 0; i < widths.length; i++) {
        append(text, columns.get(i).text(epoch), widths[i], i);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String cell, int width, int column) {
    text.append(column == 0 ? "" : "  ").append(" ".repeat(width - cell.length())).append(cell);
  }
}
