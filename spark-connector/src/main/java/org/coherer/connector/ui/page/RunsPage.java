package org.coherer.connector.ui.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.ui.view.FitView;
import org.coherer.training.event.TrainingHistory.Epoch;

/** All runs of an application, the latest first. */
public final class RunsPage {

  private RunsPage() {}

  /**
   * Writes the page.
   *
   * @param now the time, in milliseconds since 1970
   */
  public static Markup of(List<FitView> fits, Links links, long now) {
    Markup html = new Markup();
    if (fits.isEmpty()) {
      return html.element("p", "No estimator of Coherer has trained in this application yet.");
    }
    List<FitView> sorted =
        fits.stream()
            .sorted(Comparator.comparingLong((FitView fit) -> fit.began().fit()).reversed())
            .toList();
    long active = fits.stream().filter(fit -> fit.state().isActive()).count();
    html.element(
        "p", Texts.of(fits.size(), "run", "runs") + ", " + Texts.count(active) + " under way");
    return html.add(table(links, now).of(sorted));
  }

  private static Table<FitView> table(Links links, long now) {
    return new Table<FitView>()
        .number("Run", fit -> Long.toString(fit.began().fit()))
        .cell(
            "Estimator",
            (html, fit) -> {
              String address = links.run(fit.began().fit());
              html.element("a", fit.began().estimator(), "href", address);
              html.element("div", fit.began().uid(), "class", "small text-break");
            })
        .cell("State", (html, fit) -> html.add(Signs.state(fit.state())))
        .cell(
            "Epochs",
            (html, fit) ->
                html.element("span", Signs.epochs(fit), "class", "text-nowrap").add(Signs.bar(fit)))
        .number("Loss", fit -> Texts.number(loss(fit)))
        .number("Validation loss", fit -> last(fit, Epoch::validationLoss))
        .text("Metrics", RunsPage::metrics)
        .number("Rows / s", fit -> Texts.rate(fit.rowsPerSecond()))
        .number("Duration", fit -> Texts.seconds(fit.duration(now) / 1e3))
        .cell("Started", (html, fit) -> date(html, fit.began().time()));
  }

  private static void date(Markup html, long time) {
    html.element("span", Texts.date(time), "class", "text-nowrap");
  }

  /** Returns the loss of the last epoch, or that of the first one so far. */
  private static double loss(FitView fit) {
    double sofar = fit.advanced() == null ? Double.NaN : fit.advanced().loss();
    return fit.lastEpoch().map(Epoch::loss).orElse(sofar);
  }

  private static String last(FitView fit, ToDoubleFunction<Epoch> value) {
    return fit.lastEpoch()
        .map(epoch -> Texts.number(value.applyAsDouble(epoch)))
        .orElse(Texts.NONE);
  }

  private static String metrics(FitView fit) {
    Map<String, Double> metrics = fit.lastEpoch().map(Epoch::metrics).orElse(null);
    if (metrics == null || metrics.isEmpty()) {
      return Texts.NONE;
    }
    return metrics.entrySet().stream()
        .map(metric -> metric.getKey() + " " + Texts.number(metric.getValue()))
        .collect(Collectors.joining(", "));
  }
}
