package org.coherer.ml.score;

import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.ml.param.ScoringParams;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Rescaling;

/** How the values of a row are prepared for a network, as the Params of a stage say. */
public final class Preprocessing {

  private Preprocessing() {}

  /**
   * Returns how every value is rescaled.
   *
   * @throws InvalidParamException if inputScale or inputOffset cannot be used
   */
  public static Rescaling rescaling(ScoringParams<?> params) {
    float scale = (float) params.getInputScale();
    float offset = (float) params.getInputOffset();
    InvalidParamException.naming("inputScale", () -> new Rescaling(scale, 0));
    return InvalidParamException.naming("inputOffset", () -> new Rescaling(scale, offset));
  }

  /**
   * Returns what becomes of the values of a model: as its training has learned, or else as the
   * Params say.
   *
   * @throws InvalidParamException if both ask for something
   */
  public static FeatureEncoding encoding(ScoringParams<?> params, LearnedPreprocessing learned) {
    if (learned.features() instanceof EmbeddingEncoding embedding) {
      return embedding.withFeatures(encoding(params, embedding.features()));
    }
    return encoding(params, learned.features());
  }

  private static FeatureEncoding encoding(ScoringParams<?> params, FeatureEncoding learned) {
    Rescaling rescaling = rescaling(params);
    if (learned.isIdentity()) {
      return rescaling;
    }
    if (!rescaling.isIdentity()) {
      throw new InvalidParamException(
          "Invalid inputScale "
              + params.getInputScale()
              + " and inputOffset "
              + params.getInputOffset()
              + " of a model that standardizes its features (clear them)",
          "inputScale",
          "inputOffset");
    }
    return learned;
  }

  /**
   * Returns how rows are treated that the network cannot take.
   *
   * @throws InvalidParamException if handleInvalid names no policy
   */
  public static InvalidPolicy invalidPolicy(ScoringParams<?> params) {
    return InvalidPolicy.named(params.getHandleInvalid());
  }
}
