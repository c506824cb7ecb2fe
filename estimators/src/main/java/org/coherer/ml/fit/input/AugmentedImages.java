package org.coherer.ml.fit.input;

import java.util.Arrays;
import java.util.List;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.augmentation.Augmentation;
import org.coherer.training.augmentation.AugmentationText;
import org.coherer.training.augmentation.ImageAugmentation;
import org.coherer.training.augmentation.Mixup;
import org.coherer.training.engine.ImageShape;

/** Finds the image that the Param {@code augmentation} varies among the inputs of a network. */
public final class AugmentedImages {

  private static final String PARAM = "augmentation";

  private AugmentedImages() {}

  /**
   * Returns how training rows are varied.
   *
   * @param inputs the columns, as the network takes them
   * @param lengths how many values of a row each of them has
   * @throws InvalidParamException if a text is none, does not fit the image, or if there is not
   *     exactly one image
   */
  public static ImageAugmentation of(
      TrainingParams<?> params, List<FeatureBinding> inputs, List<Integer> lengths) {
    List<Augmentation> steps = steps(params);
    if (steps.isEmpty()) {
      return ImageAugmentation.NONE;
    }
    ImageShape image = null;
    int imageAt = 0;
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      checkNumbers(inputs.get(i));
      ImageShape found = imageOf(inputs.get(i));
      if (found != null && image != null) {
        throw new InvalidParamException(
            "Invalid augmentation for a network with several images among its inputs, "
                + inputs.get(i).label()
                + " and one before it (clear augmentation, or train on one image)",
            PARAM);
      }
      if (found != null) {
        image = found;
        imageAt = at;
      }
      at += lengths.get(i);
    }
    if (image == null) {
      throw new InvalidParamException(
          "Invalid augmentation: "
              + inputs.get(0).label()
              + " is not known to be an image (the first layer of the network must take images of"
              + " height x width x channels, or featureShape say these sizes; else clear"
              + " augmentation)",
          PARAM);
    }
    ImageShape varied = image;
    int begin = imageAt;
    return InvalidParamException.naming(PARAM, () -> new ImageAugmentation(steps, varied, begin));
  }

  /**
   * Returns whether rows are blended with others of their batch, which must have at least two then.
   *
   * @throws InvalidParamException if a text is none
   */
  public static boolean mix(TrainingParams<?> params) {
    return steps(params).stream().anyMatch(Mixup.class::isInstance);
  }

  private static List<Augmentation> steps(TrainingParams<?> params) {
    if (!params.isSet(params.augmentation())) {
      return List.of();
    }
    return InvalidParamException.naming(
        PARAM, () -> Arrays.stream(params.getAugmentation()).map(AugmentationText::parse).toList());
  }

  private static void checkNumbers(FeatureBinding input) {
    if (input.kind() == FeatureKind.IDS) {
      throw new InvalidParamException(
          "Invalid augmentation beside embeddings (clear one of them: rows with columns of ids"
              + " cannot be varied)",
          PARAM,
          "embeddings");
    }
  }

  /**
   * Where the network does not say what it takes, featureShape may. Its order is that of the
   * network, of which one end is the number of channels: the smaller one.
   */
  private static ImageShape imageOf(FeatureBinding input) {
    if (input.image() != null || input.shape().size() != 3) {
      return input.image();
    }
    int first = input.shape().get(0);
    int second = input.shape().get(1);
    int third = input.shape().get(2);
    return third < first
        ? new ImageShape(third, first, second, ImageShape.Order.CHANNELS_LAST)
        : new ImageShape(first, second, third, ImageShape.Order.CHANNELS_FIRST);
  }
}
