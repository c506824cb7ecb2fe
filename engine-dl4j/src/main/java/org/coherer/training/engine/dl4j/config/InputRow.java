package org.coherer.training.engine.dl4j.config;

import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.NetworkShape.Input;
import org.coherer.training.engine.dl4j.keras.layer.RowLayout;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * What a network takes of each row.
 *
 * @param type as DL4J's inference of shapes has it
 * @param image how the row has an image; null if it has none
 */
record InputRow(InputType type, ImageShape image) {

  /** Creates a row of so many numbers. */
  static InputRow of(long length) {
    return new InputRow(InputType.feedForward(length), null);
  }

  /** Returns what a preprocessor makes an image or a sequence of; null if it makes none. */
  static InputRow of(InputPreProcessor before) {
    if (before instanceof FeedForwardToCnnPreProcessor image) {
      if (image.getInputHeight() == 1 && image.getInputWidth() == 1) {
        return InputRow.of(image.getNumChannels()); // one pixel is a row of numbers
      }
      return new InputRow(
          InputType.convolutionalFlat(
              image.getInputHeight(), image.getInputWidth(), image.getNumChannels()),
          new ImageShape(
              Math.toIntExact(image.getNumChannels()),
              Math.toIntExact(image.getInputHeight()),
              Math.toIntExact(image.getInputWidth()),
              ImageShape.Order.CHANNELS_FIRST));
    }
    if (before instanceof CnnToFeedForwardPreProcessor flat) {
      // Rows are what it makes of images already, and stay so.
      return new InputRow(
          InputType.convolutional(
              flat.getInputHeight(), flat.getInputWidth(), flat.getNumChannels()),
          new ImageShape(
              Math.toIntExact(flat.getNumChannels()),
              Math.toIntExact(flat.getInputHeight()),
              Math.toIntExact(flat.getInputWidth()),
              ImageShape.Order.CHANNELS_FIRST));
    }
    RowLayout rows = RowLayout.of(before);
    if (rows == null) {
      return before instanceof ComposableInputPreProcessor all
          ? of(all.getInputPreProcessors()[0])
          : null;
    }
    ImageShape image =
        new ImageShape(
            rows.channels(), rows.height(), rows.width(), ImageShape.Order.CHANNELS_LAST);
    return new InputRow(
        InputType.feedForward((long) rows.height() * rows.width() * rows.channels()),
        rows.sequence() ? null : image);
  }

  /** Returns the number of values. */
  long length() {
    return type.arrayElementsPerExample();
  }

  /** Returns the input that takes such rows. */
  Input input(String name) {
    return new Input(name, Math.toIntExact(length()), image);
  }
}
