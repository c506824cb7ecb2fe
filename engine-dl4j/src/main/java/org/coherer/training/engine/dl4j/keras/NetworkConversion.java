package org.coherer.training.engine.dl4j.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.SavedModel;
import org.coherer.training.engine.dl4j.keras.layer.GraphParts;
import org.coherer.training.engine.dl4j.keras.layer.ImportedNetwork;
import org.coherer.training.engine.dl4j.keras.layer.Tensor;
import org.coherer.training.engine.dl4j.keras.model.KerasInput;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.model.KerasModel;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.coherer.training.engine.dl4j.keras.training.KerasLosses;
import org.coherer.training.engine.dl4j.keras.training.KerasTraining;
import org.nd4j.linalg.activations.IActivation;

/** Converts the layers of a model one after the other, and puts a loss at each of its ends. */
final class NetworkConversion {

  private final KerasModel model;
  private final GraphParts parts;
  private final LayerConversion layers;
  private final Map<String, KerasLosses> losses = new HashMap<>();
  private final Map<String, Tensor> tensors = new HashMap<>();

  private NetworkConversion(SavedModel saved) throws KerasException {
    KerasModel read = KerasModel.of(saved.network());
    if (saved.isOfKeras3()) {
      KerasActivations.checkOfKeras3(read.layers());
    }
    // By Keras's own names, before layers become one.
    KerasTraining training = KerasTraining.of(saved.training(), read.outputs());
    model = OutputFusion.of(read);
    for (int i = 0; i < model.outputs().size(); i++) {
      losses.put(model.outputs().get(i), training.losses().get(i));
    }
    parts = new GraphParts(model.inputs(), training.optimizer(), saved.weights());
    layers = new LayerConversion(parts);
    for (KerasInput input : model.inputs()) {
      int[] shape = input.shape().stream().mapToInt(size -> size).toArray();
      tensors.put(input.name(), new Tensor(input.name(), shape, true, null, null));
    }
  }

  static ImportedNetwork of(SavedModel saved) throws KerasException {
    return new NetworkConversion(saved).network();
  }

  private ImportedNetwork network() throws KerasException {
    for (KerasLayer layer : model.layers()) {
      List<Tensor> from = layer.inputs().stream().map(tensors::get).toList();
      KerasLosses loss = losses.get(layer.name());
      tensors.put(
          layer.name(), loss == null ? layers.hidden(layer, from) : last(layer, from, loss));
    }
    List<String> ends = new ArrayList<>();
    for (String output : model.outputs()) {
      ends.add(checked(tensors.get(output)).vertex());
    }
    return parts.network(ends);
  }

  /** Adds a layer that is an output, with its loss: in the layer itself, or behind it. */
  private Tensor last(KerasLayer layer, List<Tensor> from, KerasLosses loss) throws KerasException {
    IActivation activation = KerasActivations.of(layer);
    if (from.size() == 1 && activation != null) {
      return layers.loss(layer.name(), from.get(0), activation, loss);
    }
    if (from.size() == 1 && layer.kind().equals("Dense")) {
      return layers.output(layer, from.get(0), loss);
    }
    String name = layer.name() + "-loss";
    while (model.layers().stream().map(KerasLayer::name).anyMatch(name::equals)) {
      name += "_";
    }
    if (OutputFusion.hasActivation(layer)) {
      // A loss goes by the activation before it.
      Tensor plain = layers.hidden(OutputFusion.withoutActivation(layer), from);
      return layers.loss(name, plain, KerasActivations.of(layer, "activation"), loss);
    }
    return layers.loss(name, layers.hidden(layer, from), OutputFusion.none(), loss);
  }

  private static Tensor checked(Tensor output) throws KerasException {
    if (!output.isVector() || output.order() != null) {
      throw new KerasException(
          "its output has the shape "
              + Arrays.toString(output.shape())
              + " (must be one row of numbers, from a layer such as Dense)");
    }
    return output;
  }
}
