package org.coherer.training.engine.dl4j.keras.layer;

import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Converts the layers that change numbers at random in training, and do nothing else. */
public final class NoiseLayers {

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public NoiseLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds one. */
  public Tensor noise(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = given;
    if (layer.kind().startsWith("Spatial")) {
      from =
          layer.kind().endsWith("1D")
              ? Conversions.sequence(layer, given)
              : Conversions.image(layer, given);
    }
    IDropout noise = of(layer);
    parts.layer(
        layer.name(),
        noise == null ? new ActivationLayer(new ActivationIdentity()) : new DropoutLayer(noise),
        from);
    return from.as(layer.name());
  }

  /** Returns null for one that changes nothing. DL4J takes the probability to keep a number. */
  private static IDropout of(KerasLayer layer) throws KerasException {
    if (layer.kind().equals("GaussianNoise")) {
      double deviation = layer.number("stddev", 0);
      layer.require(deviation >= 0 && deviation < 1e6, "stddev", "must be at least 0");
      return deviation == 0 ? null : new GaussianNoise(deviation);
    }
    double rate = layer.probability("rate");
    if (rate == 0) {
      return null;
    }
    return switch (layer.kind()) {
      case "Dropout" -> new Dropout(1 - rate);
      case "AlphaDropout" -> new AlphaDropout(1 - rate);
      case "GaussianDropout" -> new GaussianDropout(rate);
      default -> new SpatialDropout(1 - rate);
    };
  }
}
