package org.coherer.ml.network.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of Keras's that every engine's reader of networks knows. */
public final class Known {

  /** Activation functions. */
  public static final List<String> ACTIVATIONS =
      List.of(
          "elu",
          "leaky_relu",
          "linear",
          "mish",
          "relu",
          "relu6",
          "selu",
          "sigmoid",
          "silu",
          "softmax",
          "softplus",
          "softsign",
          "swish",
          "tanh");

  /** What may be around the input of a window. */
  public static final List<String> PADDINGS = List.of("same", "valid");

  private static final String UNIFORM = "RandomUniform";

  /** The classes of initializers, by name. */
  private static final Map<String, String> INITIALIZERS = new TreeMap<>();

  static {
    INITIALIZERS.put("glorot_uniform", "GlorotUniform");
    INITIALIZERS.put("glorot_normal", "GlorotNormal");
    INITIALIZERS.put("he_uniform", "HeUniform");
    INITIALIZERS.put("he_normal", "HeNormal");
    INITIALIZERS.put("lecun_uniform", "LecunUniform");
    INITIALIZERS.put("lecun_normal", "LecunNormal");
    INITIALIZERS.put("orthogonal", "Orthogonal");
    INITIALIZERS.put("random_normal", "RandomNormal");
    INITIALIZERS.put("random_uniform", UNIFORM);
    INITIALIZERS.put("truncated_normal", "TruncatedNormal");
    INITIALIZERS.put("zeros", "Zeros");
    INITIALIZERS.put("ones", "Ones");
  }

  private static final double SPREAD = 0.05;

  private Known() {}

  /** Sets an initializer by its name. */
  public static Settings withInitializer(Settings settings, String setting, String name) {
    settings.withOneOf(setting, name, INITIALIZERS.keySet());
    return settings.with(setting, initializer(name));
  }

  /** Returns an initializer as Keras writes it, with its defaults. */
  public static Map<String, Object> initializer(String name) {
    String kind = INITIALIZERS.get(name);
    Map<String, Object> config = new LinkedHashMap<>();
    switch (kind) {
      case "Orthogonal" -> config.put("gain", 1.0);
      case UNIFORM -> {
        config.put("minval", -SPREAD);
        config.put("maxval", SPREAD);
      }
      case "RandomNormal", "TruncatedNormal" -> {
        config.put("mean", 0.0);
        config.put("stddev", SPREAD);
      }
      default -> {}
    }
    if (!kind.equals("Zeros") && !kind.equals("Ones")) {
      config.put("seed", null);
    }
    return object("keras.initializers", kind, Collections.unmodifiableMap(config));
  }

  /** Returns an object as Keras 3 writes it. */
  public static Map<String, Object> object(String module, String kind, Map<String, ?> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", module);
    object.put("class_name", kind);
    object.put("config", config);
    object.put("registered_name", null);
    return Collections.unmodifiableMap(object);
  }
}
