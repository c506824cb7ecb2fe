package org.coherer.training.engine.dl4j.keras;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;

/** Converts the layers of sequences. */
final class SequenceLayers {

  private static final int GATES = 4;

  /** Keras's index of each DL4J gate: Keras has i, f, c, o; DL4J c, f, o, i. */
  private static final int[] GATE_ORDER = {2, 1, 3, 0};

  private final GraphParts parts;
  private final KerasFile file;
  private final FlatLayers flat;

  SequenceLayers(GraphParts parts, KerasFile file, FlatLayers flat) {
    this.parts = parts;
    this.file = file;
    this.flat = flat;
  }

  /** Returns a tensor converted for a layer of sequences. */
  static Tensor sequence(KerasLayer layer, Tensor from) throws KerasException {
    if (!from.isSequence()) {
      throw layer.refused("takes " + from.shape().length + " dimensions (must be steps x numbers)");
    }
    return from.shaped();
  }

  Tensor embedding(KerasLayer layer, Tensor from) throws KerasException {
    if (!from.flat() || !from.isVector()) {
      throw layer.refused("takes other than the network's own input");
    }
    int words = layer.positive("input_dim");
    int size = layer.positive("output_dim");
    EmbeddingSequenceLayer.Builder builder = new EmbeddingSequenceLayer.Builder();
    builder.inputLength(from.length());
    builder.hasBias(false);
    builder.nIn(words);
    builder.nOut(size);
    KerasPenalties.set(layer, "embeddings_regularizer", builder);
    Weights weights = file.weight(layer, "embeddings", words, size);
    parts.layer(layer, builder.build(), from, Map.of(DefaultParamInitializer.WEIGHT_KEY, weights));
    return Tensor.of(layer.name(), from.length(), size);
  }

  Tensor lstm(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = sequence(layer, given);
    KerasPenalties.requireAlike(layer, "kernel_regularizer", "recurrent_regularizer");
    int in = from.size();
    int units = layer.positive("units");
    LSTM.Builder builder = new LSTM.Builder();
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.gateActivationFunction(KerasActivations.of(layer, "recurrent_activation"));
    builder.nIn(in);
    builder.nOut(units);
    KerasPenalties.set(layer, "kernel_regularizer", builder);
    if (layer.probability("dropout") > 0) {
      layer.require(layer.isTrained(), "dropout", "must be 0 in a layer that is not trained");
      builder.dropOut(1 - layer.probability("dropout"));
    }
    int gates = Math.multiplyExact(GATES, units);
    Map<String, Weights> parameters = new LinkedHashMap<>();
    parameters.put(
        LSTMParamInitializer.INPUT_WEIGHT_KEY, gates(file.weight(layer, "kernel", in, gates)));
    parameters.put(
        LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
        gates(file.weight(layer, "recurrent_kernel", units, gates)));
    parameters.put(LSTMParamInitializer.BIAS_KEY, gates(flat.bias(layer, gates)));
    boolean all = layer.is("return_sequences");
    parts.layer(layer, all ? builder.build() : new LastTimeStep(builder.build()), from, parameters);
    return all ? Tensor.of(layer.name(), from.shape()[0], units) : Tensor.of(layer.name(), units);
  }

  private static Weights gates(Weights keras) {
    int width = keras.shape()[1] / GATES;
    float[] values = new float[keras.values().length];
    for (int row = 0; row < keras.shape()[0]; row++) {
      for (int gate = 0; gate < GATES; gate++) {
        int start = row * GATES * width;
        System.arraycopy(
            keras.values(), start + GATE_ORDER[gate] * width, values, start + gate * width, width);
      }
    }
    return new Weights(values, keras.shape());
  }
}
