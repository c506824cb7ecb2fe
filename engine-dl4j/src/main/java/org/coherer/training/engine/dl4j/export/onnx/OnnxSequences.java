package org.coherer.training.engine.dl4j.export.onnx;

import java.util.List;
import onnx.Onnx.TensorProto.DataType;
import org.coherer.training.engine.dl4j.export.Lstm;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;

/** Layers of sequences: [N][size][steps]. */
final class OnnxSequences {

  /** ONNX has input, output, forget, candidate. */
  private static final int[] GATES = {Lstm.INPUT, Lstm.OUTPUT, Lstm.FORGET, Lstm.CANDIDATE};

  private final OnnxGraph graph;

  OnnxSequences(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Sees rows, step by step, as sequences. */
  OnnxTensor of(OnnxTensor rows, int steps, int size) {
    String sizes = graph.integers("sequence-sizes", 0, steps, size);
    String sequence = graph.node("sequence", "Reshape", List.of(rows.name(), sizes));
    return new OnnxTensor(turned("sequence", sequence, 0, 2, 1), 3);
  }

  private String turned(String name, String from, long... order) {
    return graph.node(name, "Transpose", List.of(from), Attributes.all("perm", order));
  }

  OnnxTensor embedding(String name, OnnxTensor from, Numbers table, boolean sequence) {
    String words =
        graph.node(
            name + "-words",
            "Cast",
            List.of(from.name()),
            Attributes.of("to", (long) DataType.INT64.getNumber()));
    String found =
        graph.node(name, "Gather", List.of(graph.constant(name + "-table", table), words));
    return sequence
        ? new OnnxTensor(turned(name, found, 0, 2, 1), 3)
        : new OnnxTensor(graph.node(name, "Flatten", List.of(found), Attributes.of("axis", 1L)), 2);
  }

  OnnxTensor lstm(String name, OnnxTensor from, Lstm lstm) {
    String function = OnnxFunctions.operator(lstm.function());
    if (function == null || function.equals("Selu")) {
      throw Refusal.layer(
          name,
          "is an LSTM with the activation " + lstm.function().getClass().getSimpleName(),
          OnnxFile.FORMAT);
    }
    int units = lstm.units();
    Numbers inputs = lstm.inputs().regrouped(true, GATES);
    Numbers recurrent = lstm.recurrent().regrouped(true, GATES);
    float[] bias = new float[2 * lstm.bias().length()];
    System.arraycopy(lstm.bias().regrouped(true, GATES).values(), 0, bias, 0, lstm.bias().length());
    List<String> outputs =
        graph.nodes(
            name,
            "LSTM",
            List.of(
                turned(name + "-steps", from.name(), 2, 0, 1),
                graph.constant(
                    name + "-inputs",
                    Numbers.of(inputs.values(), 1, inputs.size(0), inputs.size(1))),
                graph.constant(
                    name + "-recurrent",
                    Numbers.of(recurrent.values(), 1, recurrent.size(0), units)),
                graph.constant(name + "-bias", Numbers.of(bias, 1, bias.length))),
            2,
            Attributes.of("hidden_size", (long) units),
            Attributes.texts("activations", List.of("Sigmoid", function, function)));
    if (lstm.last()) {
      return new OnnxTensor(squeezed(name, outputs.get(1), 0), 2);
    }
    return new OnnxTensor(turned(name, squeezed(name, outputs.get(0), 1), 1, 2, 0), 3);
  }

  private String squeezed(String name, String from, long dimension) {
    return graph.node(
        name, "Squeeze", List.of(from, graph.integers(name + "-directions", dimension)));
  }
}
