package org.coherer.connector.ui.page;

import java.util.ArrayList;
import java.util.List;
import org.coherer.connector.chart.HistogramChart;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.ui.event.FitMeasured;
import org.coherer.training.event.TensorStatistics;
import org.coherer.training.event.TensorStatistics.Kind;

/** The newest histograms of a run: weights and gradients of each layer. */
final class LayerValues {

  private static final String BLUE = "#1f6fb4";
  private static final String ORANGE = "#d9770f";

  /** A layer; its gradients are {@code null} if they are not there. */
  private record Layer(TensorStatistics weights, TensorStatistics gradients) {}

  private LayerValues() {}

  static Markup of(FitMeasured measured) {
    List<Layer> layers = layers(measured.tensors());
    Markup html = new Markup();
    html.element(
        "h4", "Values of layers (at the end of epoch " + Texts.count(measured.epoch()) + ")");
    Table<Layer> table =
        new Table<Layer>()
            .text("Layer", layer -> layer.weights().layer())
            .number("Values", layer -> Texts.count(layer.weights().values()))
            .cell("Weights", (cell, layer) -> values(cell, layer.weights(), BLUE));
    if (layers.stream().anyMatch(layer -> layer.gradients() != null)) {
      table.cell("Gradients", (cell, layer) -> values(cell, layer.gradients(), ORANGE));
    }
    html.add(table.of(layers));
    int more = measured.layerCount() - layers.size();
    if (more > 0) {
      html.element(
          "p",
          "and " + Texts.of(more, "layer", "layers") + " more, which are not shown",
          "class",
          "text-muted");
    }
    return html;
  }

  /** The weights of a layer come first, then its gradients if they are there. */
  private static List<Layer> layers(List<TensorStatistics> tensors) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i).kind() == Kind.WEIGHTS) {
        boolean followed = i + 1 < tensors.size() && tensors.get(i + 1).kind() == Kind.GRADIENTS;
        layers.add(new Layer(tensors.get(i), followed ? tensors.get(i + 1) : null));
      }
    }
    return layers;
  }

  private static void values(Markup cell, TensorStatistics tensor, String color) {
    if (tensor == null) {
      cell.text(Texts.NONE);
      return;
    }
    if (tensor.finite() > 0) {
      cell.add(HistogramChart.svg(tensor, color));
      cell.element(
          "div",
          "mean "
              + Texts.number(tensor.moments().mean())
              + ", deviation "
              + Texts.number(tensor.moments().deviation()),
          "class",
          "small text-muted text-nowrap");
    }
    if (tensor.notFinite() > 0) {
      String what = Texts.count(tensor.notFinite()) + " not finite";
      cell.element("span", what, "class", "badge badge-danger");
    }
  }
}
