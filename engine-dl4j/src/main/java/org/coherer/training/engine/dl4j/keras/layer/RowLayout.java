package org.coherer.training.engine.dl4j.keras.layer;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/**
 * Converts rows from Keras's layout, channels last, to DL4J's, channels first. It is built from
 * DL4J's own preprocessors, so that DL4J alone can run the network.
 *
 * @param height the height of an image; 1 for a sequence
 * @param width the width of an image, or the steps of a sequence
 * @param channels the channels of an image, or the values per step
 * @param sequence whether it is one
 */
public record RowLayout(int height, int width, int channels, boolean sequence) {

  /** Returns the preprocessor that converts such rows. */
  public InputPreProcessor preProcessor() {
    if (!sequence && channels == 1) {
      return new FeedForwardToCnnPreProcessor(height, width, 1);
    }
    long places = (long) height * width;
    long[] row = {places * channels};
    InputPreProcessor apart = new ReshapePreprocessor(row, new long[] {places, channels}, false);
    // Is its own inverse, as DL4J's backward pass assumes of all of these.
    InputPreProcessor turned = new PermutePreprocessor(0, 2, 1);
    return sequence
        ? new ComposableInputPreProcessor(apart, turned)
        : new ComposableInputPreProcessor(
            apart,
            turned,
            new ReshapePreprocessor(new long[] {channels, places}, row, false),
            new FeedForwardToCnnPreProcessor(height, width, channels));
  }

  /** Returns the layout of which this is the preprocessor; null if there is none. */
  public static RowLayout of(InputPreProcessor preProcessor) {
    if (!(preProcessor instanceof ComposableInputPreProcessor all)
        || all.getInputPreProcessors().length < 2
        || !(all.getInputPreProcessors()[0] instanceof ReshapePreprocessor apart)
        || apart.getTargetShape().length != 2) {
      return null;
    }
    InputPreProcessor[] parts = all.getInputPreProcessors();
    RowLayout layout =
        parts[parts.length - 1] instanceof FeedForwardToCnnPreProcessor image
            ? new RowLayout(
                (int) image.getInputHeight(),
                (int) image.getInputWidth(),
                (int) image.getNumChannels(),
                false)
            : new RowLayout(
                1, (int) apart.getTargetShape()[0], (int) apart.getTargetShape()[1], true);
    return layout.preProcessor().equals(preProcessor) ? layout : null;
  }
}
