package org.coherer.connector.ui;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.ui.event.FitBegan;
import org.coherer.connector.ui.event.FitStarted;
import org.coherer.connector.ui.event.FitStarted.Worker;
import org.coherer.connector.ui.event.Network;
import org.coherer.connector.ui.event.Network.Layer;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.event.TrainingEvent.RunStarted;

/** What fits and runs are, as events of bounded size. */
final class Descriptions {

  /** A network as a Param may have megabytes. */
  private static final int LONGEST_VALUE = 1000;

  private static final int LONGEST_NAME = 200;
  private static final int MOST = 500;

  private Descriptions() {}

  static FitBegan began(FitDescription fit, long time) {
    SortedMap<String, String> params = new TreeMap<>();
    fit.params().forEach((name, value) -> params.put(name, cut(value, LONGEST_VALUE)));
    return new FitBegan(
        fit.fit().number(),
        time,
        cut(fit.fit().uid(), LONGEST_NAME),
        cut(fit.estimator(), LONGEST_NAME),
        params,
        network(fit.network()));
  }

  private static Network network(NetworkShape shape) {
    List<Layer> layers =
        shape.layers().stream()
            .limit(MOST)
            .map(
                layer ->
                    new Layer(
                        cut(layer.name(), LONGEST_NAME),
                        layer.type(),
                        layer.outputShape(),
                        layer.parameters()))
            .toList();
    return new Network(
        names(shape.inputs()),
        names(shape.outputs()),
        layers,
        shape.layers().size(),
        shape.parameterCount());
  }

  private static List<String> names(List<? extends NetworkShape.Tensor> tensors) {
    return tensors.stream()
        .limit(MOST)
        .map(each -> cut(each.name(), LONGEST_NAME) + " (" + each.length() + ")")
        .toList();
  }

  static FitStarted started(long fit, long time, RunStarted event) {
    List<Worker> workers =
        event.workers().stream()
            .limit(MOST)
            .map(each -> new Worker(each.rank(), each.host(), each.processId(), each.rows()))
            .toList();
    return new FitStarted(
        fit,
        time,
        event.epochs(),
        event.stepsPerEpoch(),
        workers,
        event.workers().size(),
        event.rows());
  }

  /** Returns a text, or its beginning if it is longer. */
  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
