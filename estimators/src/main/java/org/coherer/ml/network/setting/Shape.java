package org.coherer.ml.network.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of a row: of a vector; of a sequence, steps and values; of an image, height, width and
 * channels.
 */
public record Shape(List<Integer> sizes) {

  /** Copies the sizes. */
  public Shape {
    sizes = List.copyOf(sizes);
  }

  /** Returns a shape of these sizes. */
  public static Shape of(int... sizes) {
    return new Shape(IntStream.of(sizes).boxed().toList());
  }

  /** Returns 1 for a vector, 2 for a sequence, 3 for an image. */
  public int dimensions() {
    return sizes.size();
  }

  /** Returns whether it is that of a vector. */
  public boolean isVector() {
    return sizes.size() == 1;
  }

  /** Returns the size of a dimension. */
  public int size(int dimension) {
    return sizes.get(dimension);
  }

  /** Returns the values of a vector or of a step, or the channels of an image. */
  public int last() {
    return sizes.get(sizes.size() - 1);
  }

  /** Returns the same with another last size. */
  public Shape withLast(int size) {
    List<Integer> changed = new ArrayList<>(sizes);
    changed.set(changed.size() - 1, size);
    return new Shape(changed);
  }

  /** Returns the numbers of a row. */
  public long length() {
    return product(sizes.stream().mapToLong(Integer::longValue).toArray());
  }

  /** Returns the product of positive numbers; the largest number there is if that is larger. */
  public static long product(long... factors) {
    long product = 1;
    for (long factor : factors) {
      product = product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
    }
    return product;
  }

  /** Returns it as Keras writes it, with an open number of rows in front. */
  public List<Object> json() {
    List<Object> json = new ArrayList<>();
    json.add(null);
    json.addAll(sizes);
    return json;
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
