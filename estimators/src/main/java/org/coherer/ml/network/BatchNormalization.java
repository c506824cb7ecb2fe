package org.coherer.ml.network;

import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/** Normalizes each number of a vector, or each channel of an image, over the rows of a batch. */
public final class BatchNormalization extends Layer<BatchNormalization> {

  private static final double MOMENTUM = 0.99;
  private static final double EPSILON = 1e-3;

  BatchNormalization() {
    this(
        Settings.of("BatchNormalization")
            .with("axis", -1)
            .with("momentum", MOMENTUM)
            .with("epsilon", EPSILON)
            .with("center", true)
            .with("scale", true));
  }

  private BatchNormalization(Settings settings) {
    super(settings);
  }

  @Override
  BatchNormalization with(Settings changed) {
    return new BatchNormalization(changed);
  }

  /** Sets how much of the running mean and variance remains at each step, 0.99 by default. */
  public BatchNormalization momentum(double momentum) {
    return with(settings().withNumber("momentum", momentum, 0, false, 1));
  }

  /** Sets what is added to the variance, 0.001 by default. */
  public BatchNormalization epsilon(double epsilon) {
    return with(settings().withNumber("epsilon", epsilon, 0, true, Double.POSITIVE_INFINITY));
  }

  @Override
  Shape shape(Shape from) {
    if (from.dimensions() == 2) {
      throw settings().refused(from, "must be a vector or an image, not a sequence");
    }
    return from;
  }

  @Override
  long trained(Shape from) {
    return 2L * from.last();
  }

  @Override
  long untrained(Shape from) {
    return 2L * from.last();
  }
}
