package org.coherer.training.engine.dl4j.export.keras;

import java.util.List;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.dl4j.export.Lstm;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.engine.dl4j.export.Target;
import org.coherer.training.engine.dl4j.export.Window;
import org.coherer.training.engine.dl4j.export.keras.KerasTensor.Layout;
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Builds networks of Keras's layers. Channels come last. */
final class KerasTarget implements Target<KerasTensor> {

  private final KerasModel model;
  private final KerasRows rows;
  private final KerasImages images;
  private final KerasSequences sequences;
  private final KerasFunctions functions;

  KerasTarget(KerasModel model) {
    this.model = model;
    this.rows = new KerasRows(model);
    this.images = new KerasImages(model);
    this.sequences = new KerasSequences(model);
    this.functions = new KerasFunctions(model);
  }

  @Override
  public String format() {
    return KerasFile.FORMAT;
  }

  @Override
  public KerasTensor input(String name, List<Integer> sizes) {
    return new KerasTensor(
        model.input(name, sizes), Layout.ROW, sizes.size() == 1 ? List.of() : sizes);
  }

  @Override
  public KerasTensor centred(KerasTensor from, Numbers means, Numbers factors) {
    if (means.length() > 1 || factors.length() > 1) {
      return rows.centred(images.flat(from), means, factors);
    }
    KerasTensor moved = functions.moved("centred", from, 1, -means.values()[0]);
    return functions.moved("scaled", moved, factors.values()[0], 0);
  }

  @Override
  public KerasTensor affine(KerasTensor from, Numbers factors, Numbers offsets) {
    if (factors.length() > 1 || offsets.length() > 1) {
      return rows.affine("rescaled", images.flat(from), factors, offsets);
    }
    return functions.moved("rescaled", from, factors.values()[0], offsets.values()[0]);
  }

  @Override
  public KerasTensor limited(KerasTensor from, float limit, int length) {
    return rows.limited(images.flat(from), limit, length);
  }

  @Override
  public KerasTensor images(KerasTensor from, ImageShape shape) {
    return images.of(from, shape);
  }

  @Override
  public KerasTensor steps(KerasTensor from, int steps, int size) {
    return images.steps(from, steps, size);
  }

  @Override
  public KerasTensor flat(KerasTensor from) {
    return images.flat(from);
  }

  @Override
  public KerasTensor dense(String name, KerasTensor from, Numbers weights, Numbers bias) {
    return rows.dense(name, images.flat(from), weights.permuted(1, 0), bias);
  }

  @Override
  public KerasTensor activation(String name, KerasTensor from, IActivation function) {
    return functions.of(name, from, function);
  }

  @Override
  public KerasTensor convolution(
      String name, KerasTensor from, Window window, Numbers kernels, Numbers bias) {
    return images.convolution(name, from, window, kernels, bias);
  }

  @Override
  public KerasTensor largest(String name, KerasTensor from, Window window) {
    return images.largest(name, from, window);
  }

  @Override
  public KerasTensor mean(String name, KerasTensor from, Window window, boolean padded) {
    return images.mean(name, from, window, padded);
  }

  @Override
  public KerasTensor pooled(String name, KerasTensor from, PoolingType type) {
    return images.pooled(name, from, type);
  }

  @Override
  public KerasTensor normalized(String name, KerasTensor from, Normalization normalization) {
    ObjectNode settings = KerasModel.settings();
    settings.put("axis", -1);
    settings.put("epsilon", normalization.epsilon());
    return from.as(
        model.layer(
            name,
            "BatchNormalization",
            settings,
            from,
            normalization.scales(),
            normalization.shifts(),
            normalization.means(),
            normalization.variances()));
  }

  @Override
  public KerasTensor embedding(String name, KerasTensor from, Numbers table, boolean sequence) {
    return sequences.embedding(name, from, table, sequence);
  }

  @Override
  public KerasTensor lstm(String name, KerasTensor from, Lstm lstm) {
    return sequences.lstm(name, from, lstm);
  }

  @Override
  public KerasTensor joined(String name, List<KerasTensor> from, ElementWiseVertex.Op operation) {
    String kind =
        switch (operation) {
          case Add -> "Add";
          case Subtract -> "Subtract";
          case Product -> "Multiply";
          case Average -> "Average";
          case Max -> "Maximum";
          default -> throw Refusal.layer(name, "computes " + operation, format());
        };
    List<KerasTensor> given = from.stream().map(this::shaped).toList();
    return given.get(0).as(model.joining(name, kind, KerasModel.settings(), given));
  }

  /** Returns an input of the file as a row, if that is what it is for the network. */
  private KerasTensor shaped(KerasTensor from) {
    return from.layout() == Layout.ROW ? images.flat(from) : from;
  }

  @Override
  public KerasTensor concatenated(String name, List<KerasTensor> from) {
    List<KerasTensor> given = from.stream().map(this::shaped).toList();
    ObjectNode settings = KerasModel.settings().put("axis", -1);
    return given.get(0).as(model.joining(name, "Concatenate", settings, given));
  }

  @Override
  public KerasTensor unit(String name, KerasTensor from, double epsilon) {
    if (from.layout() != Layout.ROW) {
      throw Refusal.layer(name, "normalizes other than rows", format());
    }
    return rows.unit(name, images.flat(from));
  }

  @Override
  public KerasTensor shared(String name, KerasTensor from, KerasTensor bent, Numbers shares) {
    return rows.shared(name, from, bent, shares);
  }

  @Override
  public KerasTensor interaction(String name, KerasTensor from, DotInteractionLayer layer) {
    return rows.interaction(name, images.flat(from), layer);
  }
}
