package org.coherer.training.engine;

import java.util.List;

/**
 * What a network takes and gives.
 *
 * <p>A row of a batch has all inputs one behind the other, in the order of {@code inputs}, and all
 * targets and outputs in the order of {@code outputs}.
 *
 * @param inputs what it takes, at least one
 * @param outputs what it gives, at least one
 * @param parameterCount its parameters
 * @param layers what it consists of, each behind those that it takes its input from
 * @param shardingObstacle what keeps a replica from updating a part of the parameters alone, see
 *     {@link Optimizer#shard}; {@code null} if nothing does
 */
public record NetworkDescription(
    List<Port> inputs,
    List<Port> outputs,
    long parameterCount,
    List<LayerInfo> layers,
    String shardingObstacle) {

  /**
   * One input or output: a vector for each row.
   *
   * @param name how the network calls it
   * @param length floats per row; an image counts height x width x channels, channels first
   * @param isDistribution whether it is an output that is a probability distribution over {@code
   *     length} classes (softmax, with cross-entropy as its loss)
   */
  public record Port(String name, int length, boolean isDistribution) {

    /** Checks the length. */
    public Port {
      if (length < 1) {
        throw new IllegalArgumentException(
            "Invalid length " + length + " of '" + name + "' (must be at least 1)");
      }
    }

    /** Creates an input, or an output that is no distribution. */
    public Port(String name, int length) {
      this(name, length, false);
    }
  }

  /**
   * One layer, as a summary of the network shows it.
   *
   * @param name how the network calls it
   * @param type what kind of layer it is, such as {@code DenseLayer}
   * @param outputShape the sizes of a row of its output, such as {@code 10} or {@code 3 x 28 x 28}
   * @param parameters how many it has
   */
  public record LayerInfo(String name, String type, String outputShape, long parameters) {}

  /** Copies the lists, and checks that there is an input and an output. */
  public NetworkDescription {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid network with "
              + inputs.size()
              + " inputs and "
              + outputs.size()
              + " outputs (must be at least one each)");
    }
  }

  /** Returns the floats per row of all inputs together. */
  public int inputLength() {
    return total(inputs);
  }

  /** Returns the floats per row of all outputs together. */
  public int outputLength() {
    return total(outputs);
  }

  private static int total(List<Port> ports) {
    int total = 0;
    // By index, since an iterator for every batch would be garbage.
    for (int i = 0; i < ports.size(); i++) {
      total = Math.addExact(total, ports.get(i).length());
    }
    return total;
  }

  /** Returns whether there is exactly one output, and it is a probability distribution. */
  public boolean outputIsDistribution() {
    return outputs.size() == 1 && outputs.get(0).isDistribution();
  }

  /** Returns a table of the layers, with their output shapes and parameters, a line for each. */
  public String summary() {
    return NetworkSummary.of(this);
  }

  /**
   * Checks that the optimizer can be sharded.
   *
   * @throws IllegalArgumentException if not. The message says which layer is in the way, and why
   */
  public void checkShardable() {
    if (shardingObstacle != null) {
      throw new IllegalArgumentException(
          "Cannot shard the optimizer's state: "
              + shardingObstacle
              + " (change that, or set shardOptimizerState to false)");
    }
  }
}
