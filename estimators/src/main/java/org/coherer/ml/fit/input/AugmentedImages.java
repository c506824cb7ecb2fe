package org.coherer.ml.fit.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Grey; blue, green and red; the same with how opaque a pixel is. */
  private static final Set<Integer> CHANNELS = Set.of(1, 3, 4);

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
    FeatureBinding image = null;
    int imageAt = 0;
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      FeatureBinding input = inputs.get(i);
      checkNumbers(input);
      if (imageOf(input) != null) {
        checkNone(image, input);
        image = input;
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
    FeatureBinding varied = image;
    int begin = imageAt;
    return InvalidParamException.naming(
        PARAM, () -> new ImageAugmentation(steps, imageOf(varied), begin, areBytes(varied)));
  }

  private static void checkNone(FeatureBinding before, FeatureBinding image) {
    if (before != null) {
      throw new InvalidParamException(
          "Invalid augmentation for a network with several images among its inputs, "
              + image.label()
              + " and one before it (clear augmentation, or train on one image)",
          PARAM);
    }
  }

  /**
   * Returns whether rows are blended with others of their batch, which must have at least two then.
   *
   * @throws InvalidParamException if a text is none
   */
  public static boolean mix(TrainingParams<?> params) {
    return steps(params).stream().anyMatch(Mixup.class::isInstance);
  }

  /**
   * Returns what puts values at places of an image that it did not have there; empty if nothing
   * does. Mixup does not: a blend stays between two rows.
   *
   * @throws InvalidParamException if a text is none
   */
  public static Optional<Augmentation> varying(TrainingParams<?> params) {
    return steps(params).stream().filter(step -> !(step instanceof Mixup)).findFirst();
  }

  private static List<Augmentation> steps(TrainingParams<?> params) {
    if (!params.isSet(params.augmentation())) {
      return List.of();
    }
    return InvalidParamException.naming(
        PARAM, () -> Arrays.stream(params.getAugmentation()).map(AugmentationText::parse).toList());
  }

  /** Beside inputs of other types, a record has bytes as floats. */
  private static boolean areBytes(FeatureBinding input) {
    return input.kind() == FeatureKind.BYTES || input.kind() == FeatureKind.IMAGE;
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
   * Where the network does not say what it takes, featureShape may: channels, height, width, as
   * columns of images are brought into rows. Other columns have the values of a pixel next to each
   * other where only the last size can be a number of channels.
   */
  private static ImageShape imageOf(FeatureBinding input) {
    if (input.image() != null || input.shape().size() != 3) {
      return input.image();
    }
    int first = input.shape().get(0);
    int second = input.shape().get(1);
    int third = input.shape().get(2);
    boolean last =
        input.kind() != FeatureKind.IMAGE && CHANNELS.contains(third) && !CHANNELS.contains(first);
    return last
        ? new ImageShape(third, first, second, ImageShape.Order.CHANNELS_LAST)
        : new ImageShape(first, second, third, ImageShape.Order.CHANNELS_FIRST);
  }
}
