package org.coherer.training.network.layer;

import java.nio.FloatBuffer;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.BiasedActivation;
import org.coherer.training.network.memory.Memory;

/** An embedding: replaces indices by learned vectors. */
public final class Embedding implements Layer {

  private final int words;
  private final Shape output;
  private final Parameter vectors;
  private final BiasedActivation after;
  private final float[] vector;

  /**
   * Creates the layer.
   *
   * @param words the number of vectors; inputs are in [0, words)
   * @param output the output shape: a vector for one index per row, or steps for several
   * @param vectors the vectors, [vector length][words]
   * @param bias one per vector element, or null
   */
  public Embedding(
      int words, Shape output, Parameter vectors, Parameter bias, Activation function) {
    this.words = words;
    this.output = output;
    this.vectors = vectors;
    this.after = new BiasedActivation(output.size(), bias, function);
    this.vector = new float[output.size()];
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    FloatBuffer table = vectors.values().buffer();
    int steps = output.width();
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < rows; row++) {
        int word = word(inputs[0], row, step);
        for (int i = 0; i < vector.length; i++) {
          vector[i] = table.get(i * words + word);
        }
        values.put((step * rows + row) * vector.length, vector, vector.length);
      }
    }
    after.apply(values, steps * rows);
  }

  private int word(Memory input, int row, int step) {
    int word = (int) input.buffer().get(row * output.width() + step);
    if (word < 0 || word >= words) {
      throw new IllegalArgumentException(
          "Invalid index "
              + word
              + " of an embedding, in column "
              + step
              + " of row "
              + row
              + " of a batch (must be from 0 to "
              + (words - 1)
              + ")");
    }
    return word;
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    int steps = output.width();
    after.differentiate(values, gradient, steps * rows);
    vectors.gradients().clear(vectors.gradients().length());
    FloatBuffer table = vectors.gradients().buffer();
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < rows; row++) {
        int word = word(inputs[0], row, step);
        gradient.get((step * rows + row) * vector.length, vector, vector.length);
        for (int i = 0; i < vector.length; i++) {
          int at = i * words + word;
          table.put(at, table.get(at) + vector[i]);
        }
      }
    }
    if (inputGradients[0] != null) {
      inputGradients[0].clear(rows * steps);
    }
  }
}
