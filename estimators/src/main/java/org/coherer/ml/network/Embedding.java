package org.coherer.ml.network;

import java.util.List;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/** A row of weights for each of the whole numbers of an input. */
public final class Embedding extends Layer<Embedding> {

  Embedding(int inputDim, int outputDim) {
    this(
        Settings.of("Embedding")
            .withPositive("input_dim", inputDim)
            .withPositive("output_dim", outputDim)
            .with("embeddings_regularizer", null));
  }

  private Embedding(Settings settings) {
    super(settings);
  }

  @Override
  Embedding with(Settings changed) {
    return new Embedding(changed);
  }

  /** Sets the penalty on the rows, none by default. */
  public Embedding embeddingsRegularizer(Regularizer penalty) {
    return with(settings().with("embeddings_regularizer", penalty.json()));
  }

  @Override
  Shape shape(List<Tensor> from) {
    Shape shape = super.shape(from);
    if (!from.get(0).isInput()) {
      throw settings().refused(from.get(0).sizes(), "must be an input of the network");
    }
    return shape;
  }

  @Override
  Shape shape(Shape from) {
    if (!from.isVector()) {
      throw settings().refused(from, "must be a vector of whole numbers below input_dim");
    }
    return Shape.of(from.last(), settings().whole("output_dim"));
  }

  @Override
  long trained(Shape from) {
    return Shape.product(settings().whole("input_dim"), settings().whole("output_dim"));
  }
}
