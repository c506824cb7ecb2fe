package org.coherer.training.engine.dl4j.export.keras;

import java.util.List;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** What is computed with the numbers of rows, by layers that Keras has for something else. */
final class KerasRows {

  /** For more, the matrix that takes each pair's product once would not be worth it. */
  private static final int MOST_VECTORS = 64;

  /** The variance of numbers that become 0, whatever they are. */
  private static final float BEYOND = 1e38f;

  private final KerasModel model;

  KerasRows(KerasModel model) {
    this.model = model;
  }

  KerasTensor dense(String name, KerasTensor from, Numbers kernel, Numbers bias) {
    ObjectNode settings = KerasModel.settings();
    settings.put("units", kernel.size(1));
    settings.put("activation", "linear");
    settings.put("use_bias", bias != null);
    Numbers[] weights = bias == null ? new Numbers[] {kernel} : new Numbers[] {kernel, bias};
    return KerasTensor.row(model.layer(name, "Dense", settings, from, weights));
  }

  /** Adds {@code (x - mean) factor}: a normalization by the variance that has this factor. */
  KerasTensor centred(KerasTensor from, Numbers means, Numbers factors) {
    float[] variances = new float[factors.length()];
    for (int i = 0; i < variances.length; i++) {
      double factor = factors.values()[i];
      variances[i] = factor == 0 ? BEYOND : (float) Math.min(BEYOND, 1 / (factor * factor));
    }
    ObjectNode settings = KerasModel.settings();
    settings.put("axis", -1);
    settings.set("mean", KerasModel.numbers(means.values()));
    settings.set("variance", KerasModel.numbers(variances));
    return from.as(model.layer("standardized", "Normalization", settings, from));
  }

  /** Adds {@code factor x + offset}, number by number. */
  KerasTensor affine(String name, KerasTensor from, Numbers factors, Numbers offsets) {
    ObjectNode settings = KerasModel.settings();
    settings.put("equation", "ab,b->ab");
    settings.set("output_shape", KerasModel.sizes(factors.length()));
    settings.put("activation", "linear");
    if (offsets == null) {
      settings.putNull("bias_axes");
      return from.as(model.layer(name, "EinsumDense", settings, from, factors));
    }
    settings.put("bias_axes", "b");
    return from.as(model.layer(name, "EinsumDense", settings, from, factors, offsets));
  }

  /**
   * Adds {@code x / sqrt(1 + (x / limit)^2)}: limit times the first number of a unit vector along
   * (x / limit, 1).
   */
  KerasTensor limited(KerasTensor from, float limit, int length) {
    KerasTensor each = reshaped("limited", from, length, 1);
    KerasTensor pairs =
        dense("limited", each, Numbers.of(new float[] {1 / limit, 0}, 1, 2), Numbers.vector(0, 1));
    ObjectNode settings = KerasModel.settings().put("axis", -1);
    KerasTensor unit =
        KerasTensor.row(model.layer("limited", "UnitNormalization", settings, pairs));
    KerasTensor first = dense("limited", unit, Numbers.of(new float[] {limit, 0}, 2, 1), null);
    return reshaped("limited", first, length);
  }

  private KerasTensor reshaped(String name, KerasTensor from, int... sizes) {
    ObjectNode settings = KerasModel.settings();
    settings.set("target_shape", KerasModel.sizes(sizes));
    return KerasTensor.row(model.layer(name, "Reshape", settings, from));
  }

  KerasTensor unit(String name, KerasTensor from) {
    ObjectNode settings = KerasModel.settings().put("axis", -1);
    return from.as(model.layer(name, "UnitNormalization", settings, from));
  }

  /** Adds {@code x + share (f - x)}. */
  KerasTensor shared(String name, KerasTensor from, KerasTensor bent, Numbers shares) {
    KerasTensor difference =
        KerasTensor.row(
            model.joining(name, "Subtract", KerasModel.settings(), List.of(bent, from)));
    KerasTensor part = affine(name, difference, shares, null);
    return KerasTensor.row(model.joining(name, "Add", KerasModel.settings(), List.of(from, part)));
  }

  /** Adds products of pairs: of all, of which a matrix takes each pair's once. */
  KerasTensor interaction(String name, KerasTensor from, DotInteractionLayer layer) {
    int vectors = layer.vectors();
    if (vectors > MOST_VECTORS) {
      throw Refusal.layer(
          name, "multiplies " + vectors + " vectors, more than " + MOST_VECTORS, KerasFile.FORMAT);
    }
    KerasTensor each = reshaped(name, from, vectors, layer.width());
    ObjectNode settings = KerasModel.settings();
    settings.set("axes", KerasModel.sizes(2, 2));
    KerasTensor products =
        KerasTensor.row(model.joining(name, "Dot", settings, List.of(each, each)));
    KerasTensor row = reshaped(name, products, vectors * vectors);
    KerasTensor pairs = dense(name, row, pairs(layer), null);
    if (!layer.keepsFirst()) {
      return pairs;
    }
    float[] first = new float[vectors * layer.width() * layer.width()];
    for (int i = 0; i < layer.width(); i++) {
      first[i * layer.width() + i] = 1;
    }
    Numbers taken = Numbers.of(first, vectors * layer.width(), layer.width());
    return KerasTensor.row(
        model.joining(
            name,
            "Concatenate",
            KerasModel.settings().put("axis", -1),
            List.of(dense(name, from, taken, null), pairs)));
  }

  /** Returns a matrix that has a column for each pair, with a 1 where its product is. */
  private static Numbers pairs(DotInteractionLayer layer) {
    int vectors = layer.vectors();
    int count = layer.outputs() - (layer.keepsFirst() ? layer.width() : 0);
    float[] matrix = new float[vectors * vectors * count];
    int pair = 0;
    for (int i = 0; i < vectors; i++) {
      for (int j = layer.pairsWithItself() ? i : i + 1; j < vectors; j++) {
        matrix[(i * vectors + j) * count + pair++] = 1;
      }
    }
    return Numbers.of(matrix, vectors * vectors, count);
  }
}
