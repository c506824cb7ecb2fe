package org.coherer.training.engine.dl4j.keras.file;

/** Some numbers of a layer, in C order. Not copied: who has one may read it, nobody changes it. */
public final class Weights {

  private final float[] values;
  private final int[] shape;

  /** Creates weights of a shape. */
  public Weights(float[] values, int... shape) {
    this.values = values;
    this.shape = shape;
  }

  /** Returns all of them. */
  public float[] values() {
    return values;
  }

  /** Returns the lengths of the dimensions. */
  public int[] shape() {
    return shape;
  }

  /** Returns the same as a matrix of one row. */
  public Weights asRow() {
    return new Weights(values, 1, values.length);
  }
}
