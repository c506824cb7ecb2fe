package org.coherer.connector.ui.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.chart.Numbers;
import org.coherer.connector.ui.event.FitAdvanced;
import org.coherer.connector.ui.event.FitBegan;
import org.coherer.connector.ui.event.FitProgressed.Checkpoints;
import org.coherer.connector.ui.event.FitProgressed.Note;
import org.coherer.connector.ui.event.FitProgressed.Staleness;
import org.coherer.connector.ui.view.FitState;
import org.coherer.connector.ui.view.FitView;
import org.coherer.training.event.TrainingHistory.Epoch;

/** All that is known of one run. */
public final class RunPage {

  private static final int LAST_EPOCHS = 20;

  private RunPage() {}

  /** Returns the title of a run's page. */
  public static String title(FitView fit) {
    return "Run " + fit.began().fit() + ": " + fit.began().estimator();
  }

  /**
   * Writes the page.
   *
   * @param now the time, in milliseconds since 1970
   */
  public static Markup of(FitView fit, long now) {
    Markup html = new Markup();
    end(html, fit);
    html.add(facts(fit, now));
    if (!fit.epochs().isEmpty()) {
      html.add(RunCharts.of(fit));
    }
    notes(html, fit);
    html.open("div", "class", "row");
    html.open("div", "class", "col-12").add(RunTables.workers(fit)).close();
    html.open("div", "class", "col-12");
    html.add(RunTables.network(fit.began().network())).close().close();
    if (fit.measured() != null) {
      html.add(LayerValues.of(fit.measured()));
    }
    if (!fit.epochs().isEmpty()) {
      epochs(html, fit);
    }
    params(html, fit.began());
    return html;
  }

  private static void end(Markup html, FitView fit) {
    if (fit.ended() != null && fit.state() != FitState.FINISHED) {
      String color = fit.state() == FitState.FAILED ? "alert-danger" : "alert-warning";
      html.element(
          "div", fit.ended().text(), "class", "alert text-break " + color, "role", "alert");
    }
  }

  private static Markup facts(FitView fit, long now) {
    Markup html = new Markup().open("dl", "class", "row");
    fact(html, "State", value -> value.add(Signs.state(fit.state())));
    fact(html, "Estimator", fit.began().uid());
    fact(html, "Started", Texts.date(fit.began().time()));
    fact(html, "Duration", Texts.seconds(fit.duration(now) / 1e3));
    fact(html, "Epochs", value -> value.text(Signs.epochs(fit)).add(Signs.bar(fit)));
    FitAdvanced advanced = fit.advanced();
    if (advanced != null && fit.state().isActive()) {
      fact(html, "Now", now(fit, advanced));
      fact(html, "Left", "about " + Texts.seconds(advanced.secondsLeft()));
    }
    fit.lastEpoch().ifPresent(epoch -> results(html, epoch));
    fact(html, "Rows per second", Texts.rate(fit.rowsPerSecond()));
    if (fit.totals() != null && fit.totals().staleness() != null) {
      staleness(html, fit.totals().staleness());
    }
    if (fit.totals() != null && fit.totals().checkpoints() != null) {
      checkpoints(html, fit.totals().checkpoints());
    }
    if (fit.ended() != null && fit.ended().bestEpoch() > 0) {
      fact(html, "Best epoch", Texts.count(fit.ended().bestEpoch()));
      fact(html, "Epoch of the result", Texts.count(fit.ended().resultEpoch()));
    }
    return html.close();
  }

  private static String now(FitView fit, FitAdvanced advanced) {
    return String.format(
        Locale.ROOT,
        "epoch %d, step %s of %s, loss %s",
        advanced.epoch(),
        Texts.count(advanced.step()),
        Texts.count(fit.started() == null ? 0 : fit.started().stepsPerEpoch()),
        Texts.number(advanced.loss()));
  }

  private static void results(Markup html, Epoch epoch) {
    fact(html, "Loss", Texts.number(epoch.loss()));
    if (!Double.isNaN(epoch.validationLoss())) {
      fact(html, "Validation loss", Texts.number(epoch.validationLoss()));
    }
    epoch.metrics().forEach((name, value) -> fact(html, "Validation " + name, Texts.number(value)));
  }

  private static void checkpoints(Markup html, Checkpoints checkpoints) {
    String position = "after epoch " + Texts.count(checkpoints.epochs());
    if (checkpoints.steps() > 0) {
      position += " and " + Texts.of(checkpoints.steps(), "step", "steps");
    }
    String size = Numbers.fixed(checkpoints.bytes() / 1e6, 1) + " MB";
    fact(html, "Checkpoints", Texts.count(checkpoints.count()));
    fact(html, "Newest checkpoint", position + ", " + size);
  }

  private static void staleness(Markup html, Staleness staleness) {
    String mean = Numbers.fixed(staleness.mean(), 1);
    String most = Texts.of(staleness.most(), "update", "updates");
    fact(html, "Staleness", "mean " + mean + ", at most " + most);
    fact(html, "Workers ahead", "at most " + Texts.of(staleness.mostStepsAhead(), "step", "steps"));
  }

  private static void fact(Markup html, String name, String value) {
    fact(html, name, content -> content.text(value));
  }

  private static void fact(Markup html, String name, Consumer<Markup> value) {
    html.open("div", "class", "col-6 col-md-3 col-xl-2");
    html.element("dt", name, "class", "small text-muted");
    html.open("dd", "class", "text-break");
    value.accept(html);
    html.close().close();
  }

  private static void notes(Markup html, FitView fit) {
    if (fit.notes().shown().isEmpty()) {
      return;
    }
    html.element("h4", "Out of the ordinary (" + Texts.count(fit.notes().shown().size()) + ")");
    html.add(
        new Table<Note>()
            .cell(
                "Time",
                (cell, note) ->
                    cell.element("span", Texts.date(note.time()), "class", "text-nowrap"))
            .number("Epoch", note -> note.epoch() == 0 ? Texts.NONE : Texts.count(note.epoch()))
            .text("What", Note::text)
            .of(fit.notes().shown()));
    if (fit.notes().dropped() > 0) {
      html.element(
          "p", "and " + Texts.count(fit.notes().dropped()) + " more", "class", "text-muted");
    }
  }

  private static void epochs(Markup html, FitView fit) {
    List<Epoch> all = fit.epochs();
    List<Epoch> last = all.subList(Math.max(0, all.size() - LAST_EPOCHS), all.size());
    html.open("details", "class", "mb-3");
    html.element("summary", "The last epochs (" + last.size() + ")", "class", "h5");
    html.add(RunTables.epochs(last, Signs.metrics(fit))).close();
  }

  private static void params(Markup html, FitBegan began) {
    html.open("details", "class", "mb-3", "open", "open");
    html.element("summary", "Params (" + began.params().size() + ")", "class", "h5");
    html.add(
        new Table<Map.Entry<String, String>>()
            .text("Name", Map.Entry::getKey)
            .cell(
                "Value",
                (cell, param) -> cell.element("span", param.getValue(), "class", "text-break"))
            .of(List.copyOf(began.params().entrySet())));
    html.close();
  }
}
