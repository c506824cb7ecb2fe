package org.coherer.connector.chart;

import org.coherer.training.event.TensorStatistics;

/** The values of a layer as a small SVG picture: how many lie in each bin, between their limits. */
public final class HistogramChart {

  private static final int WIDTH = 220;
  private static final int HEIGHT = 70;
  private static final int MARGIN = 4;
  private static final int BELOW = 18;

  /** So that a single value among millions can be seen. */
  private static final double LOWEST_BAR = 1;

  private HistogramChart() {}

  /**
   * Draws a histogram that has bins.
   *
   * @param color that of its bars
   */
  public static Markup svg(TensorStatistics tensor, String color) {
    String min = Numbers.shortText(tensor.moments().min());
    String max = Numbers.shortText(tensor.moments().max());
    String what = tensor.kind().label() + " of " + tensor.layer() + ", from " + min + " to " + max;
    Markup svg = new Markup();
    Picture.open(svg, WIDTH, HEIGHT, what);
    int bottom = HEIGHT - BELOW;
    svg.empty("path", "d", bars(tensor, bottom), "fill", color);
    String axis = "M" + MARGIN + " " + bottom + "H" + (WIDTH - MARGIN);
    svg.empty("path", "d", axis, "fill", "none", "stroke", Picture.INK);
    svg.element("text", min, Picture.text(MARGIN, HEIGHT - 5.0, "start", "font-size", 11));
    svg.element("text", max, Picture.text(WIDTH - MARGIN, HEIGHT - 5.0, "end", "font-size", 11));
    return svg.close();
  }

  private static String bars(TensorStatistics tensor, int bottom) {
    long most = tensor.counts().stream().mapToLong(Long::longValue).max().orElse(1);
    double width = (WIDTH - 2.0 * MARGIN) / tensor.counts().size();
    StringBuilder path = new StringBuilder();
    for (int bin = 0; bin < tensor.counts().size(); bin++) {
      long count = tensor.counts().get(bin);
      if (count > 0) {
        double height = Math.max(LOWEST_BAR, (bottom - MARGIN) * (double) count / most);
        path.append('M')
            .append(Numbers.coordinate(MARGIN + bin * width))
            .append(' ')
            .append(bottom)
            .append('v')
            .append(Numbers.coordinate(-height))
            .append('h')
            .append(Numbers.coordinate(width))
            .append('v')
            .append(Numbers.coordinate(height))
            .append('z');
      }
    }
    return path.toString();
  }
}
