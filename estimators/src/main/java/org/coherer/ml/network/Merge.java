package org.coherer.ml.network;

import java.util.List;
import java.util.stream.Collectors;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/**
 * The sum, difference, product, mean or maximum of several inputs, or all of them one behind the
 * other: Add, Subtract, Multiply, Average, Maximum, Concatenate.
 */
public final class Merge extends Layer<Merge> {

  private static final String CONCATENATE = "Concatenate";

  private Merge(Settings settings) {
    super(settings);
  }

  static Merge of(String kind) {
    return new Merge(Settings.of(kind));
  }

  static Merge concatenate() {
    return new Merge(Settings.of(CONCATENATE).with("axis", -1));
  }

  @Override
  Merge with(Settings changed) {
    return new Merge(changed);
  }

  @Override
  Shape shape(List<Tensor> from) {
    boolean adds = !settings().kind().equals(CONCATENATE);
    List<Shape> shapes = from.stream().map(Tensor::sizes).toList();
    boolean subtracts = settings().kind().equals("Subtract");
    if (shapes.size() < 2 || (subtracts && shapes.size() > 2)) {
      throw new IllegalArgumentException(
          "Invalid "
              + shapes.size()
              + " inputs of "
              + settings().label()
              + (subtracts ? " (must be 2)" : " (must be at least 2)"));
    }
    Shape first = shapes.get(0);
    boolean alike =
        shapes.stream()
            .allMatch(other -> (adds ? other : other.withLast(first.last())).equals(first));
    if (!alike) {
      throw new IllegalArgumentException(
          "Invalid inputs of shapes "
              + shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "))
              + " to "
              + settings().label()
              + (adds
                  ? " (must be alike; bring them to one shape by a Dense or a Conv2D)"
                  : " (must be alike in all sizes but the last)"));
    }
    long last = shapes.stream().mapToLong(Shape::last).sum();
    return adds ? first : first.withLast(Math.toIntExact(Math.min(last, Integer.MAX_VALUE)));
  }
}
