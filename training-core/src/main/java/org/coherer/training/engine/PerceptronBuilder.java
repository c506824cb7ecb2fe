package org.coherer.training.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Builds multilayer perceptrons. */
public interface PerceptronBuilder extends EngineCapability {

  /**
   * Returns a network of dense layers, with initial weights and an optimizer of the engine's
   * choice; biases start at zero. Equal perceptrons give equal networks.
   *
   * @throws IllegalArgumentException if the engine has no perceptrons of that form
   */
  NetworkSpec build(Perceptron perceptron);

  /** What a unit of a hidden layer makes of its sum {@code x}. */
  enum Activation {
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code 1 / (1 + exp(-x))}, as in Spark's MultilayerPerceptronClassifier. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code max(x, 0.01 x)}. */
    LEAKYRELU,
    /** {@code x} above 0, {@code exp(x) - 1} below. */
    ELU,
    /** ELU with the two factors that keep a mean of 0 and a variance of 1. */
    SELU,
    /** {@code x / (1 + exp(-1.702 x))}. */
    GELU,
    /** {@code x / (1 + exp(-x))}. */
    SWISH,
    /** {@code x tanh(log(1 + exp(x)))}. */
    MISH;

    /** Returns the name that users know it by, in lower case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the activation of this name.
     *
     * @throws IllegalArgumentException if there is none. The message lists those there are
     */
    public static Activation named(String name) {
      for (Activation activation : values()) {
        if (activation.text().equals(name)) {
          return activation;
        }
      }
      throw new IllegalArgumentException(
          Arrays.stream(values())
              .map(Activation::text)
              .collect(
                  Collectors.joining(
                      ", ", "Unknown activation '" + name + "' (must be one of ", ")")));
    }
  }

  /** What the last layer gives, and the loss that it is trained with. */
  enum Output {
    /** A softmax over the classes, with cross-entropy. */
    CLASS(2),
    /** Numbers, without an activation, with the mean squared error. */
    VALUES(1),
    /** A sigmoid for each label, with binary cross-entropy, summed over the labels. */
    LABELS(1),
    /**
     * Expected counts {@code y = log(1 + exp(x))}, with the Poisson loss {@code y - t log(y)} for
     * the target {@code t}, summed over the counts.
     */
    COUNTS(1);

    private final int fewest;

    Output(int fewest) {
      this.fewest = fewest;
    }
  }

  /** How the layers are put together. */
  enum Form {
    /** Dense layers, one behind the other, that all learn at the optimizer's rate. */
    PLAIN,
    /**
     * For the features of tables, after RealMLP: each feature is embedded by waves of it before the
     * first dense layer, and each resulting number has a factor that is learned. Where classes are
     * predicted, a hidden unit gives {@code x + share (f(x) - x)}, with the activation {@code f}
     * and a share that is learned. Weights start with a variance of one over their layer's inputs
     * and learn at the rate over the root of that number, biases and shares at a tenth of the rate.
     * What hidden layers give is dropped with a probability of 0.15.
     *
     * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller et al., 2024</a>
     */
    TABULAR
  }

  /**
   * A multilayer perceptron.
   *
   * <p>With embeddings it has an input of plain numbers, unless all of the first layer are those of
   * embeddings, and behind it one for each embedding, which takes the number of a row. Rows start
   * at zero: one that no training step uses stays so.
   *
   * @param layers the sizes of the layers from input to output, at least two, all above 0; two
   *     classes at least. The first counts plain numbers and the numbers of all embeddings
   * @param embeddings the rows of each embedding; empty for none
   * @param activation that of the hidden layers
   * @param output what the last layer gives
   * @param form how the layers are put together
   */
  record Perceptron(
      List<Integer> layers,
      List<Integer> embeddings,
      Activation activation,
      Output output,
      Form form) {

    /** How many numbers a row of an embedding has. */
    public static final int EMBEDDING_SIZE = 8;

    /** Checks the sizes. */
    public Perceptron {
      layers = List.copyOf(layers);
      embeddings = List.copyOf(embeddings);
      if (layers.size() < 2
          || layers.stream().anyMatch(size -> size < 1)
          || layers.get(layers.size() - 1) < output.fewest) {
        throw new IllegalArgumentException(
            "Invalid layer sizes "
                + layers
                + " (must be at least an input and an output, all above 0"
                + (output.fewest > 1 ? ", at least " + output.fewest + " outputs)" : ")"));
      }
      if (layers.get(0) < EMBEDDING_SIZE * embeddings.size()) {
        throw new IllegalArgumentException(
            "Invalid layer sizes "
                + layers
                + " (the first must be at least "
                + EMBEDDING_SIZE * embeddings.size()
                + ", for the embeddings of "
                + embeddings.size()
                + " columns)");
      }
    }

    /** Makes a plain one without embeddings. */
    public Perceptron(List<Integer> layers, Activation activation, Output output) {
      this(layers, List.of(), activation, output, Form.PLAIN);
    }

    /** Returns the plain numbers that the perceptron takes. */
    public int numbers() {
      return layers.get(0) - EMBEDDING_SIZE * embeddings.size();
    }

    /** Returns a plain one with layers of these sizes, and no embeddings. */
    public static Perceptron of(Activation activation, Output output, int... layers) {
      return new Perceptron(Arrays.stream(layers).boxed().toList(), activation, output);
    }

    /** Returns this one with embeddings of so many rows. */
    public Perceptron with(List<Integer> rows) {
      return new Perceptron(layers, rows, activation, output, form);
    }

    /** Returns this one in a form. */
    public Perceptron in(Form other) {
      return new Perceptron(layers, embeddings, activation, output, other);
    }
  }
}
