package org.coherer.ml.network.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layers of a network as Keras prints them.
 *
 * @param name of the network
 * @param rows one for each layer
 * @param trained the weights that training changes by gradients
 * @param untrained the weights beside those
 */
public record LayerTable(String name, List<Row> rows, long trained, long untrained) {

  private static final int WEIGHTS = 2;
  private static final int UNIT = 1024;
  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB");

  /**
   * A layer.
   *
   * @param name its name
   * @param kind its class
   * @param shape of its output; empty where only data can tell
   * @param weights their number
   * @param inputs the names of the layers whose outputs it takes
   */
  public record Row(
      String name, String kind, List<Object> shape, long weights, List<String> inputs) {

    private List<String> cells() {
      String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return List.of(
          name + " (" + kind + ")",
          shape.isEmpty() ? "?" : "(" + sizes.replace("null", "None") + ")",
          shape.isEmpty() ? "0 (unbuilt)" : grouped(weights),
          inputs.isEmpty()
              ? "-"
              : inputs.stream().map(from -> from + "[0][0]").collect(Collectors.joining(", ")));
    }
  }

  /** Copies the rows. */
  public LayerTable {
    rows = List.copyOf(rows);
  }

  /** Returns the table, and the sums of weights below it. */
  public String text() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("Layer (type)", "Output Shape", "Param #", "Connected to"));
    rows.forEach(row -> cells.add(row.cells()));
    // What is connected goes without saying where each layer takes the one before it.
    int columns = isChain() ? WEIGHTS + 1 : WEIGHTS + 2;
    List<List<String>> shown = cells.stream().map(row -> row.subList(0, columns)).toList();
    return "Model: \""
        + name
        + "\"\n"
        + new RuledTable(shown, WEIGHTS).text()
        + total("Total params: ", trained + untrained)
        + total("Trainable params: ", trained)
        + total("Non-trainable params: ", untrained);
  }

  private boolean isChain() {
    Set<String> used = new HashSet<>();
    return rows.stream().filter(row -> row.inputs().isEmpty()).count() <= 1
        && rows.stream()
            .allMatch(row -> row.inputs().size() <= 1 && row.inputs().stream().allMatch(used::add));
  }

  private static String total(String what, long weights) {
    double size = weights * (double) Float.BYTES;
    int unit = 0;
    while (size >= UNIT && unit < UNITS.size() - 1) {
      size /= UNIT;
      unit++;
    }
    // As Python rounds, which Keras's tables come from.
    BigDecimal shown = new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN);
    return " " + what + grouped(weights) + " (" + shown + " " + UNITS.get(unit) + ")\n";
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
