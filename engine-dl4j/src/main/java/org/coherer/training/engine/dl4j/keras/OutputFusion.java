package org.coherer.training.engine.dl4j.keras;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.model.KerasModel;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.nd4j.shade.jackson.databind.node.TextNode;

/** Merges a dense layer and a final activation into one, which then has weights and the loss. */
final class OutputFusion {

  private static final String ACTIVATION = "activation";
  private static final TextNode LINEAR = TextNode.valueOf("linear");

  private OutputFusion() {}

  /** Returns a model whose ends are as few layers as can be. */
  static KerasModel of(KerasModel model) throws KerasException {
    KerasModel fused = model;
    for (String output : model.outputs()) {
      fused = fused(fused, output);
    }
    return fused;
  }

  private static KerasModel fused(KerasModel model, String output) throws KerasException {
    KerasLayer last = model.layer(output);
    // Checks settings that are not there any more in what becomes of it.
    KerasActivations.of(last);
    JsonNode activation =
        switch (last.kind()) {
          case "Softmax" -> TextNode.valueOf("softmax");
          case "Activation" -> last.settings().path(ACTIVATION);
          default -> null;
        };
    KerasLayer dense =
        model.layers().stream()
            .filter(layer -> last.inputs().contains(layer.name()))
            .findAny()
            .orElse(null);
    if (activation == null
        || dense == null
        || !dense.kind().equals("Dense")
        || !dense.text(ACTIVATION, "linear").equals("linear")
        || model.takers(dense.name()).size() > 1) {
      return model;
    }
    List<KerasLayer> layers = new ArrayList<>(model.layers());
    layers.remove(last);
    layers.set(layers.indexOf(dense), with(dense, activation));
    List<String> outputs = new ArrayList<>(model.outputs());
    outputs.set(outputs.indexOf(output), dense.name());
    return new KerasModel(model.inputs(), layers, outputs);
  }

  private static KerasLayer with(KerasLayer layer, JsonNode activation) {
    ObjectNode settings = layer.settings().deepCopy();
    settings.set(ACTIVATION, activation);
    return new KerasLayer(layer.name(), layer.kind(), settings, layer.inputs());
  }

  /** Returns whether a layer computes an activation of each number, apart from its other work. */
  static boolean hasActivation(KerasLayer layer) {
    return layer.kind().contains("Conv") && layer.settings().has(ACTIVATION);
  }

  static KerasLayer withoutActivation(KerasLayer layer) {
    return with(layer, LINEAR);
  }

  static IActivation none() {
    return new ActivationIdentity();
  }
}
