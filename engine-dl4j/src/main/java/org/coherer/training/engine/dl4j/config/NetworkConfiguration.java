package org.coherer.training.engine.dl4j.config;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;

/** A network that was read from its JSON: one of the two kinds that DL4J has. */
public sealed interface NetworkConfiguration permits LayerStack, LayerGraph {

  /** The name of the engine that reads such networks. */
  String ENGINE = "dl4j";

  /**
   * Returns the inputs, outputs and layers. Allocates no parameters.
   *
   * @throws IllegalArgumentException if it is one that cannot be trained here
   */
  default NetworkShape shape() {
    try {
      return checked();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw new IllegalArgumentException(
          "Cannot train the network: something that DL4J needs is missing from it", e);
    }
  }

  /**
   * Returns the number of parameters, which is known even where the sizes of images or sequences
   * are not.
   *
   * @throws IllegalArgumentException as {@link #shape}, but for such sizes
   */
  default long parameterCount() {
    try {
      return shape().parameterCount();
    } catch (UnknownInputException e) {
      return countedParameters();
    }
  }

  /** Returns the sum of the parameters of all layers. */
  long countedParameters();

  /**
   * Has images or sequences be made of rows, where the network takes such and does not say their
   * sizes; all else stays.
   *
   * @param sizes channels, height and width; or steps and values per step
   * @throws IllegalArgumentException if the network takes others
   */
  void setInputShape(List<Integer> sizes);

  /** Does what {@link #shape} does, but throws whatever DL4J throws. */
  NetworkShape checked();

  /** Returns what the network computes with. */
  DataType dataType();

  /** Makes the network, its parameters initialized from the seed alone. */
  NetworkAdapter instantiate(long seed);

  /** Returns all layers, each behind those that it takes its input from. */
  List<LayerPlace> places();

  /** Returns all layers and other vertices with what they take their inputs from, in any order. */
  List<Stage> stages();

  /** Returns whether layers are vertices of a graph, rather than numbered. */
  default boolean isGraph() {
    return this instanceof LayerGraph;
  }

  /** Returns the key of the layer that has the output. */
  String outputKey();

  /** Returns the layer that has the output. */
  Layer outputLayer();

  /** Returns the keys of a layer and of all that its input comes from. */
  Set<String> through(String key);

  /** Returns the network as DL4J writes it. */
  String toJson();

  /** Returns the network that {@link #parse} reads. */
  default NetworkSpec spec() {
    return new NetworkSpec(ENGINE, toJson());
  }

  /**
   * Reads a network.
   *
   * @param learningRate replaces the learning rate and the learning-rate schedule of every
   *     optimizer in the network, biases' own ones included, where present
   * @throws IllegalArgumentException if it is not a network of DL4J
   */
  static NetworkConfiguration parse(NetworkSpec network, OptionalDouble learningRate) {
    return of(tree(network), learningRate);
  }

  /** Does the same with a network of 64-bit floats, which becomes one of 32-bit floats. */
  static NetworkConfiguration parseInFloats(NetworkSpec network, OptionalDouble learningRate) {
    JsonNode tree = tree(network);
    NetworkJson.setFloats(tree);
    return of(tree, learningRate);
  }

  private static JsonNode tree(NetworkSpec network) {
    String text = network.textFor(ENGINE);
    JsonNode tree = NetworkJson.tree(text);
    NetworkJson.check(text);
    return tree;
  }

  private static NetworkConfiguration of(JsonNode tree, OptionalDouble learningRate) {
    learningRate.ifPresent(value -> NetworkJson.setLearningRate(tree, value));
    if (tree.has("confs")) {
      return new LayerStack(read(tree, MultiLayerConfiguration.class));
    }
    if (tree.has("vertices")) {
      return new LayerGraph(read(tree, ComputationGraphConfiguration.class));
    }
    throw new IllegalArgumentException(
        "Cannot read the network: neither a MultiLayerConfiguration nor a"
            + " ComputationGraphConfiguration of DL4J (must be what their toJson() returns)");
  }

  private static <T> T read(JsonNode tree, Class<T> kind) {
    try {
      return JsonMappers.getMapper().readValue(tree.toString(), kind);
    } catch (JsonProcessingException e) {
      if (tree.toString().contains("org.nd4j.linalg.schedule.RampSchedule")) {
        throw new IllegalArgumentException(
            "Cannot read the network: it has a RampSchedule, which DL4J writes without its numbers"
                + " and cannot read (omit it; warmupSteps raises the learning rate as it does)",
            e);
      }
      throw NetworkJson.unreadable("not a valid " + kind.getSimpleName(), e);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // DL4J's own readers of old formats throw whatever comes.
      throw new IllegalArgumentException(
          "Cannot read the network: not a valid " + kind.getSimpleName(), e);
    }
  }
}
