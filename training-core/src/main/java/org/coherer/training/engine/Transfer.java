package org.coherer.training.engine;

import java.util.Optional;

/**
 * What of a trained network is kept for another task, for {@link NetworkEditing#transfer}.
 *
 * @param frozen the layers that training will not change
 * @param output the output layer that replaces the network's own, where present
 * @param seed the new layer's weights depend on it alone
 */
public record Transfer(Frozen frozen, Optional<NewOutput> output, long seed) {

  /** Which layers training does not change. They run as in inference, also in training. */
  public sealed interface Frozen {

    /** No layer more than are frozen already. */
    record None() implements Frozen {}

    /**
     * The first layers, in the order in which data passes them.
     *
     * @param layers how many; layers without parameters count
     */
    record First(int layers) implements Frozen {

      /** Checks the number. */
      public First {
        if (layers < 0) {
          throw new IllegalArgumentException(
              "Invalid number of frozen layers " + layers + " (must be at least 0)");
        }
      }
    }

    /**
     * A layer and all that data passes before it.
     *
     * @param layer its name in the network
     */
    record Through(String layer) implements Frozen {}
  }

  /**
   * An output layer with new weights.
   *
   * @param length its outputs
   * @param meaning what they stand for, which activation and loss follow from
   */
  public record NewOutput(int length, Meaning meaning) {

    /** What outputs stand for. */
    public enum Meaning {
      /** The probabilities of classes: a softmax, learned by cross-entropy. */
      CLASSES,

      /** The probability of each label: sigmoids, learned by binary cross-entropy. */
      LABELS,

      /**
       * Numbers. Where the layer that is replaced gives probabilities (it has a softmax, or is
       * learned by cross-entropy or the divergence of Kullback and Leibler), no activation and the
       * mean squared error; otherwise activation and loss stay those of that layer.
       */
      VALUES,

      /** What those of the layer that is replaced do: activation and loss stay. */
      AS_BEFORE
    }

    /** Checks the length. */
    public NewOutput {
      int least = meaning == Meaning.CLASSES ? 2 : 1;
      if (length < least) {
        throw new IllegalArgumentException(
            "Invalid number of outputs " + length + " (must be at least " + least + ")");
      }
    }
  }
}
