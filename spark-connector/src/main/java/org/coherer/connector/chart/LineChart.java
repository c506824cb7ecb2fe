package org.coherer.connector.chart;

import java.util.ArrayList;
import java.util.List;
import org.coherer.connector.chart.Plot.Curve;

/**
 * Values over epochs as an SVG picture. Values that are no numbers are gaps. Of many epochs, the
 * smallest and the largest value of each column of pixels are drawn.
 */
public final class LineChart {

  private static final int MAX_POINTS = 600;
  private static final int MAX_DOTS = 60;
  private static final double DOT_RADIUS = 3;
  private static final String BEST_COLOR = "#2e7d32";
  private static final int LETTER = 7;
  private static final int SAMPLE = 24;

  private final Plot plot;
  private final Frame frame;
  private final List<Curve> curves;
  private final Scale scale;
  private final EpochAxis epochs;
  private final Markup svg = new Markup();

  private LineChart(Plot plot, Frame frame) {
    this.plot = plot;
    this.frame = frame;
    curves = plot.curves().stream().filter(Curve::hasValues).toList();
    scale = Scale.of(curves.stream().flatMap(curve -> curve.values().stream()), plot.powers());
    epochs = new EpochAxis(plot.last(), frame.left(), frame.right());
  }

  /** Draws a chart. */
  public static Markup svg(Plot plot, Frame frame) {
    return new LineChart(plot, frame).draw();
  }

  private Markup draw() {
    Picture.open(svg, frame.width(), frame.height(), plot.title());
    boolean powers = scale instanceof Scale.Powers;
    frame.draw(svg, scale, powers ? plot.axis() + " (powers of ten)" : plot.axis());
    epochs.ticks().forEach(epoch -> frame.tick(svg, epochs.x(epoch), epoch));
    if (curves.isEmpty()) {
      frame.say(svg, "no epoch has a " + plot.axis() + " that is a number");
    }
    int best = plot.epochs().indexOf(plot.best());
    if (best >= 0) {
      best(best);
    }
    curves.forEach(this::curve);
    legend(best >= 0);
    return svg.close();
  }

  private double x(int index) {
    return epochs.x(plot.epochs().get(index));
  }

  private double y(double value) {
    return frame.y(scale.position(value));
  }

  private void best(int index) {
    double x = x(index);
    line(x, frame.top(), x, frame.bottom(), BEST_COLOR, "stroke-dasharray", "5 4");
    for (Curve curve : curves) {
      double value = curve.value(index);
      if (Scale.isDrawn(value)) {
        svg.empty(
            "circle",
            "cx",
            x,
            "cy",
            y(value),
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

  private void line(double x1, double y1, double x2, double y2, String color, Object... more) {
    Object[] attributes = new Object[10 + more.length];
    Object[] always = {"x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", color};
    System.arraycopy(always, 0, attributes, 0, always.length);
    System.arraycopy(more, 0, attributes, always.length, more.length);
    svg.empty("line", attributes);
  }

  private void curve(Curve curve) {
    List<Integer> drawn = Thinning.indices(curve.all(), MAX_POINTS);
    StringBuilder path = new StringBuilder();
    List<Integer> dots = new ArrayList<>();
    boolean pen = false;
    for (int i = 0; i < drawn.size(); i++) {
      int index = drawn.get(i);
      double value = curve.value(index);
      if (Scale.isDrawn(value)) {
        path.append(pen ? 'L' : 'M')
            .append(Numbers.coordinate(x(index)))
            .append(' ')
            .append(Numbers.coordinate(y(value)));
        boolean alone =
            !pen && (i + 1 == drawn.size() || !Scale.isDrawn(curve.value(drawn.get(i + 1))));
        if (alone || curve.values().size() <= MAX_DOTS) {
          dots.add(index);
        }
      }
      pen = Scale.isDrawn(value);
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
    double value = curve.value(index);
    svg.open("circle", "cx", x(index), "cy", y(value), "r", DOT_RADIUS, "fill", curve.color());
    String what =
        curve.name().equals(plot.axis()) ? curve.name() : curve.name() + " " + plot.axis();
    String number = Numbers.shortText(value);
    svg.element("title", "epoch " + plot.epochs().get(index) + ": " + what + " " + number);
    svg.close();
  }

  /** One curve alone is what the axis says. */
  private void legend(boolean best) {
    double y = frame.top() / 2.0;
    double x = frame.left();
    boolean named = plot.curves().size() > 1;
    for (Curve curve : named ? curves : List.<Curve>of()) {
      line(x, y, x + SAMPLE, y, curve.color(), "stroke-width", 2);
      x = label(x, y, curve.name());
    }
    if (best) {
      line(x, y, x + SAMPLE, y, BEST_COLOR, "stroke-dasharray", "5 4");
      label(x, y, "best: epoch " + plot.best());
    }
  }

  /** Returns where the next one begins. */
  private double label(double x, double y, String text) {
    svg.element("text", text, Picture.text(x + SAMPLE + 6, y + 4, "start"));
    return x + 2 * SAMPLE + LETTER * text.length();
  }
}
