package org.coherer.training.network.layer;

import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Matrix;
import org.coherer.training.network.memory.Memory;

/**
 * The dot products of all pairs of the vectors of a row, behind the first vector or alone.
 *
 * <p>The vectors of a row are the matrix X, whose products with each other are X X'. The gradient
 * of X is S X, where S has the gradient of each pair at both of its places, and twice that of a
 * vector with itself.
 */
public final class DotInteraction implements Passing {

  /**
   * The sizes.
   *
   * @param vectors how many vectors a row has
   * @param width the numbers of each
   * @param keepsFirst whether an output row begins with the first vector
   * @param pairsWithItself whether each vector is multiplied by itself, too
   */
  public record Settings(int vectors, int width, boolean keepsFirst, boolean pairsWithItself) {

    /** Returns the numbers of an input row. */
    public int inputs() {
      return vectors * width;
    }

    /** Returns the numbers of an output row. */
    public int outputs() {
      return first() + vectors * (vectors - 1) / 2 + (pairsWithItself ? vectors : 0);
    }

    /** Returns the numbers of an output row before the products. */
    int first() {
      return keepsFirst ? width : 0;
    }

    /** Returns the first vector that is multiplied by one. */
    int partner(int vector) {
      return pairsWithItself ? vector : vector + 1;
    }
  }

  private final Settings settings;
  private final int vectors;
  private final int width;
  private final Shape output;

  /** [vector][vector]: the products of a row, or the gradients of them. */
  private final float[] square;

  /** Those of each pair once. */
  private final float[] pairs;

  private final float[] sums;
  private final float[] terms;
  private final Matrix left = new Matrix();
  private final Matrix right = new Matrix();
  private final Matrix product = new Matrix();
  private Memory products;

  /** Creates the layer. */
  public DotInteraction(Settings settings) {
    this.settings = settings;
    this.vectors = settings.vectors();
    this.width = settings.width();
    this.output = Shape.vector(settings.outputs());
    this.square = new float[vectors * vectors];
    this.pairs = new float[settings.outputs() - settings.first()];
    this.sums = new float[settings.first()];
    this.terms = new float[settings.first()];
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void reserve(int rows, boolean training) {
    close();
    products = Memory.allocate(square.length);
  }

  @Override
  public void close() {
    if (products != null) {
      products.close();
      products = null;
    }
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    for (int row = 0; row < rows; row++) {
      int from = row * settings.inputs();
      product
          .at(products, 0, vectors, vectors)
          .setProduct(
              left.at(inputs[0], from, vectors, width),
              right.at(inputs[0], from, vectors, width).transposed());
      products.get(0, square, square.length);
      int at = 0;
      for (int i = 0; i < vectors; i++) {
        int first = settings.partner(i);
        System.arraycopy(square, i * vectors + first, pairs, at, vectors - first);
        at += vectors - first;
      }
      int to = row * output.size();
      values.put(to, inputs[0], from, settings.first());
      values.put(to + settings.first(), pairs, pairs.length);
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      int from = row * output.size();
      int to = row * settings.inputs();
      gradient.get(from + settings.first(), pairs, pairs.length);
      mirror();
      products.put(0, square, square.length);
      product
          .at(inputGradients[0], to, vectors, width)
          .setProduct(
              left.at(products, 0, vectors, vectors), right.at(inputs[0], to, vectors, width));
      if (settings.keepsFirst()) {
        addFirst(inputGradients[0], to, gradient, from);
      }
    }
  }

  /** Adds the gradient of the first vector as it is handed on. */
  private void addFirst(Memory memory, int to, Memory gradient, int from) {
    memory.get(to, sums, width);
    gradient.get(from, terms, width);
    for (int i = 0; i < width; i++) {
      sums[i] += terms[i];
    }
    memory.put(to, sums, width);
  }

  @Override
  public void pass(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    backward(inputs, values, gradient, inputGradients, rows);
  }

  /** Makes the gradients of pairs those of each vector by each other, of itself twice. */
  private void mirror() {
    int at = 0;
    for (int i = 0; i < vectors; i++) {
      square[i * vectors + i] = settings.pairsWithItself() ? 2 * pairs[at++] : 0;
      for (int j = i + 1; j < vectors; j++) {
        square[i * vectors + j] = pairs[at];
        square[j * vectors + i] = pairs[at++];
      }
    }
  }
}
