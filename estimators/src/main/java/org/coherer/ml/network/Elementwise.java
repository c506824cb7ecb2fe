package org.coherer.ml.network;

import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/**
 * A function of each number, Activation, ReLU, LeakyReLU, ELU, Rescaling and Dropout, or of a
 * vector: Softmax.
 */
public final class Elementwise extends Layer<Elementwise> {

  private Elementwise(Settings settings) {
    super(settings);
  }

  static Elementwise of(String function) {
    Settings settings = Settings.of("Activation");
    return new Elementwise(settings.withOneOf("activation", function, Known.ACTIVATIONS));
  }

  static Elementwise relu() {
    Settings settings = Settings.of("ReLU").with("max_value", null);
    return new Elementwise(settings.with("negative_slope", 0.0).with("threshold", 0.0));
  }

  static Elementwise relu(double maxValue) {
    Settings settings = relu().settings();
    return new Elementwise(
        settings.withNumber("max_value", maxValue, 0, true, Double.POSITIVE_INFINITY));
  }

  static Elementwise leakyRelu(double negativeSlope) {
    Settings settings = Settings.of("LeakyReLU");
    return new Elementwise(
        settings.withNumber("negative_slope", negativeSlope, 0, false, Double.POSITIVE_INFINITY));
  }

  static Elementwise elu() {
    return new Elementwise(Settings.of("ELU").with("alpha", 1.0));
  }

  static Elementwise softmax() {
    return new Elementwise(Settings.of("Softmax").with("axis", -1));
  }

  static Elementwise rescaling(double scale, double offset) {
    Settings settings = Settings.of("Rescaling");
    for (double number : new double[] {scale, offset}) {
      if (!Double.isFinite(number)) {
        throw settings.invalid("scale or offset", Settings.text(number), "must be a finite number");
      }
    }
    return new Elementwise(settings.with("scale", scale).with("offset", offset));
  }

  static Elementwise dropout(double rate) {
    return new Elementwise(Settings.of("Dropout").withNumber("rate", rate, 0, false, 1));
  }

  @Override
  Elementwise with(Settings changed) {
    return new Elementwise(changed);
  }

  @Override
  Shape shape(Shape from) {
    boolean softmax =
        settings().kind().equals("Softmax")
            || "softmax".equals(settings().values().get("activation"));
    if (softmax && !from.isVector()) {
      throw settings().refused(from, "must be a vector for a softmax; put Flatten before it");
    }
    return from;
  }
}
