package org.coherer.training.engine.dl4j.export.zip;

import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.export.Inversion;
import org.coherer.training.engine.dl4j.export.LayerWeights;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.export.ExportedModel;
import org.coherer.training.export.ExportedOutputs.Classes;
import org.coherer.training.export.ExportedOutputs.Reconstruction;
import org.coherer.training.export.ExportedOutputs.Values;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Puts into the weights of the output layer what a model does with the numbers that it gives. */
final class OutputScaling {

  private final ExportedModel model;
  private final NetworkConfiguration network;
  private final LayerWeights weights;
  private final int length;

  OutputScaling(
      ExportedModel model, NetworkShape shape, NetworkConfiguration network, LayerWeights weights) {
    this.model = model;
    this.network = network;
    this.weights = weights;
    this.length = shape.outputs().get(0).length();
  }

  /**
   * Changes the weights.
   *
   * @throws IllegalArgumentException if the output layer has none, or computes something else with
   *     them
   */
  void apply() {
    if (model.outputs() instanceof Classes classes && classes.temperature() != 1) {
      float factor = (float) (1 / classes.temperature());
      apply(ActivationSoftmax.class, Numbers.filled(length, factor), Numbers.filled(length, 0));
    } else if (model.outputs() instanceof Values values) {
      invert(values.scaling());
    } else if (model.outputs() instanceof Reconstruction all) {
      invert(all.scaling());
    }
  }

  private void invert(Scaling scaling) {
    if (scaling.isIdentity()) {
      return;
    }
    if (scaling instanceof Rescaling all) {
      apply(
          ActivationIdentity.class,
          Numbers.filled(length, 1 / all.scale()),
          Numbers.filled(length, -all.offset() / all.scale()));
      return;
    }
    Standardization each = (Standardization) scaling;
    apply(ActivationIdentity.class, Inversion.factors(each, length), Inversion.means(each, length));
  }

  private void apply(Class<?> activation, Numbers factors, Numbers offsets) {
    Stage output =
        network.stages().stream()
            .filter(stage -> stage.key().equals(network.outputKey()))
            .findFirst()
            .orElseThrow();
    Layer layer = output.layer();
    boolean plain =
        layer instanceof OutputLayer last
            && layer.getClass() == OutputLayer.class
            && last.getActivationFn().getClass() == activation
            && last.hasBias();
    if (!plain) {
      throw new IllegalArgumentException(
          "Cannot export the model as dl4j: predictions are scaled behind the output layer '"
              + output.key()
              + "', which must be an OutputLayer with a bias and the activation "
              + activation.getSimpleName()
              + " for that (export it as onnx or keras)");
    }
    scale(output.key(), factors, offsets);
  }

  /** Weights lie unit by unit. */
  private void scale(String key, Numbers factors, Numbers offsets) {
    FlatVector matrix = weights.slice(key, DefaultParamInitializer.WEIGHT_KEY);
    FlatVector bias = weights.slice(key, DefaultParamInitializer.BIAS_KEY);
    long inputs = matrix.length() / length;
    for (int i = 0; i < length; i++) {
      matrix.slice(i * inputs, inputs).scale(factors.values()[i]);
      bias.set(i, bias.get(i) * factors.values()[i] + offsets.values()[i]);
    }
  }
}
