package org.coherer.testkit.staged;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.vector.Chunk;

/**
 * A multilayer perceptron. As a text: {@code staged; layers=6,7,3; hidden=tanh; output=softmax;
 * optimizer=adam; rate=0.001}.
 *
 * <p>The parameters lie layer by layer: the weights of its first unit, of its second one and so on,
 * then its biases.
 *
 * @param sizes units of each layer, the inputs first
 * @param hidden what hidden layers make of their sums
 * @param output what the last layer gives
 * @param rule its optimizer
 * @param rate the optimizer's learning rate
 */
record StagedNetwork(
    List<Integer> sizes, Activation hidden, Output output, Rule rule, double rate) {

  /** The name of the engine, with which every text begins. */
  static final String ENGINE = "staged";

  private static final Set<String> KEYS = Set.of("layers", "hidden", "output", "optimizer", "rate");

  /** Checks the numbers. */
  StagedNetwork {
    sizes = List.copyOf(sizes);
    int fewest = output == Output.SOFTMAX ? 2 : 1;
    if (sizes.size() < 2
        || sizes.stream().anyMatch(size -> size < 1)
        || sizes.get(sizes.size() - 1) < fewest) {
      throw new IllegalArgumentException(
          "Invalid layer sizes "
              + sizes
              + " (must be at least two, each at least 1, and the last at least "
              + fewest
              + ")");
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("Invalid learning rate " + rate + " (must be above 0)");
    }
  }

  /** Returns the network that a spec of this engine holds. */
  static StagedNetwork of(NetworkSpec spec) {
    return parse(spec.textFor(ENGINE));
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is no network. The message does not repeat the text
   */
  static StagedNetwork parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      values.put(pair[0], pair[pair.length - 1]);
    }
    if (!parts[0].strip().equals(ENGINE) || !values.keySet().equals(KEYS)) {
      throw new IllegalArgumentException(
          "Cannot read the network: it is no text of '"
              + ENGINE
              + "' with layers, hidden, output, optimizer and rate");
    }
    try {
      List<Integer> sizes = new ArrayList<>();
      for (String size : values.get("layers").split(",", -1)) {
        sizes.add(Integer.valueOf(size));
      }
      return new StagedNetwork(
          sizes,
          Activation.valueOf(values.get("hidden").toUpperCase(Locale.ROOT)),
          Output.valueOf(values.get("output").toUpperCase(Locale.ROOT)),
          Rule.valueOf(values.get("optimizer").toUpperCase(Locale.ROOT)),
          Double.parseDouble(values.get("rate")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot read the network: its layers, functions or rate cannot be read");
    }
  }

  /** Returns the text that {@link #parse} reads. */
  String text() {
    String layers = sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
    return String.format(
            "%s; layers=%s; hidden=%s; output=%s; optimizer=%s; rate=%s",
            ENGINE, layers, hidden, output, rule, rate)
        .toLowerCase(Locale.ROOT);
  }

  StagedNetwork withRate(double newRate) {
    return new StagedNetwork(sizes, hidden, output, rule, newRate);
  }

  /** Returns the layers that have parameters. */
  int layers() {
    return sizes.size() - 1;
  }

  int inputs() {
    return sizes.get(0);
  }

  int outputs() {
    return sizes.get(layers());
  }

  /** Returns where a layer's parameters lie. */
  Chunk place(int layer) {
    long offset = 0;
    for (int before = 0; before < layer; before++) {
      offset += length(before);
    }
    return new Chunk(offset, length(layer));
  }

  private long length(int layer) {
    return (sizes.get(layer) + 1L) * sizes.get(layer + 1);
  }

  long parameterCount() {
    return place(layers() - 1).end();
  }

  NetworkShape describe() {
    List<NetworkShape.LayerInfo> infos = new ArrayList<>();
    for (int layer = 0; layer < layers(); layer++) {
      infos.add(
          new NetworkShape.LayerInfo(
              "dense" + layer, "Dense", String.valueOf(sizes.get(layer + 1)), length(layer)));
    }
    return new NetworkShape(
        List.of(new NetworkShape.Input("input", inputs())),
        List.of(new NetworkShape.Output("output", outputs(), output.content())),
        parameterCount(),
        infos,
        null);
  }

  OptimizerLayout optimizerLayout() {
    Chunk all = new Chunk(0, parameterCount());
    return new OptimizerLayout(
        List.of(new OptimizerLayout.Block(rule.name(), all, rule.stateCount())));
  }
}
