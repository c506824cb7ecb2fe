package org.coherer.connector.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.coherer.training.event.TrainingHistory.Times;

/**
 * Where the time of each epoch went, as bars. Of many epochs, a bar is the mean of several that
 * follow each other.
 */
public final class TimeChart {

  private static final int MAX_BARS = 60;
  private static final int WIDEST = 40;
  private static final double FILLED = 0.8;
  private static final int SWATCH = 10;

  /** Epochs that share a bar, by their places in the list. */
  private record Group(int from, int to) {}

  private final List<Integer> epochs;
  private final List<Times> times;
  private final Frame frame;
  private final List<Group> groups;
  private final Scale scale;
  private final Markup svg = new Markup();

  private TimeChart(List<Integer> epochs, List<Times> times, Frame frame) {
    this.epochs = epochs;
    this.times = times;
    this.frame = frame;
    int bars = Math.min(MAX_BARS, times.size());
    groups =
        Stream.iterate(0, bar -> bar < bars, bar -> bar + 1)
            .map(bar -> new Group(times.size() * bar / bars, times.size() * (bar + 1) / bars))
            .toList();
    double most = groups.stream().mapToDouble(this::total).max().orElse(1);
    scale = Scale.Linear.around(0, most > 0 && Scale.isDrawn(most) ? most : 1);
  }

  /**
   * Draws a chart.
   *
   * @param epochs the numbers of the epochs, from the first on
   * @param times of each of these, as many
   */
  public static Markup svg(List<Integer> epochs, List<Times> times, Frame frame) {
    return new TimeChart(epochs, times, frame).draw();
  }

  private Markup draw() {
    Picture.open(svg, frame.width(), frame.height(), "Where the time of each epoch went");
    frame.draw(svg, scale, "seconds");
    if (groups.isEmpty()) {
      frame.say(svg, "no epoch has ended");
    }
    double width = (frame.right() - frame.left()) / (double) Math.max(1, groups.size());
    int every = Math.max(1, (groups.size() + 9) / 10);
    for (int i = 0; i < groups.size(); i++) {
      double middle = frame.left() + (i + 0.5) * width;
      bar(groups.get(i), middle, Math.min(WIDEST, width * FILLED));
      if (i % every == 0) {
        frame.tick(svg, middle, epochs.get(groups.get(i).from()));
      }
    }
    legend();
    return svg.close();
  }

  private void bar(Group group, double middle, double width) {
    double below = 0;
    svg.open("g").element("title", label(group));
    for (TimePart part : TimePart.values()) {
      double seconds = mean(group, part);
      if (seconds > 0) {
        double top = frame.y(scale.position(below + seconds));
        double height = frame.y(scale.position(below)) - top;
        svg.empty(
            "rect",
            "x",
            middle - width / 2,
            "y",
            top,
            "width",
            width,
            "height",
            height,
            "fill",
            part.color());
        below += seconds;
      }
    }
    svg.close();
  }

  private String label(Group group) {
    int first = epochs.get(group.from());
    int last = epochs.get(group.to() - 1);
    StringBuilder text = new StringBuilder(first == last ? "epoch " : "epochs ").append(first);
    text.append(first == last ? "" : " to " + last).append(':');
    for (TimePart part : TimePart.values()) {
      String number = Numbers.shortText(mean(group, part));
      text.append(String.format(Locale.ROOT, " %s %s s", part.label(), number));
    }
    return text.toString();
  }

  private double total(Group group) {
    return Arrays.stream(TimePart.values()).mapToDouble(part -> mean(group, part)).sum();
  }

  /** Times that cannot be drawn count as none. */
  private double mean(Group group, TimePart part) {
    double sum = 0;
    for (Times each : times.subList(group.from(), group.to())) {
      double seconds = part.seconds(each);
      sum += seconds > 0 && Scale.isDrawn(seconds) ? seconds : 0;
    }
    return sum / (group.to() - group.from());
  }

  private void legend() {
    double x = frame.left();
    double step = (frame.right() - x) / TimePart.values().length;
    double y = frame.top() / 2.0;
    for (TimePart part : TimePart.values()) {
      svg.empty(
          "rect", "x", x, "y", y - 5, "width", SWATCH, "height", SWATCH, "fill", part.color());
      svg.element("text", part.label(), Picture.text(x + SWATCH + 5, y + 4, "start"));
      x += step;
    }
  }
}
