package org.coherer.connector.ui.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.coherer.connector.chart.Frame;
import org.coherer.connector.chart.LineChart;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.chart.Plot;
import org.coherer.connector.chart.Plot.Curve;
import org.coherer.connector.chart.TimeBar;
import org.coherer.connector.chart.TimeChart;
import org.coherer.connector.ui.view.FitView;
import org.coherer.training.event.TrainingHistory.Epoch;

/** The charts of a run, beside each other as far as the screen is wide. */
final class RunCharts {

  private static final String BLUE = "#1f6fb4";
  private static final String ORANGE = "#d9770f";
  private static final int MAX_METRICS = 6;

  private final FitView fit;
  private final List<Integer> epochs;
  private final int best;
  private final Markup html = new Markup();

  private RunCharts(FitView fit) {
    this.fit = fit;
    epochs = fit.epochs().stream().map(Epoch::epoch).toList();
    best = fit.ended() == null ? 0 : fit.ended().bestEpoch();
  }

  /** Writes the charts of a run that has had an epoch. */
  static Markup of(FitView fit) {
    return new RunCharts(fit).write();
  }

  private Markup write() {
    html.open("div", "class", "row");
    Curve training = curve("training", BLUE, Epoch::loss);
    Curve validation = curve("validation", ORANGE, Epoch::validationLoss);
    boolean validated = fit.epochs().stream().anyMatch(epoch -> !isNaN(epoch.validationLoss()));
    results("Loss", "loss", validated ? List.of(training, validation) : List.of(training));
    for (String metric : Signs.metrics(fit).stream().limit(MAX_METRICS).toList()) {
      results(
          "Validation: " + metric,
          metric,
          List.of(curve(metric, ORANGE, epoch -> metric(epoch, metric))));
    }
    if (fit.epochs().stream().anyMatch(epoch -> !isNaN(epoch.learningRate()))) {
      pace("Learning rate", "learning rate", Epoch::learningRate);
    }
    if (!fit.progressed().gradientNorms().isEmpty()) {
      List<Curve> norms = List.of(curve("norm", BLUE, fit::gradientNorm));
      String title = "Gradient norm";
      chart(title, LineChart.svg(new Plot(title, "norm", epochs, norms, 0, true), Frame.SMALL));
    }
    pace("Throughput", "rows / s", RunCharts::rowsPerSecond);
    chart(
        "Time of each epoch",
        TimeChart.svg(epochs, fit.epochs().stream().map(Epoch::times).toList(), Frame.SMALL));
    html.close();
    if (fit.totals() != null) {
      html.add(TimeBar.svg(fit.totals().times()));
    }
    return html;
  }

  /** What training is about: the best epoch is marked. */
  private void results(String title, String axis, List<Curve> curves) {
    chart(title, LineChart.svg(new Plot(title, axis, epochs, curves, best, true), Frame.SMALL));
  }

  private void pace(String title, String axis, ToDoubleFunction<Epoch> value) {
    List<Curve> curves = List.of(curve(axis, BLUE, value));
    chart(title, LineChart.svg(new Plot(title, axis, epochs, curves, 0, false), Frame.SMALL));
  }

  private void chart(String title, Markup svg) {
    html.open("div", "class", "col-12 col-md-6 col-xl-4 mb-3");
    html.element("h5", title).add(svg).close();
  }

  private Curve curve(String name, String color, ToDoubleFunction<Epoch> value) {
    List<Double> values = new ArrayList<>();
    fit.epochs().forEach(epoch -> values.add(value.applyAsDouble(epoch)));
    return new Curve(name, color, values);
  }

  private static double metric(Epoch epoch, String name) {
    return Objects.requireNonNullElse(epoch.metrics().get(name), Double.NaN);
  }

  private static double rowsPerSecond(Epoch epoch) {
    double seconds = epoch.times().total();
    return seconds > 0 ? epoch.rows() / seconds : Double.NaN;
  }

  private static boolean isNaN(double value) {
    return Double.isNaN(value);
  }
}
