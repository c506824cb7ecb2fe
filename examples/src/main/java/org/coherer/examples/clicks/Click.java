package org.coherer.examples.clicks;

/** A row of a {@link ClickLog}: an advertisement that was shown, and whether it was clicked. */
public final class Click {

  private final int[] numbers;
  private final float[] dense;
  private final double probability;
  private final boolean clicked;

  Click(int[] numbers, float[] dense, double probability, boolean clicked) {
    this.numbers = numbers;
    this.dense = dense;
    this.probability = probability;
    this.clicked = clicked;
  }

  /** Returns the id of a field. */
  public long id(int field) {
    return ClickField.id(field, numbers[field]);
  }

  /** Returns the number of a field's id, from 0, which is the most frequent one. */
  public int number(int field) {
    return numbers[field];
  }

  /** Returns the ids of all fields. */
  public long[] ids() {
    long[] ids = new long[numbers.length];
    for (int field = 0; field < ids.length; field++) {
      ids[field] = id(field);
    }
    return ids;
  }

  /** Returns the dense features, which are normal with the deviation 1. */
  public float[] dense() {
    return dense.clone();
  }

  /** Returns the probability of a click, which is what the best model would say. */
  public double probability() {
    return probability;
  }

  /** Returns whether it was clicked. */
  public boolean clicked() {
    return clicked;
  }
}
