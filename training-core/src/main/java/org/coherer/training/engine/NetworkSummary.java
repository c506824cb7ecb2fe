package org.coherer.training.engine;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.NetworkShape.LayerInfo;
import org.coherer.training.engine.NetworkShape.Tensor;

/** Writes a network down as a table of its layers, columns as wide as they need to be. */
public final class NetworkSummary {

  private static final int COLUMNS = 4;

  private NetworkSummary() {}

  /** Returns the table, a line for each layer: name, type, output shape, parameters. */
  public static String of(NetworkShape shape) {
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"layer", "type", "output", "parameters"});
    for (Tensor input : shape.inputs()) {
      lines.add(new String[] {input.name(), "input", Integer.toString(input.length()), "0"});
    }
    for (LayerInfo layer : shape.layers()) {
      lines.add(
          new String[] {
            layer.name(), layer.type(), layer.outputShape(), Long.toString(layer.parameters())
          });
    }
    lines.add(new String[] {"total", "", "", Long.toString(shape.parameterCount())});
    return text(lines);
  }

  private static String text(List<String[]> lines) {
    int[] widths = new int[COLUMNS];
    for (String[] line : lines) {
      for (int i = 0; i < COLUMNS; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] line : lines) {
      for (int i = 0; i < COLUMNS - 1; i++) {
        text.append(line[i]).append(" ".repeat(widths[i] - line[i].length() + 2));
      }
      String last = line[COLUMNS - 1];
      text.append(" ".repeat(widths[COLUMNS - 1] - last.length())).append(last).append('\n');
    }
    return text.toString();
  }
}
