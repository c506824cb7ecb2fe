package org.coherer.ml.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.HasPreset;
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.engine.PerceptronBuilder.Form;

/** What a fit does where nothing is set. */
enum Preset {
  /** As {@link FitRule} says. */
  DEFAULT(Form.PLAIN),
  /** As {@link TabularRule} says. */
  TABULAR(Form.TABULAR);

  private static final String NAME = "preset";

  private final Form form;

  Preset(Form form) {
    this.form = form;
  }

  /**
   * Returns that of an estimator.
   *
   * @throws IllegalArgumentException if there is none of the name, or Params are set that it does
   *     not go with
   */
  static Preset of(TrainingParams<?> params) {
    if (!(params instanceof HasPreset<?> chosen)) {
      return DEFAULT;
    }
    Preset preset = named(chosen.getPreset());
    if (preset != DEFAULT) {
      preset.checkAlone(params);
    }
    return preset;
  }

  private static Preset named(String name) {
    for (Preset preset : values()) {
      if (preset.text().equals(name)) {
        return preset;
      }
    }
    throw new InvalidParamException(
        Arrays.stream(values())
            .map(Preset::text)
            .collect(
                Collectors.joining(", ", "Unknown preset '" + name + "' (must be one of ", ")")),
        NAME);
  }

  /** A network of the user's own has its layers, and initial weights are those of plain layers. */
  private void checkAlone(TrainingParams<?> params) {
    List<Param<?>> excluded =
        params instanceof PerceptronParams<?> perceptron
            ? List.of(params.network(), params.initialModelPath(), perceptron.initialWeights())
            : List.of(params.network(), params.initialModelPath());
    for (Param<?> other : excluded) {
      if (params.isSet(other)) {
        throw new InvalidParamException(
            "preset is "
                + text()
                + " and "
                + other.name()
                + " is set (each says what the network is; clear one of them)",
            NAME,
            other.name());
      }
    }
  }

  /** Returns the name that users know it by. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how its network is made. */
  Form form() {
    return form;
  }
}
