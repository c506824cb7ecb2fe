package org.coherer.connector.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.coherer.training.event.TrainingHistory.Times;

/** Where the time of a training went, as one bar. */
public final class TimeBar {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 92;
  private static final int LEFT = 20;
  private static final int BAR_WIDTH = WIDTH - 2 * LEFT;
  private static final int BAR_TOP = 30;
  private static final int BAR_HEIGHT = 22;
  private static final int LEGEND_TOP = 66;
  private static final int SWATCH = 25;

  /** One part of the bar, and its share of all. */
  private record Part(String name, String color, double seconds, double share) {

    String label() {
      return String.format(
          Locale.ROOT, "%s %s s (%s)", name, Numbers.shortText(seconds), Numbers.percent(share));
    }
  }

  private TimeBar() {}

  /** Draws the bar. */
  public static Markup svg(Times times) {
    double sum =
        Arrays.stream(TimePart.values())
            .mapToDouble(part -> part.seconds(times))
            .filter(TimeBar::isDrawn)
            .sum();
    List<Part> parts =
        Arrays.stream(TimePart.values())
            .map(part -> part(part.label(), part.color(), part.seconds(times), sum))
            .toList();
    Markup svg = new Markup();
    Picture.open(svg, WIDTH, HEIGHT, "Where the time went");
    svg.element(
        "text",
        "Where the time went: " + Numbers.shortText(times.total()) + " s",
        Picture.text(LEFT, 20, "start"));
    drawBar(svg, parts);
    drawLegend(svg, parts);
    return svg.close();
  }

  private static Part part(String name, String color, double seconds, double sum) {
    return new Part(name, color, seconds, sum > 0 && isDrawn(seconds) ? seconds / sum : 0);
  }

  private static void drawBar(Markup svg, List<Part> parts) {
    double x = LEFT;
    for (Part part : parts) {
      double width = part.share() * BAR_WIDTH;
      if (width > 0) {
        svg.open(
            "rect",
            "x",
            x,
            "y",
            BAR_TOP,
            "width",
            width,
            "height",
            BAR_HEIGHT,
            "fill",
            part.color());
        svg.element("title", part.label()).close();
        x += width;
      }
    }
  }

  /** Gives each label as much of the width as it has of all letters. */
  private static void drawLegend(Markup svg, List<Part> parts) {
    int letters = parts.stream().mapToInt(part -> part.label().length()).sum();
    double letter = (BAR_WIDTH - SWATCH * parts.size()) / (double) letters;
    double x = LEFT;
    for (Part part : parts) {
      svg.empty("rect", "x", x, "y", LEGEND_TOP, "width", 10, "height", 10, "fill", part.color());
      Object[] text = Picture.text(x + 15, LEGEND_TOP + 9, "start", "font-size", 11);
      svg.element("text", part.label(), text);
      x += SWATCH + letter * part.label().length();
    }
  }

  private static boolean isDrawn(double seconds) {
    return seconds > 0 && Scale.isDrawn(seconds);
  }
}
