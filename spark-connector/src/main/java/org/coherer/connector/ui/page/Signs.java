package org.coherer.connector.ui.page;

import java.util.List;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.ui.view.FitState;
import org.coherer.connector.ui.view.FitView;
import org.coherer.training.event.TrainingHistory.Epoch;

/** What says at a glance how a run does. */
final class Signs {

  private static final int BAR_WIDTH = 110;
  private static final int BAR_HEIGHT = 6;
  private static final String BAR_BACK = "#e3e3e3";
  private static final String BAR_FRONT = "#0088cc";

  private Signs() {}

  /** Returns the state in its color; white letters on blue or green are too pale to read. */
  static Markup state(FitState state) {
    String color =
        switch (state) {
          case STARTING -> "badge-light border";
          case RUNNING -> "badge-light border border-primary";
          case FINISHED -> "badge-light border border-success";
          case FAILED -> "badge-danger";
          case LOST -> "badge-warning";
        };
    return new Markup().element("span", state.label(), "class", "badge " + color);
  }

  /** Returns a bar of how much is done. */
  static Markup bar(FitView fit) {
    Markup svg = new Markup();
    svg.open("svg", "class", "d-block", "width", BAR_WIDTH, "height", BAR_HEIGHT, "role", "img");
    svg.element("title", Math.round(100 * fit.fraction()) + "% of all epochs");
    svg.empty("rect", "width", BAR_WIDTH, "height", BAR_HEIGHT, "rx", 3, "fill", BAR_BACK);
    double done = fit.fraction() * BAR_WIDTH;
    if (done > 0) {
      svg.empty("rect", "width", done, "height", BAR_HEIGHT, "rx", 3, "fill", BAR_FRONT);
    }
    return svg.close();
  }

  /** Returns how many epochs of how many have ended. */
  static String epochs(FitView fit) {
    int planned = fit.epochsPlanned();
    return planned == 0
        ? Texts.count(fit.epochsDone())
        : Texts.count(fit.epochsDone()) + " / " + Texts.count(planned);
  }

  /** Returns the names of all metrics that a run has. */
  static List<String> metrics(FitView fit) {
    return fit.epochs().stream()
        .map(Epoch::metrics)
        .flatMap(metrics -> metrics.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
