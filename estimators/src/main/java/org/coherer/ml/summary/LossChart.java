package org.coherer.ml.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.Epoch;

/**
 * The losses of a training over its epochs, as an SVG picture. Losses that are no numbers are gaps.
 * Of many epochs, the smallest and the largest loss of each column of pixels are drawn.
 */
final class LossChart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int LEFT = 78;
  private static final int RIGHT = 20;
  private static final int TOP = 44;
  private static final int BOTTOM = 52;
  private static final int MAX_POINTS = 600;
  private static final int MAX_DOTS = 60;
  private static final double DOT_RADIUS = 3;

  /** One curve. */
  private record Curve(String name, String color, ToDoubleFunction<Epoch> loss) {}

  private static final List<Curve> CURVES =
      List.of(
          new Curve("training", "#1f6fb4", Epoch::loss),
          new Curve("validation", "#d9770f", Epoch::validationLoss));

  private static final String BEST_COLOR = "#2e7d32";

  private final TrainingHistory history;
  private final List<Curve> curves;
  private final Scale losses;
  private final EpochAxis epochs;
  private final Markup svg = new Markup();

  private LossChart(TrainingHistory history) {
    this.history = history;
    curves = CURVES.stream().filter(this::hasValues).toList();
    double[] drawn =
        curves.stream()
            .flatMapToDouble(curve -> history.epochs().stream().mapToDouble(curve.loss()))
            .filter(Scale::isDrawn)
            .toArray();
    losses =
        drawn.length == 0
            ? Scale.of(0, 1)
            : Scale.of(
                DoubleStream.of(drawn).min().getAsDouble(),
                DoubleStream.of(drawn).max().getAsDouble());
    epochs = new EpochAxis(history.epochs().size(), LEFT, WIDTH - RIGHT);
  }

  private boolean hasValues(Curve curve) {
    return history.epochs().stream().mapToDouble(curve.loss()).anyMatch(Scale::isDrawn);
  }

  /** Draws a chart. */
  static String svg(TrainingHistory history) {
    return new LossChart(history).draw();
  }

  private String draw() {
    Picture.open(svg, WIDTH, HEIGHT, "Loss by epoch");
    axes();
    if (curves.isEmpty()) {
      svg.element(
          "text",
          "no epoch has a loss that is a number",
          Picture.text((LEFT + WIDTH - RIGHT) / 2.0, (TOP + HEIGHT - BOTTOM) / 2.0, "middle"));
    }
    best();
    curves.forEach(this::curve);
    legend();
    return svg.close().toString();
  }

  private void axes() {
    for (Scale.Tick tick : losses.ticks()) {
      double y = y(tick.value());
      svg.empty("line", "x1", LEFT, "y1", y, "x2", WIDTH - RIGHT, "y2", y, "stroke", Picture.GRID);
      svg.element("text", tick.text(), Picture.text(LEFT - 8.0, y + 4, "end"));
    }
    int bottom = HEIGHT - BOTTOM;
    for (int epoch : epochs.ticks()) {
      double x = epochs.x(epoch);
      svg.empty("line", "x1", x, "y1", bottom, "x2", x, "y2", bottom + 5, "stroke", Picture.INK);
      svg.element("text", Integer.toString(epoch), Picture.text(x, bottom + 19.0, "middle"));
    }
    svg.empty(
        "path",
        "d",
        "M" + LEFT + " " + TOP + "V" + bottom + "H" + (WIDTH - RIGHT),
        "fill",
        "none",
        "stroke",
        Picture.INK);
    svg.element(
        "text", "epoch", Picture.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle"));
    double middle = (TOP + bottom) / 2.0;
    svg.element(
        "text",
        losses instanceof Scale.Powers ? "loss (powers of ten)" : "loss",
        Picture.text(18.0, middle, "middle", "transform", "rotate(-90 18 " + middle + ")"));
  }

  private double y(double loss) {
    double bottom = HEIGHT - BOTTOM;
    return bottom - losses.position(loss) * (bottom - TOP);
  }

  private void best() {
    int best = history.bestEpoch();
    if (best < 1 || best > history.epochs().size()) {
      return;
    }
    double x = epochs.x(best);
    svg.empty(
        "line",
        "x1",
        x,
        "y1",
        TOP,
        "x2",
        x,
        "y2",
        HEIGHT - BOTTOM,
        "stroke",
        BEST_COLOR,
        "stroke-dasharray",
        "5 4");
    for (Curve curve : curves) {
      double loss = curve.loss().applyAsDouble(history.epochs().get(best - 1));
      if (Scale.isDrawn(loss)) {
        svg.empty(
            "circle",
            "cx",
            x,
            "cy",
            y(loss),
            "r",
            6,
            "fill",
            "none",
            "stroke",
            BEST_COLOR,
            "stroke-width",
            2);
      }
    }
  }

  private void curve(Curve curve) {
    List<Integer> drawn = Thinning.indices(losses(curve), MAX_POINTS);
    StringBuilder path = new StringBuilder();
    List<Integer> dots = new ArrayList<>();
    boolean pen = false;
    for (int i = 0; i < drawn.size(); i++) {
      int index = drawn.get(i);
      double loss = loss(curve, index);
      if (Scale.isDrawn(loss)) {
        path.append(pen ? 'L' : 'M')
            .append(Numbers.coordinate(epochs.x(index + 1)))
            .append(' ')
            .append(Numbers.coordinate(y(loss)));
        boolean alone =
            !pen && (i + 1 == drawn.size() || !Scale.isDrawn(loss(curve, drawn.get(i + 1))));
        if (alone || history.epochs().size() <= MAX_DOTS) {
          dots.add(index);
        }
      }
      pen = Scale.isDrawn(loss);
    }
    svg.empty(
        "path",
        "d",
        path,
        "fill",
        "none",
        "stroke",
        curve.color(),
        "stroke-width",
        2,
        "stroke-linejoin",
        "round");
    dots.forEach(index -> dot(curve, index));
  }

  private void dot(Curve curve, int index) {
    double loss = loss(curve, index);
    svg.open(
        "circle", "cx", epochs.x(index + 1), "cy", y(loss), "r", DOT_RADIUS, "fill", curve.color());
    String number = Numbers.shortText(loss);
    svg.element("title", "epoch " + (index + 1) + ": " + curve.name() + " loss " + number);
    svg.close();
  }

  private double[] losses(Curve curve) {
    return history.epochs().stream().mapToDouble(curve.loss()).toArray();
  }

  private double loss(Curve curve, int index) {
    return curve.loss().applyAsDouble(history.epochs().get(index));
  }

  private void legend() {
    double x = LEFT;
    for (Curve curve : curves) {
      svg.empty(
          "line",
          "x1",
          x,
          "y1",
          22,
          "x2",
          x + 24,
          "y2",
          22,
          "stroke",
          curve.color(),
          "stroke-width",
          2);
      svg.element("text", curve.name(), Picture.text(x + 30, 26.0, "start"));
      x += 120;
    }
    if (history.bestEpoch() > 0) {
      svg.empty(
          "line",
          "x1",
          x,
          "y1",
          22,
          "x2",
          x + 24,
          "y2",
          22,
          "stroke",
          BEST_COLOR,
          "stroke-dasharray",
          "5 4");
      svg.element(
          "text", "best: epoch " + history.bestEpoch(), Picture.text(x + 30, 26.0, "start"));
    }
  }
}
