package org.coherer.ml.summary;

import java.util.List;
import java.util.Locale;
import org.coherer.training.event.TrainingHistory.Times;

/** Where the time of a training went, as one bar. */
final class TimeBar {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 92;
  private static final int LEFT = 20;
  private static final int BAR_WIDTH = WIDTH - 2 * LEFT;
  private static final int BAR_TOP = 30;
  private static final int BAR_HEIGHT = 22;
  private static final int LEGEND_TOP = 66;

  /** One part of the bar. */
  private record Part(String name, String color, double seconds) {}

  private TimeBar() {}

  /** Draws the bar. */
  static String svg(Times times) {
    List<Part> parts =
        List.of(
            new Part("compute", "#1f6fb4", times.compute()),
            new Part("data", "#8a63b8", times.data()),
            new Part("exchange", "#d9770f", times.exchange()),
            new Part("waiting", "#9a9a9a", times.waiting()));
    double sum = parts.stream().mapToDouble(Part::seconds).filter(TimeBar::isDrawn).sum();
    Markup svg = new Markup();
    Picture.open(svg, WIDTH, HEIGHT, "Where the time went");
    svg.element(
        "text",
        "Where the time went: " + Numbers.shortText(times.total()) + " s",
        Picture.text(LEFT, 20, "start"));
    double x = LEFT;
    double legend = LEFT;
    for (Part part : parts) {
      double share = sum > 0 && isDrawn(part.seconds()) ? part.seconds() / sum : 0;
      if (share > 0) {
        svg.open(
            "rect",
            "x",
            x,
            "y",
            BAR_TOP,
            "width",
            share * BAR_WIDTH,
            "height",
            BAR_HEIGHT,
            "fill",
            part.color());
        svg.element("title", label(part, share)).close();
        x += share * BAR_WIDTH;
      }
      svg.empty(
          "rect", "x", legend, "y", LEGEND_TOP, "width", 10, "height", 10, "fill", part.color());
      svg.element("text", label(part, share), Picture.text(legend + 15, LEGEND_TOP + 9, "start"));
      legend += BAR_WIDTH / 4.0;
    }
    return svg.close().toString();
  }

  private static boolean isDrawn(double seconds) {
    return seconds > 0 && Scale.isDrawn(seconds);
  }

  private static String label(Part part, double share) {
    return String.format(
        Locale.ROOT,
        "%s %s s (%s)",
        part.name(),
        Numbers.shortText(part.seconds()),
        Numbers.percent(share));
  }
}
