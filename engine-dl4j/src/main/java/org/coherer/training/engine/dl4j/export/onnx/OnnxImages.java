package org.coherer.training.engine.dl4j.export.onnx;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.ImageShape.Order;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.engine.dl4j.export.Window;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** Layers that look at channels: [N][channels][height][width], or [N][size][steps]. */
final class OnnxImages {

  private final OnnxGraph graph;

  OnnxImages(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Sees rows as images. */
  OnnxTensor of(OnnxTensor rows, ImageShape shape) {
    boolean first = shape.order() == Order.CHANNELS_FIRST;
    long[] sizes = new long[4]; // of which 0 stands for that of what is given
    for (int i = 0; i < 3; i++) {
      sizes[i + 1] = shape.sizes().get(i);
    }
    String image =
        graph.node("image", "Reshape", List.of(rows.name(), graph.integers("image-sizes", sizes)));
    return new OnnxTensor(
        first
            ? image
            : graph.node(
                "image", "Transpose", List.of(image), Attributes.all("perm", 0L, 3L, 1L, 2L)),
        4);
  }

  String convolution(String name, String from, Window window, Numbers kernels, Numbers bias) {
    List<String> inputs = new ArrayList<>();
    inputs.add(from);
    inputs.add(graph.constant(name + "-kernels", kernels));
    if (bias != null) {
      inputs.add(graph.constant(name + "-bias", bias));
    }
    List<AttributeProto> settings = settings(name, window);
    settings.add(Attributes.all("dilations", window.dilation()));
    return graph.node(name, "Conv", inputs, settings.toArray(new AttributeProto[0]));
  }

  /** Returns what convolutions and pooling have in common. */
  private static List<AttributeProto> settings(String name, Window window) {
    List<AttributeProto> settings = new ArrayList<>();
    settings.add(Attributes.all("kernel_shape", window.kernel()));
    settings.add(Attributes.all("strides", window.stride()));
    if (window.isSame() && window.isDense()) {
      settings.add(Attributes.of("auto_pad", "SAME_UPPER"));
    } else if (window.isSame()) {
      settings.add(Attributes.all("pads", same(name, window)));
    } else if (window.isCausal()) {
      long before = (window.kernel().get(0) - 1L) * window.dilation().get(0);
      settings.add(Attributes.all("pads", before, 0L));
    } else {
      List<Integer> both = new ArrayList<>(window.padding());
      both.addAll(window.padding());
      settings.add(Attributes.all("pads", both));
    }
    return settings;
  }

  /**
   * ONNX Runtime pads no dilated windows by itself. Where they move one by one, sizes do not count.
   */
  private static List<Integer> same(String name, Window window) {
    if (window.stride().stream().anyMatch(stride -> stride > 1)) {
      throw Refusal.layer(name, "has strides, dilation and the mode Same at once", OnnxFile.FORMAT);
    }
    List<Integer> before = new ArrayList<>();
    List<Integer> behind = new ArrayList<>();
    for (int i = 0; i < window.kernel().size(); i++) {
      int all = (window.kernel().get(i) - 1) * window.dilation().get(i);
      before.add(all / 2);
      behind.add(all - all / 2);
    }
    before.addAll(behind);
    return before;
  }

  String largest(String name, String from, Window window) {
    List<AttributeProto> settings = settings(name, window);
    settings.add(Attributes.all("dilations", window.dilation()));
    return graph.node(name, "MaxPool", List.of(from), settings.toArray(new AttributeProto[0]));
  }

  String mean(String name, String from, Window window, boolean padded) {
    if (!window.isDense()) {
      throw Refusal.layer(name, "has the mean of a dilated window", OnnxFile.FORMAT);
    }
    List<AttributeProto> settings = settings(name, window);
    settings.add(Attributes.of("count_include_pad", padded ? 1L : 0L));
    return graph.node(name, "AveragePool", List.of(from), settings.toArray(new AttributeProto[0]));
  }

  String pooled(String name, OnnxTensor from, PoolingType type) {
    String operator =
        switch (type) {
          case MAX -> "GlobalMaxPool";
          case AVG -> "GlobalAveragePool";
          case SUM -> null;
          default -> throw Refusal.layer(name, "pools by " + type, OnnxFile.FORMAT);
        };
    if (operator == null) {
      long[] places = from.dimensions() == 4 ? new long[] {2, 3} : new long[] {2};
      return graph.node(
          name,
          "ReduceSum",
          List.of(from.name(), graph.integers(name + "-places", places)),
          Attributes.of("keepdims", 0L));
    }
    String pooled = graph.node(name, operator, List.of(from.name()));
    return graph.node(name, "Flatten", List.of(pooled), Attributes.of("axis", 1L));
  }
}
