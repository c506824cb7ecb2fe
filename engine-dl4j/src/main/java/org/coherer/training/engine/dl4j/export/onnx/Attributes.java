package org.coherer.training.engine.dl4j.export.onnx;

import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import org.nd4j.shade.protobuf.ByteString;

/** The settings of nodes. */
final class Attributes {

  private Attributes() {}

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  static AttributeProto of(String name, long value) {
    return named(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto of(String name, float value) {
    return named(name, AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto of(String name, String text) {
    return named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(text)).build();
  }

  static AttributeProto all(String name, long... values) {
    AttributeProto.Builder integers = named(name, AttributeType.INTS);
    Arrays.stream(values).forEach(integers::addInts);
    return integers.build();
  }

  static AttributeProto all(String name, List<Integer> values) {
    return all(name, values.stream().mapToLong(Integer::longValue).toArray());
  }

  static AttributeProto texts(String name, List<String> texts) {
    AttributeProto.Builder all = named(name, AttributeType.STRINGS);
    texts.forEach(text -> all.addStrings(ByteString.copyFromUtf8(text)));
    return all.build();
  }
}
