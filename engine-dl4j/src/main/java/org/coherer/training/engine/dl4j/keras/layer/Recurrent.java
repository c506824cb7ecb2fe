package org.coherer.training.engine.dl4j.keras.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.LayerWeights;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.coherer.training.engine.dl4j.keras.training.KerasInitializers;
import org.coherer.training.engine.dl4j.keras.training.KerasPenalties;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.LSTMParamInitializer;

/** A recurrent layer of Keras's, as DL4J's: an LSTM, or a simple one without gates. */
final class Recurrent {

  private static final int GATES = 4;

  /** Keras's index of each DL4J gate: Keras has i, f, c, o; DL4J c, f, o, i. */
  private static final int[] GATE_ORDER = {2, 1, 3, 0};

  private final KerasLayer layer;
  private final int units;
  private final boolean gated;

  private Recurrent(KerasLayer layer, int units, boolean gated) {
    this.layer = layer;
    this.units = units;
    this.gated = gated;
  }

  static Recurrent of(KerasLayer layer) throws KerasException {
    boolean gated = layer.kind().equals("LSTM");
    if (!gated && !layer.kind().equals("SimpleRNN")) {
      throw layer.refused("is not recurrent (must be an LSTM or a SimpleRNN)");
    }
    KerasPenalties.requireAlike(layer, "kernel_regularizer", "recurrent_regularizer");
    return new Recurrent(layer, layer.positive("units"), gated);
  }

  int units() {
    return units;
  }

  /** Returns how many numbers a step has for each unit, of all gates. */
  private int columns() {
    return gated ? Math.multiplyExact(GATES, units) : units;
  }

  /**
   * Returns DL4J's layer.
   *
   * @param in the numbers of a step
   * @param isNew whether it starts from its initializers
   */
  Layer layer(int in, boolean isNew) throws KerasException {
    return gated ? lstm(in, isNew) : simple(in, isNew);
  }

  private Layer lstm(int in, boolean isNew) throws KerasException {
    LSTM.Builder builder = new LSTM.Builder();
    builder.gateActivationFunction(KerasActivations.of(layer, "recurrent_activation"));
    set(builder, in, isNew);
    if (isNew) {
      boolean forgets = layer.settings().path("unit_forget_bias").asBoolean(true);
      builder.forgetGateBiasInit(forgets ? 1 : 0);
    }
    return builder.build();
  }

  private Layer simple(int in, boolean isNew) throws KerasException {
    SimpleRnn.Builder builder = new SimpleRnn.Builder();
    set(builder, in, isNew);
    return builder.build();
  }

  private void set(BaseRecurrentLayer.Builder<?> builder, int in, boolean isNew)
      throws KerasException {
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.nIn(in);
    builder.nOut(units);
    KerasPenalties.set(layer, "kernel_regularizer", builder);
    if (layer.probability("dropout") > 0) {
      layer.require(layer.isTrained(), "dropout", "must be 0 in a layer that is not trained");
      builder.dropOut(1 - layer.probability("dropout"));
    }
    if (isNew) {
      builder.weightInit(
          KerasInitializers.of(layer, "kernel_initializer", "GlorotUniform", in, columns()));
      builder.weightInitRecurrent(
          KerasInitializers.of(layer, "recurrent_initializer", "Orthogonal", units, columns()));
      layer.require(
          KerasInitializers.constant(layer, "bias_initializer", "Zeros") == 0,
          "bias_initializer",
          "must be zeros");
    }
  }

  /** Reads the parameters, by DL4J's names, which are those of an LSTM for both kinds. */
  Map<String, Weights> parameters(LayerWeights weights, int in) throws KerasException {
    Map<String, Weights> parameters = new LinkedHashMap<>();
    parameters.put(
        LSTMParamInitializer.INPUT_WEIGHT_KEY, inOrder(weights.next("kernel", in, columns())));
    parameters.put(
        LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
        inOrder(weights.next("recurrent_kernel", units, columns())));
    parameters.put(LSTMParamInitializer.BIAS_KEY, inOrder(weights.next("bias", columns()).asRow()));
    return parameters;
  }

  private Weights inOrder(Weights keras) {
    if (!gated) {
      return keras;
    }
    float[] values = new float[keras.values().length];
    for (int row = 0; row < keras.shape()[0]; row++) {
      for (int gate = 0; gate < GATES; gate++) {
        int start = row * GATES * units;
        System.arraycopy(
            keras.values(), start + GATE_ORDER[gate] * units, values, start + gate * units, units);
      }
    }
    return new Weights(values, keras.shape());
  }
}
