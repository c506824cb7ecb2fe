package org.coherer.training.engine.dl4j.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.coherer.training.engine.dl4j.export.NetworkWalk;
import org.coherer.training.export.ExportedModel;

/** Writes models for ONNX Runtime and others that read the format. */
public final class OnnxFile {

  /** What the format is called. */
  public static final String FORMAT = "onnx";

  /** The domain of the operators of classical machine learning, which have a set of their own. */
  static final String LEARNERS = "ai.onnx.ml";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;
  private static final int LEARNERS_VERSION = 3;

  private OnnxFile() {}

  /**
   * Writes a model.
   *
   * @throws IllegalArgumentException if the format has nothing for a part of it
   */
  public static void write(ExportedModel model, OutputStream out) throws IOException {
    OnnxGraph graph = new OnnxGraph(names(model));
    OnnxTarget target = new OnnxTarget(graph);
    new OnnxOutputs(graph, target, NetworkWalk.through(model, target)).add(model.outputs());
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Coherer")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(LEARNERS).setVersion(LEARNERS_VERSION))
            .setGraph(graph.build());
    model
        .facts()
        .forEach(
            (name, text) ->
                file.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
    file.build().writeTo(out);
    out.flush();
  }

  /** Returns the names of inputs and outputs. */
  private static List<String> names(ExportedModel model) {
    List<String> names = new ArrayList<>(model.inputs());
    names.addAll(OnnxOutputs.names(model.outputs()));
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "Cannot export the model as onnx: two of its columns "
              + names
              + " have the same name (must differ from each other: rename one of them)");
    }
    return names;
  }
}
