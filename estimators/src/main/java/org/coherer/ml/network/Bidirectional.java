package org.coherer.ml.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/** A recurrent layer, and one like it that goes through the steps from the end. */
public final class Bidirectional extends Layer<Bidirectional> {

  private static final String MODE = "merge_mode";
  private static final String CONCAT = "concat";
  private static final List<String> MODES = List.of(CONCAT, "sum", "mul", "ave");
  private static final int SIDES = 2;

  private final Recurrent layer;

  Bidirectional(Recurrent layer) {
    this(Settings.of("Bidirectional").with("layer", json(layer)).with(MODE, CONCAT), layer);
    Object dropout = layer.settings().values().get("dropout");
    if (!dropout.equals(0.0)) {
      throw layer
          .settings()
          .invalid("dropout", dropout, "must be 0 in a Bidirectional; put a Dropout before it");
    }
  }

  private Bidirectional(Settings settings, Recurrent layer) {
    super(settings);
    this.layer = layer;
  }

  /** From this name Keras makes those of both layers. */
  private static Map<String, Object> json(Recurrent layer) {
    Map<String, Object> config = new LinkedHashMap<>();
    String name = layer.settings().name();
    config.put("name", name == null ? Node.snake(layer.settings().kind()) : name);
    config.putAll(layer.settings().values());
    return Known.object("keras.layers", layer.settings().kind(), config);
  }

  @Override
  Bidirectional with(Settings changed) {
    return new Bidirectional(changed, layer);
  }

  /** Sets how the outputs are joined: {@code concat}, the default, sum, mul or ave. */
  public Bidirectional mergeMode(String mode) {
    return with(settings().withOneOf(MODE, mode, MODES));
  }

  @Override
  Shape shape(Shape from) {
    Window.checkDimensions(settings(), 1, from);
    Shape one = layer.shape(from);
    boolean both = settings().values().get(MODE).equals(CONCAT);
    return both ? one.withLast((int) Math.min((long) SIDES * one.last(), Integer.MAX_VALUE)) : one;
  }

  @Override
  long trained(Shape from) {
    return Shape.product(SIDES, layer.trained(from));
  }
}
