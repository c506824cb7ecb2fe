package org.coherer.training.engine.dl4j.export.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import onnx.Onnx.TensorProto.DataType;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.engine.dl4j.export.Numbers;

/** The columns of a table, each of them an input [N][1] of its own. */
final class OnnxColumns {

  /** Integers beyond it are not all floats. */
  private static final double MOST_EXACT = 1 << 24;

  private final OnnxGraph graph;

  OnnxColumns(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Adds a column of numbers, of which a missing one is NaN. */
  String number(String name, NumberEncoding encoding) {
    String column = graph.input(name, DataType.FLOAT, List.of(1));
    String missing = graph.node(name + "-missing", "IsNaN", List.of(column));
    String mean = graph.constant(name + "-mean", encoding.mean());
    String value = graph.node(name + "-filled", "Where", List.of(missing, mean, column));
    if (encoding.centred()) {
      value = graph.node(name + "-centred", "Sub", List.of(value, mean));
    }
    String factor = graph.constant(name + "-factor", encoding.factor());
    value = graph.node(name + "-scaled", "Mul", List.of(value, factor));
    if (encoding.limit() > 0) {
      value = limited(graph, name, value, encoding.limit());
    }
    return encoding.indicator()
        ? graph.node(
            name + "-encoded",
            "Concat",
            List.of(value, asFloat(name, missing)),
            Attributes.of("axis", 1L))
        : value;
  }

  /** Adds {@code x / sqrt(1 + (x / limit)^2)}. */
  static String limited(OnnxGraph graph, String name, String x, float limit) {
    String part = graph.node(name, "Mul", List.of(x, graph.constant(name + "-limit", 1 / limit)));
    String square = graph.node(name, "Mul", List.of(part, part));
    String sum = graph.node(name, "Add", List.of(square, graph.constant(name + "-one", 1f)));
    return graph.node(name + "-limited", "Div", List.of(x, graph.node(name, "Sqrt", List.of(sum))));
  }

  /** Adds a column of categories: texts, of which a missing one is empty, or numbers, or NaN. */
  String category(String name, CategoryEncoding encoding) {
    String place =
        encoding.type() == CategoryEncoding.Type.TEXT
            ? placeOfText(name, encoding)
            : placeOfNumber(name, encoding);
    if (encoding.embedded()) {
      return place;
    }
    int known = encoding.values().size();
    List<Integer> places = new ArrayList<>(IntStream.range(0, known).boxed().toList());
    if (encoding.rare()) {
      places.add(known);
    }
    if (encoding.missing()) {
      places.add(known + 1);
    }
    float[] all = new float[places.size()];
    IntStream.range(0, all.length).forEach(i -> all[i] = places.get(i));
    String targets = graph.constant(name + "-places", Numbers.of(all, 1, all.length));
    return asFloat(name, graph.node(name + "-is", "Equal", List.of(place, targets)));
  }

  private String placeOfText(String name, CategoryEncoding encoding) {
    String column = graph.input(name, DataType.STRING, List.of(1));
    int known = encoding.values().size();
    List<String> keys = new ArrayList<>(encoding.values());
    List<Integer> places = new ArrayList<>(IntStream.range(0, known).boxed().toList());
    if (!keys.contains("")) {
      keys.add("");
      places.add(known + 1);
    }
    String place =
        graph.learner(
            name + "-place",
            "LabelEncoder",
            List.of(column),
            Attributes.texts("keys_strings", keys),
            Attributes.all("values_int64s", places),
            Attributes.of("default_int64", (long) known));
    return asFloat(name, place);
  }

  /** The place is the sum of those that it can be, each times 1 if it is that one, or else 0. */
  private String placeOfNumber(String name, CategoryEncoding encoding) {
    String column = graph.input(name, DataType.FLOAT, List.of(1));
    Numbers known = floats(name, encoding);
    int count = known.length();
    String missing = asFloat(name, graph.node(name + "-missing", "IsNaN", List.of(column)));
    String values = graph.constant(name + "-values", Numbers.of(known.values(), 1, count));
    String is = asFloat(name, graph.node(name + "-is", "Equal", List.of(column, values)));
    // Relative to the place of those that are not known, so that 0 stands for them.
    float[] places = new float[count + 1];
    IntStream.range(0, count).forEach(i -> places[i] = i - (float) count);
    places[count] = 1;
    String all =
        graph.node(name + "-all", "Concat", List.of(is, missing), Attributes.of("axis", 1L));
    String weights = graph.constant(name + "-places", Numbers.of(places, count + 1, 1));
    String place = graph.node(name + "-place", "MatMul", List.of(all, weights));
    return graph.node(
        name + "-place", "Add", List.of(place, graph.constant(name + "-known", (float) count)));
  }

  /**
   * Returns the categories as a reader of the file sees them.
   *
   * @throws IllegalArgumentException if two of them are the same float then
   */
  private static Numbers floats(String name, CategoryEncoding encoding) {
    float[] values = new float[encoding.values().size()];
    Set<Float> seen = new HashSet<>();
    for (int i = 0; i < values.length; i++) {
      double value = Double.parseDouble(encoding.values().get(i));
      values[i] = (float) value;
      if (!seen.add(values[i]) || Math.abs(value) > MOST_EXACT) {
        throw new IllegalArgumentException(
            "Cannot export the model as onnx: column '"
                + name
                + "' has the category "
                + encoding.values().get(i)
                + ", which a 32-bit float cannot distinguish from others (train a model on texts in"
                + " its place)");
      }
    }
    return Numbers.vector(values);
  }

  private String asFloat(String name, String tensor) {
    return graph.node(
        name + "-float",
        "Cast",
        List.of(tensor),
        Attributes.of("to", (long) DataType.FLOAT.getNumber()));
  }
}
