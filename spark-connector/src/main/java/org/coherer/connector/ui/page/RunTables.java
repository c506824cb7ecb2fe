package org.coherer.connector.ui.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.chart.Numbers;
import org.coherer.connector.ui.event.FitProgressed.RankTimes;
import org.coherer.connector.ui.event.FitStarted.Worker;
import org.coherer.connector.ui.event.Network;
import org.coherer.connector.ui.view.FitView;
import org.coherer.training.event.TrainingHistory.Epoch;
import org.coherer.training.event.TrainingHistory.Times;

/** The tables of a run: workers, layers, epochs. */
final class RunTables {

  private static final RankTimes PUNCTUAL = new RankTimes(0, new Times(0, 0, 0, 0, 0), 0, 0, 0);

  private RunTables() {}

  /** A worker, and how it has kept up. */
  private record Kept(Worker worker, RankTimes times) {}

  /** Writes the workers; nothing before they have met. */
  static Markup workers(FitView fit) {
    Markup html = new Markup();
    if (fit.started() == null) {
      return html;
    }
    Map<Integer, RankTimes> times = new TreeMap<>();
    if (fit.totals() != null) {
      fit.totals().ranks().forEach(rank -> times.put(rank.rank(), rank));
    }
    List<Kept> rows = new ArrayList<>();
    for (Worker worker : fit.started().workers()) {
      rows.add(new Kept(worker, times.getOrDefault(worker.rank(), PUNCTUAL)));
    }
    html.element("h4", "Workers (" + Texts.count(fit.started().workerCount()) + ")");
    html.add(
        new Table<Kept>()
            .number("Rank", row -> Integer.toString(row.worker().rank()))
            .text("Host", row -> row.worker().host())
            .number("Process", row -> Long.toString(row.worker().processId()))
            .number("Rows", row -> Texts.count(row.worker().rows()))
            .number("Data", row -> share(row.times(), Times::data))
            .number("Compute", row -> share(row.times(), Times::compute))
            .number("Exchange", row -> share(row.times(), Times::exchange))
            .number("Waiting", row -> share(row.times(), Times::waiting))
            .number("Epochs slow in data", row -> Texts.count(row.times().slowInData()))
            .number("Epochs slow in compute", row -> Texts.count(row.times().slowInCompute()))
            .number("Others waited for it", row -> Texts.seconds(row.times().heldUpSeconds()))
            .of(rows));
    more(html, fit.started().workerCount() - rows.size(), "workers");
    return html;
  }

  private static String share(RankTimes rank, ToDoubleFunction<Times> part) {
    double seconds = part.applyAsDouble(rank.times());
    double total = rank.times().total();
    return Texts.seconds(seconds)
        + (total > 0 ? " (" + Numbers.percent(seconds / total) + ")" : "");
  }

  private static void more(Markup html, long count, String what) {
    if (count > 0) {
      html.element("p", "and " + Texts.count(count) + " more " + what, "class", "text-muted");
    }
  }

  /** Writes the layers of a network. */
  static Markup network(Network network) {
    Markup html = new Markup();
    html.element(
        "h4",
        "Network ("
            + Texts.of(network.layerCount(), "layer", "layers")
            + ", "
            + Texts.of(network.parameterCount(), "parameter", "parameters")
            + ")");
    html.open("p", "class", "text-break");
    html.element("strong", "Inputs: ").text(String.join(", ", network.inputs())).empty("br");
    html.element("strong", "Outputs: ").text(String.join(", ", network.outputs())).close();
    html.add(
        new Table<Network.Layer>()
            .text("Layer", Network.Layer::name)
            .text("Type", Network.Layer::type)
            .number("Output", Network.Layer::shape)
            .number("Parameters", layer -> Texts.count(layer.parameters()))
            .of(network.layers()));
    more(html, network.layerCount() - network.layers().size(), "layers");
    return html;
  }

  /** Writes epochs. */
  static Markup epochs(List<Epoch> epochs, List<String> metrics) {
    Table<Epoch> table =
        new Table<Epoch>()
            .number("Epoch", epoch -> Texts.count(epoch.epoch()))
            .number("Loss", epoch -> Texts.number(epoch.loss()))
            .number("Validation loss", epoch -> Texts.number(epoch.validationLoss()));
    for (String metric : metrics) {
      table.number(metric, epoch -> metric(epoch, metric));
    }
    return table
        .number("Learning rate", epoch -> Texts.number(epoch.learningRate()))
        .number("Rows", epoch -> Texts.count(epoch.rows()))
        .number("Skipped steps", epoch -> Texts.count(epoch.skippedSteps()))
        .number("Time", epoch -> Texts.seconds(epoch.times().total()))
        .number("Data", epoch -> Texts.seconds(epoch.times().data()))
        .number("Compute", epoch -> Texts.seconds(epoch.times().compute()))
        .number("Exchange", epoch -> Texts.seconds(epoch.times().exchange()))
        .number("Waiting", epoch -> Texts.seconds(epoch.times().waiting()))
        .of(epochs);
  }

  private static String metric(Epoch epoch, String name) {
    Double value = epoch.metrics().get(name);
    return value == null ? Texts.NONE : Texts.number(value);
  }
}
