package org.coherer.ml.network;

import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/** A layer each of whose units takes all numbers of a vector. */
public final class Dense extends WeightedLayer<Dense> {

  Dense(int units) {
    this(defaults(Settings.of("Dense").withPositive("units", units)));
  }

  private Dense(Settings settings) {
    super(settings);
  }

  @Override
  Dense with(Settings changed) {
    return new Dense(changed);
  }

  @Override
  Shape shape(Shape from) {
    if (!from.isVector()) {
      throw settings().refused(from, "must be a vector; put Flatten or a global pooling before it");
    }
    return Shape.of(settings().whole("units"));
  }

  @Override
  long trained(Shape from) {
    int units = settings().whole("units");
    return withBias(Shape.product(from.last(), units), units);
  }
}
