package org.coherer.training.engine.dl4j.keras.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.InputPreProcessor;

/** The output of a layer. */
public final class Tensor {

  private final String vertex;
  private final int[] shape;
  private final boolean flat;
  private final int[] order;
  private final InputPreProcessor before;

  /**
   * Creates a tensor.
   *
   * @param vertex what has it in the graph
   * @param shape of a row, as Keras has it: numbers, steps x numbers, or height x width x channels
   * @param flat whether a row is one vector in the graph, whatever its shape. The network's input
   *     is, and what is made of it number by number
   * @param order where Keras has the number that a vector has at an index; null where it is the
   *     same
   * @param before what has to be done to it before others can take it; null for nothing
   */
  public Tensor(String vertex, int[] shape, boolean flat, int[] order, InputPreProcessor before) {
    this.vertex = vertex;
    this.shape = shape;
    this.flat = flat;
    this.order = order;
    this.before = before;
  }

  /** Creates a tensor that needs no conversion. */
  public static Tensor of(String vertex, int... shape) {
    return new Tensor(vertex, shape, false, null, null);
  }

  /** Returns it as another vertex has it that changes numbers alone. */
  Tensor as(String newVertex) {
    return new Tensor(newVertex, shape, flat, order, null);
  }

  public String vertex() {
    return vertex;
  }

  public int[] shape() {
    return shape;
  }

  public boolean flat() {
    return flat;
  }

  public int[] order() {
    return order;
  }

  public InputPreProcessor before() {
    return before;
  }

  public boolean isVector() {
    return shape.length == 1;
  }

  boolean isSequence() {
    return shape.length == 2;
  }

  boolean isImage() {
    return shape.length == 3;
  }

  /** Returns the numbers in a row. */
  public int length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Returns the numbers, or channels, that Keras has as the last dimension. */
  public int size() {
    return shape[shape.length - 1];
  }

  /** Returns the tensor in the shape that it has in Keras. */
  public Tensor shaped() {
    if (!flat || isVector()) {
      return this;
    }
    RowLayout layout =
        isImage()
            ? new RowLayout(shape[0], shape[1], shape[2], false)
            : new RowLayout(1, shape[0], shape[1], true);
    return new Tensor(vertex, shape, false, null, layout.preProcessor());
  }
}
