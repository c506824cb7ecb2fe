package org.coherer.ml.summary;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.coherer.connector.chart.Frame;
import org.coherer.connector.chart.LineChart;
import org.coherer.connector.chart.Plot;
import org.coherer.connector.chart.Plot.Curve;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.Epoch;

/** The losses of a training over its epochs, as an SVG picture. */
final class LossChart {

  private LossChart() {}

  /** Draws a chart. */
  static String svg(TrainingHistory history) {
    Plot plot =
        new Plot(
            "Loss by epoch",
            "loss",
            history.epochs().stream().map(Epoch::epoch).toList(),
            List.of(
                curve("training", "#1f6fb4", history, Epoch::loss),
                curve("validation", "#d9770f", history, Epoch::validationLoss)),
            history.bestEpoch(),
            true);
    return LineChart.svg(plot, Frame.LARGE).toString();
  }

  private static Curve curve(
      String name, String color, TrainingHistory history, ToDoubleFunction<Epoch> loss) {
    return new Curve(name, color, history.epochs().stream().mapToDouble(loss).boxed().toList());
  }
}
