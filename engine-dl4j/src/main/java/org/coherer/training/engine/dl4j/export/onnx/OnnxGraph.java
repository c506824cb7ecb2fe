package org.coherer.training.engine.dl4j.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.nd4j.shade.protobuf.ByteString;

/** A graph in the making: nodes, each behind those that it takes its inputs from. */
final class OnnxGraph {

  /** What the first dimension is called, whose length is that of a batch. */
  private static final String ROWS = "N";

  /** Bytes that a message of protocol buffers may have, less some for all but the weights. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("coherer");
  private final Set<String> taken;
  private long bytes;

  /**
   * Begins a graph.
   *
   * @param reserved the names of inputs and outputs, which nothing else gets
   */
  OnnxGraph(List<String> reserved) {
    taken = new HashSet<>(reserved);
  }

  /** Returns the graph. */
  GraphProto build() {
    return graph.build();
  }

  private String unused(String wanted) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** Adds an input: rows of these sizes. */
  String input(String name, TensorProto.DataType type, List<Integer> sizes) {
    graph.addInput(value(name, type, sizes));
    return name;
  }

  /** Has a tensor be an output under a name: rows of these sizes. */
  void output(String name, String tensor, TensorProto.DataType type, List<Integer> sizes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName(unused("output of " + name))
            .addInput(tensor)
            .addOutput(name));
    graph.addOutput(value(name, type, sizes));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, List<Integer> sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(ROWS);
    sizes.forEach(size -> shape.addDimBuilder().setDimValue(size));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /**
   * Adds a node with one output.
   *
   * @param name what it may be called
   * @return the output
   */
  String node(String name, String operator, List<String> inputs, AttributeProto... attributes) {
    return add(name, operator, "", inputs, 1, attributes).getOutput(0);
  }

  /** Adds a node with several outputs, and returns all of them. */
  List<String> nodes(
      String name, String operator, List<String> inputs, int outputs, AttributeProto... with) {
    return List.copyOf(add(name, operator, "", inputs, outputs, with).getOutputList());
  }

  /** Adds a node of the operators of classical machine learning. */
  String learner(String name, String operator, List<String> inputs, AttributeProto... with) {
    return add(name, operator, OnnxFile.LEARNERS, inputs, 1, with).getOutput(0);
  }

  private NodeProto add(
      String name,
      String operator,
      String domain,
      List<String> inputs,
      int outputs,
      AttributeProto... attributes) {
    String unused = unused(name);
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setDomain(domain)
            .setName(unused)
            .addAllInput(inputs)
            .addOutput(unused);
    for (int i = 1; i < outputs; i++) {
      node.addOutput(unused(name));
    }
    Arrays.stream(attributes).forEach(node::addAttribute);
    NodeProto built = node.build();
    graph.addNode(built);
    return built;
  }

  /**
   * Adds numbers.
   *
   * @throws IllegalArgumentException if there are too many for one file
   */
  String constant(String name, Numbers numbers) {
    ByteBuffer content = buffer((long) numbers.length() * Float.BYTES);
    content.asFloatBuffer().put(numbers.values());
    return constant(name, TensorProto.DataType.FLOAT, content, numbers.sizes());
  }

  /** Adds a vector of numbers. */
  String constant(String name, float... values) {
    return constant(name, Numbers.vector(values));
  }

  /** Adds a vector of integers. */
  String integers(String name, long... values) {
    ByteBuffer content = buffer((long) values.length * Long.BYTES);
    content.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, content, values.length);
  }

  private ByteBuffer buffer(long length) {
    bytes += length;
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "Cannot export the network as onnx: its parameters have more than "
              + MOST_BYTES
              + " bytes, and such a file cannot (export it as keras or dl4j)");
    }
    return ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(
      String name, TensorProto.DataType type, ByteBuffer content, int... sizes) {
    String unused = unused(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(unused)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(content));
    Arrays.stream(sizes).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return unused;
  }
}
