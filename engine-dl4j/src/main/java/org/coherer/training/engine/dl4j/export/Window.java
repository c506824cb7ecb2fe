package org.coherer.training.engine.dl4j.export;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * The window of a convolution or of a pooling layer, with a number for height and width, or one for
 * steps.
 *
 * @param kernel how much it covers
 * @param stride how far it moves
 * @param dilation how far the numbers that it covers are apart
 * @param padding the zeros at each end, unless the mode says
 * @param mode how ends are padded
 */
public record Window(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> dilation,
    List<Integer> padding,
    ConvolutionMode mode) {

  static Window of(ConvolutionLayer layer) {
    int dimensions = layer instanceof Convolution1DLayer ? 1 : 2;
    return new Window(
        first(layer.getKernelSize(), dimensions),
        first(layer.getStride(), dimensions),
        first(layer.getDilation(), dimensions),
        first(layer.getPadding(), dimensions),
        layer.getConvolutionMode());
  }

  static Window of(SubsamplingLayer layer) {
    int dimensions = layer instanceof Subsampling1DLayer ? 1 : 2;
    return new Window(
        first(layer.getKernelSize(), dimensions),
        first(layer.getStride(), dimensions),
        first(layer.getDilation(), dimensions),
        first(layer.getPadding(), dimensions),
        layer.getConvolutionMode());
  }

  private static List<Integer> first(int[] sizes, int count) {
    return Arrays.stream(sizes).limit(count).boxed().toList();
  }

  /** Returns whether it moves along steps, rather than over images. */
  public boolean isOfSteps() {
    return kernel.size() == 1;
  }

  /** Returns whether the numbers that it covers are next to each other. */
  public boolean isDense() {
    return dilation.stream().allMatch(distance -> distance == 1);
  }

  /** Returns whether ends are padded so that there are as many places as numbers. */
  public boolean isSame() {
    return mode == ConvolutionMode.Same;
  }

  /** Returns whether all padding comes before the first step. */
  public boolean isCausal() {
    return mode == ConvolutionMode.Causal;
  }

  /** Returns whether both ends get zeros of a number that is given. */
  public boolean isPadded() {
    return !isSame() && !isCausal() && padding.stream().anyMatch(zeros -> zeros > 0);
  }
}
