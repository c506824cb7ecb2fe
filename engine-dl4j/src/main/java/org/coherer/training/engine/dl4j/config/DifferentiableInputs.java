package org.coherer.training.engine.dl4j.config;

import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Input;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;

/** Refuses networks whose last inputs cannot have gradients. */
public final class DifferentiableInputs {

  private static final String PLAIN =
      "have a layer that takes plain numbers, such as a DenseLayer, take that input";

  private final NetworkConfiguration network;
  private final int inputs;

  private DifferentiableInputs(NetworkConfiguration network, int inputs) {
    this.network = network;
    this.inputs = inputs;
  }

  /**
   * Checks a network.
   *
   * @param shape that of the network
   * @param inputs of how many of a row's last inputs there are to be gradients
   * @throws IllegalArgumentException if there cannot be
   */
  public static void check(NetworkConfiguration network, NetworkShape shape, int inputs) {
    int[] wanted = shape.lastOfInputs(inputs);
    DifferentiableInputs check = new DifferentiableInputs(network, inputs);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] > 0) {
        check.input(shape.inputs().get(i), wanted[i], wanted.length > 1);
      }
    }
  }

  /** Returns whether a layer is frozen: then what runs the network decides whether it will do. */
  public static boolean hasFrozen(NetworkConfiguration network) {
    return network.places().stream().anyMatch(place -> place.layer() instanceof FrozenLayer);
  }

  private void input(Input input, int wanted, boolean amongOthers) {
    if (input.image() != null) {
      throw refused("input '" + input.name() + "' takes images", PLAIN);
    }
    if (amongOthers && wanted < input.length()) {
      throw refused(
          "they begin amid the " + input.length() + " numbers of input '" + input.name() + "'",
          "give them an input of their own, behind all others");
    }
    takers(input.name());
  }

  /** Checks what takes an input, at once or behind what hands on its numbers one by one. */
  private void takers(String taken) {
    for (Stage stage : network.stages()) {
      if (!stage.inputs().contains(taken)) {
        continue;
      }
      if (stage.before() != null
          || stage.vertex() instanceof PreprocessorVertex
          || (stage.layer() != null && TensorInput.takenBy(null, stage.layer()) != null)) {
        throw refused(name(stage) + " takes images or sequences", PLAIN);
      }
      Layer inner = stage.layer() == null ? null : InputShape.unwrap(stage.layer());
      if (inner instanceof EmbeddingLayer || inner instanceof EmbeddingSequenceLayer) {
        throw refused(
            name(stage) + ", an " + inner.getClass().getSimpleName() + ", takes whole numbers",
            PLAIN);
      }
      if (inner == null || inner instanceof ActivationLayer || inner instanceof DropoutLayer) {
        takers(stage.key());
      }
    }
  }

  private static String name(Stage stage) {
    String name = stage.layer() == null ? null : stage.layer().getLayerName();
    return "layer '" + (name == null ? stage.key() : name) + "'";
  }

  private IllegalArgumentException refused(String why, String remedy) {
    return new IllegalArgumentException(
        "Cannot compute gradients of the last "
            + inputs
            + " inputs of the network: "
            + why
            + " ("
            + remedy
            + ")");
  }
}
