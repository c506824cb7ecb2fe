package org.coherer.training.engine.dl4j.export.onnx;

import java.util.List;
import java.util.stream.IntStream;
import onnx.Onnx.TensorProto.DataType;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.export.Inversion;
import org.coherer.training.engine.dl4j.export.NetworkWalk.Ends;
import org.coherer.training.export.ExportedOutputs;
import org.coherer.training.export.ExportedOutputs.Classes;
import org.coherer.training.export.ExportedOutputs.Labels;
import org.coherer.training.export.ExportedOutputs.Levels;
import org.coherer.training.export.ExportedOutputs.Plain;
import org.coherer.training.export.ExportedOutputs.Reconstruction;
import org.coherer.training.export.ExportedOutputs.Values;

/** Adds what a model makes of the numbers that its network gives. */
final class OnnxOutputs {

  private final OnnxGraph graph;
  private final OnnxTarget target;
  private final Ends<OnnxTensor> ends;
  private final String given;
  private final List<Integer> length;

  OnnxOutputs(OnnxGraph graph, OnnxTarget target, Ends<OnnxTensor> ends) {
    this.graph = graph;
    this.target = target;
    this.ends = ends;
    this.given = ends.given().get(0).name();
    this.length = List.of(ends.shape().outputs().get(0).length());
  }

  /** Returns the names of all outputs. */
  static List<String> names(ExportedOutputs outputs) {
    if (outputs instanceof Classes classes) {
      return List.of(classes.probability(), classes.prediction());
    }
    if (outputs instanceof Labels labels) {
      return List.of(labels.probability(), labels.prediction());
    }
    if (outputs instanceof Levels levels) {
      return List.of(levels.reached(), levels.prediction());
    }
    if (outputs instanceof Reconstruction all) {
      return List.of(all.reconstruction(), all.anomalyScore());
    }
    return outputs instanceof Values values
        ? List.of(values.prediction())
        : ((Plain) outputs).names();
  }

  void add(ExportedOutputs outputs) {
    if (outputs instanceof Classes classes) {
      classes(classes);
    } else if (outputs instanceof Labels labels) {
      labels(labels);
    } else if (outputs instanceof Levels levels) {
      levels(levels);
    } else if (outputs instanceof Values values) {
      floats(values.prediction(), inverted(values.scaling()), length);
    } else if (outputs instanceof Reconstruction all) {
      reconstruction(all);
    } else {
      plain((Plain) outputs);
    }
  }

  private void floats(String name, String tensor, List<Integer> sizes) {
    graph.output(name, tensor, DataType.FLOAT, sizes);
  }

  private String inverted(Scaling scaling) {
    return Inversion.of(target, ends.given().get(0), scaling, length.get(0)).name();
  }

  private void classes(Classes classes) {
    floats(classes.probability(), given, length);
    if (!classes.prediction().isEmpty()) {
      String largest =
          graph.node(
              "largest",
              "ArgMax",
              List.of(given),
              Attributes.of("axis", 1L),
              Attributes.of("keepdims", 0L));
      graph.output(classes.prediction(), largest, DataType.INT64, List.of());
    }
  }

  private void labels(Labels labels) {
    floats(labels.probability(), given, length);
    float[] thresholds = new float[labels.thresholds().size()];
    IntStream.range(0, thresholds.length)
        .forEach(i -> thresholds[i] = labels.thresholds().get(i).floatValue());
    floats(labels.prediction(), above("labels", thresholds), length);
  }

  private String above(String name, float... thresholds) {
    String limits = graph.constant(name + "-thresholds", thresholds);
    String above = graph.node(name, "Greater", List.of(given, limits));
    return cast(name, above, DataType.FLOAT);
  }

  private String cast(String name, String tensor, DataType type) {
    return graph.node(name, "Cast", List.of(tensor), Attributes.of("to", (long) type.getNumber()));
  }

  /** As many levels above the lowest are reached as outputs are above a half. */
  private void levels(Levels levels) {
    floats(levels.reached(), given, length);
    String count =
        graph.node(
            "level",
            "ReduceSum",
            List.of(above("level", 0.5f), graph.integers("level-sum", 1)),
            Attributes.of("keepdims", 0L));
    float[] values = new float[levels.levels().size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = levels.levels().get(i).floatValue());
    String level =
        graph.node(
            "level",
            "Gather",
            List.of(graph.constant("levels", values), cast("level", count, DataType.INT64)));
    floats(levels.prediction(), level, List.of());
  }

  private void reconstruction(Reconstruction outputs) {
    floats(outputs.reconstruction(), inverted(outputs.scaling()), length);
    String entered = target.flat(ends.entered().get(0)).name();
    String off = graph.node("off", "Sub", List.of(given, entered));
    String score =
        graph.node(
            "off",
            "ReduceMean",
            List.of(graph.node("off", "Mul", List.of(off, off))),
            Attributes.all("axes", 1L),
            Attributes.of("keepdims", 0L));
    floats(outputs.anomalyScore(), score, List.of());
  }

  private void plain(Plain outputs) {
    for (int i = 0; i < outputs.names().size(); i++) {
      NetworkShape.Output output = ends.shape().outputs().get(i);
      floats(outputs.names().get(i), ends.given().get(i).name(), List.of(output.length()));
    }
  }
}
