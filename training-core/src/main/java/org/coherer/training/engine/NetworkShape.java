package org.coherer.training.engine;

import java.io.Serializable;
import java.util.List;

/**
 * The inputs, outputs and layers of a network, and the number of its parameters.
 *
 * <p>A row of a batch has all inputs one behind the other, in the order of {@code inputs}, and all
 * targets and outputs in the order of {@code outputs}.
 *
 * @param inputs the inputs, at least one
 * @param outputs the outputs, at least one
 * @param parameterCount the number of parameters
 * @param layers the layers, each behind those that it takes its input from. The parameters of a
 *     replica, and so its gradients, lie layer by layer in this order
 * @param shardingObstacle what keeps a replica from updating a part of the parameters alone, see
 *     {@link Optimizer#shard}; {@code null} if nothing does
 */
public record NetworkShape(
    List<Input> inputs,
    List<Output> outputs,
    long parameterCount,
    List<LayerInfo> layers,
    String shardingObstacle)
    implements Serializable {

  /** An input or an output: a vector for each row. */
  public sealed interface Tensor extends Serializable {

    /** Returns the name that the network has for it. */
    String name();

    /** Returns the floats per row; an image counts height x width x channels. */
    int length();
  }

  /**
   * One input.
   *
   * @param name the name that the network has for it
   * @param length floats per row
   * @param image how the values of an image lie in a row; {@code null} for an input that is none
   */
  public record Input(String name, int length, ImageShape image) implements Tensor {

    /** Checks the length. */
    public Input {
      checkLength(name, length);
    }

    /** Creates an input that is no image. */
    public Input(String name, int length) {
      this(name, length, null);
    }
  }

  /** What the numbers of an output are, as its activation and its loss say. */
  public enum Content {
    /** A probability distribution over classes: a softmax, with cross-entropy as its loss. */
    CLASSES,
    /** A probability for each label: sigmoids, with binary cross-entropy as their loss. */
    LABELS,
    /** Expected counts: the Poisson loss. */
    COUNTS,
    /** Any numbers. */
    VALUES
  }

  /**
   * One output.
   *
   * @param name the name that the network has for it
   * @param length floats per row
   * @param content what they are
   */
  public record Output(String name, int length, Content content) implements Tensor {

    /** Checks the length. */
    public Output {
      checkLength(name, length);
    }

    /** Creates an output of any numbers. */
    public Output(String name, int length) {
      this(name, length, Content.VALUES);
    }

    /** Returns whether it is a probability distribution over {@link #length} classes. */
    public boolean isDistribution() {
      return content == Content.CLASSES;
    }
  }

  private static void checkLength(String name, int length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Invalid length " + length + " of '" + name + "' (must be at least 1)");
    }
  }

  /**
   * One layer, as a summary of the network shows it.
   *
   * @param name the name that the network has for it
   * @param type the kind of layer, such as {@code DenseLayer}
   * @param outputShape the sizes of a row of its output, such as {@code 10} or {@code 3 x 28 x 28}
   * @param parameters the number of its parameters
   * @param inputs the names of the inputs and layers whose outputs it takes; none for the layer
   *     before it, or for the inputs if it is the first
   * @param kept the floats that it keeps for each row in training beside its output, such as the
   *     gates of an LSTM at all steps; 0 if there are none
   */
  public record LayerInfo(
      String name, String type, String outputShape, long parameters, List<String> inputs, long kept)
      implements Serializable {

    /** Copies the list, and checks how many floats are kept. */
    public LayerInfo {
      inputs = List.copyOf(inputs);
      if (kept < 0) {
        throw new IllegalArgumentException(
            "Invalid number of floats "
                + kept
                + " that layer '"
                + name
                + "' keeps for a row (must not be negative)");
      }
    }

    /** Creates a layer that keeps nothing beside its output. */
    public LayerInfo(
        String name, String type, String outputShape, long parameters, List<String> inputs) {
      this(name, type, outputShape, parameters, inputs, 0);
    }

    /** Creates a layer that takes the output of the one before it. */
    public LayerInfo(String name, String type, String outputShape, long parameters) {
      this(name, type, outputShape, parameters, List.of());
    }
  }

  /** Copies the lists, and checks that there is an input and an output. */
  public NetworkShape {
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

  /**
   * Returns how many of the last values of each input are among the last of a row.
   *
   * @param count how many of a row's last values are meant
   * @throws IllegalArgumentException if a row has fewer, or {@code count} is below 0
   */
  public int[] lastOfInputs(int count) {
    if (count < 0 || count > inputLength()) {
      throw new IllegalArgumentException(
          "Invalid number of inputs with gradients "
              + count
              + " (must be from 0 to "
              + inputLength()
              + ", the numbers that the network takes)");
    }
    int[] found = new int[inputs.size()];
    int left = count;
    for (int i = found.length - 1; i >= 0; i--) {
      found[i] = Math.min(left, inputs.get(i).length());
      left -= found[i];
    }
    return found;
  }

  private static int total(List<? extends Tensor> tensors) {
    int total = 0;
    // By index, since an iterator for every batch would be garbage.
    for (int i = 0; i < tensors.size(); i++) {
      total = Math.addExact(total, tensors.get(i).length());
    }
    return total;
  }

  /** Returns whether there is exactly one output, and it is a probability distribution. */
  public boolean outputIsDistribution() {
    return outputIs(Content.CLASSES);
  }

  /** Returns whether there is exactly one output, and it is of this content. */
  public boolean outputIs(Content content) {
    return outputs.size() == 1 && outputs.get(0).content() == content;
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
