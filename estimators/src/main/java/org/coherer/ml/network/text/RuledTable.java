package org.coherer.ml.network.text;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table with lines, as Keras prints the layers of a network.
 *
 * @param rows the header, and the rows below it
 * @param right the column whose cells end at its right
 */
public record RuledTable(List<List<String>> rows, int right) {

  /** Left, line, between and right: above the header, behind it, between rows, at the end. */
  private static final String TOP = "\u250f\u2501\u2533\u2513";

  private static final String HEAD = "\u2521\u2501\u2547\u2529";
  private static final String BETWEEN = "\u251c\u2500\u253c\u2524";
  private static final String END = "\u2514\u2500\u2534\u2518";
  private static final String HEAVY = "\u2503";
  private static final String LIGHT = "\u2502";

  /** Copies the rows. */
  public RuledTable {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns the lines, each with an end. */
  public String text() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder(line(TOP, widths));
    text.append(cells(HEAVY, rows.get(0), widths));
    for (int i = 1; i < rows.size(); i++) {
      text.append(line(i == 1 ? HEAD : BETWEEN, widths)).append(cells(LIGHT, rows.get(i), widths));
    }
    return text.append(line(END, widths)).toString();
  }

  private static String line(String parts, int[] widths) {
    String left = parts.substring(0, 1);
    String line = parts.substring(1, 2);
    return joined(
        left, parts.substring(2, 3), parts.substring(3), widths, i -> line.repeat(widths[i] + 2));
  }

  private String cells(String border, List<String> row, int[] widths) {
    return joined(
        border,
        border,
        border,
        widths,
        i -> {
          String space = " ".repeat(widths[i] - row.get(i).length());
          return i == right ? " " + space + row.get(i) + " " : " " + row.get(i) + space + " ";
        });
  }

  private static String joined(
      String left, String between, String right, int[] widths, IntFunction<String> part) {
    return IntStream.range(0, widths.length)
        .mapToObj(part)
        .collect(Collectors.joining(between, left, right + "\n"));
  }
}
