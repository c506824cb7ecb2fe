package org.coherer.training.engine.dl4j.export.keras;

import java.util.List;
import org.coherer.training.engine.dl4j.export.Lstm;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.engine.dl4j.export.keras.KerasTensor.Layout;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Layers of sequences: [steps][size]. */
final class KerasSequences {

  /** Keras has input, forget, candidate, output. */
  private static final int[] GATES = {Lstm.INPUT, Lstm.FORGET, Lstm.CANDIDATE, Lstm.OUTPUT};

  private final KerasModel model;

  KerasSequences(KerasModel model) {
    this.model = model;
  }

  KerasTensor embedding(String name, KerasTensor from, Numbers table, boolean sequence) {
    ObjectNode settings = KerasModel.settings();
    settings.put("input_dim", table.size(0));
    settings.put("output_dim", table.size(1));
    KerasTensor found =
        new KerasTensor(
            model.layer(name, "Embedding", settings, from, table), Layout.STEPS, List.of());
    return sequence
        ? found
        : KerasTensor.row(model.layer(name + "-row", "Flatten", KerasModel.settings(), found));
  }

  KerasTensor lstm(String name, KerasTensor from, Lstm lstm) {
    String function = KerasFunctions.name(lstm.function());
    if (function == null) {
      throw Refusal.layer(
          name,
          "is an LSTM with the activation " + lstm.function().getClass().getSimpleName(),
          KerasFile.FORMAT);
    }
    ObjectNode settings = KerasModel.settings();
    settings.put("units", lstm.units());
    settings.put("activation", function);
    settings.put("recurrent_activation", "sigmoid");
    settings.put("return_sequences", !lstm.last());
    String layer =
        model.layer(
            name,
            "LSTM",
            settings,
            from,
            lstm.inputs().regrouped(true, GATES).permuted(1, 0),
            lstm.recurrent().regrouped(true, GATES).permuted(1, 0),
            lstm.bias().regrouped(true, GATES));
    return lstm.last() ? KerasTensor.row(layer) : from.as(layer);
  }
}
