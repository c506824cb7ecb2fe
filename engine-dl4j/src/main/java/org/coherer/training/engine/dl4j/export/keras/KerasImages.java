package org.coherer.training.engine.dl4j.export.keras;

import java.util.List;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.ImageShape.Order;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.engine.dl4j.export.Window;
import org.coherer.training.engine.dl4j.export.keras.KerasTensor.Layout;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Layers that look at channels, which come last: not every backend has convolutions otherwise. */
final class KerasImages {

  private final KerasModel model;

  KerasImages(KerasModel model) {
    this.model = model;
  }

  /** Sees a row, or an input of just these sizes, as an image. */
  KerasTensor of(KerasTensor from, ImageShape shape) {
    KerasTensor sized = from;
    if (!from.sizes().equals(shape.sizes())) {
      ObjectNode settings = KerasModel.settings();
      settings.set("target_shape", KerasModel.sizes(shape.sizes()));
      sized = KerasTensor.row(model.layer("image", "Reshape", settings, from));
    }
    String image =
        shape.order() == Order.CHANNELS_LAST
            ? sized.layer()
            : permuted("channels_last", sized, 2, 3, 1);
    return new KerasTensor(image, Layout.IMAGE, List.of());
  }

  private String permuted(String name, KerasTensor from, int... dimensions) {
    ObjectNode settings = KerasModel.settings();
    settings.set("dims", KerasModel.sizes(dimensions));
    return model.layer(name, "Permute", settings, from);
  }

  /** Sees a sequence. */
  KerasTensor steps(KerasTensor from, int steps, int size) {
    if (from.sizes().equals(List.of(steps, size))) {
      return new KerasTensor(from.layer(), Layout.STEPS, List.of());
    }
    ObjectNode settings = KerasModel.settings();
    settings.set("target_shape", KerasModel.sizes(steps, size));
    return new KerasTensor(
        model.layer("sequence", "Reshape", settings, from), Layout.STEPS, List.of());
  }

  /** Sees an image or a sequence as a row, channel by channel, as the next layer expects it. */
  KerasTensor flat(KerasTensor from) {
    if (from.layout() == Layout.ROW) {
      return from.sizes().isEmpty() ? from : flattened(from);
    }
    String first =
        from.layout() == Layout.IMAGE
            ? permuted("channels_first", from, 3, 1, 2)
            : permuted("size_first", from, 2, 1);
    return flattened(from.as(first));
  }

  private KerasTensor flattened(KerasTensor from) {
    return KerasTensor.row(model.layer("flat", "Flatten", KerasModel.settings(), from));
  }

  private static String of(String kind, Window window) {
    return kind + (window.isOfSteps() ? "1D" : "2D");
  }

  KerasTensor convolution(
      String name, KerasTensor from, Window window, Numbers kernels, Numbers bias) {
    ObjectNode settings = KerasModel.settings();
    settings.put("filters", kernels.size(0));
    settings.set("kernel_size", KerasModel.sizes(window.kernel()));
    settings.set("strides", KerasModel.sizes(window.stride()));
    settings.set("dilation_rate", KerasModel.sizes(window.dilation()));
    settings.put("padding", window.isCausal() ? "causal" : padding(window));
    settings.put("activation", "linear");
    settings.put("use_bias", bias != null);
    Numbers turned = window.isOfSteps() ? kernels.permuted(2, 1, 0) : kernels.permuted(2, 3, 1, 0);
    Numbers[] weights = bias == null ? new Numbers[] {turned} : new Numbers[] {turned, bias};
    return from.as(
        model.layer(name, of("Conv", window), settings, padded(name, from, window), weights));
  }

  private static String padding(Window window) {
    return window.isSame() ? "same" : "valid";
  }

  /** Adds zeros at both ends, if the window says how many. */
  private KerasTensor padded(String name, KerasTensor from, Window window) {
    if (!window.isPadded()) {
      return from;
    }
    ArrayNode padding = KerasModel.sizes();
    window.padding().forEach(zeros -> padding.add(KerasModel.sizes(zeros, zeros)));
    ObjectNode settings = KerasModel.settings();
    settings.set("padding", window.isOfSteps() ? padding.get(0) : padding);
    return from.as(model.layer(name + "-padding", of("ZeroPadding", window), settings, from));
  }

  KerasTensor largest(String name, KerasTensor from, Window window) {
    if (window.isPadded()) {
      throw Refusal.layer(name, "has the largest number of a padded window", KerasFile.FORMAT);
    }
    return pooling(name, of("MaxPooling", window), from, window);
  }

  KerasTensor mean(String name, KerasTensor from, Window window, boolean withPadding) {
    boolean pads = window.isSame() || window.isPadded();
    if (pads && withPadding != window.isPadded()) {
      throw Refusal.layer(
          name,
          "has the mean of a window " + (withPadding ? "with" : "without") + " its padding",
          KerasFile.FORMAT);
    }
    KerasTensor given = padded(name, from, window);
    return pooling(name, of("AveragePooling", window), given, window);
  }

  private KerasTensor pooling(String name, String kind, KerasTensor from, Window window) {
    if (!window.isDense() || window.isCausal()) {
      throw Refusal.layer(name, "pools a dilated or causal window", KerasFile.FORMAT);
    }
    ObjectNode settings = KerasModel.settings();
    settings.set("pool_size", KerasModel.sizes(window.kernel()));
    settings.set("strides", KerasModel.sizes(window.stride()));
    settings.put("padding", padding(window));
    return from.as(model.layer(name, kind, settings, from));
  }

  KerasTensor pooled(String name, KerasTensor from, PoolingType type) {
    String kind =
        switch (type) {
          case MAX -> "GlobalMaxPooling";
          case AVG -> "GlobalAveragePooling";
          default -> throw Refusal.layer(name, "pools by " + type, KerasFile.FORMAT);
        };
    String of = kind + (from.layout() == Layout.STEPS ? "1D" : "2D");
    return KerasTensor.row(model.layer(name, of, KerasModel.settings(), from));
  }
}
