package org.coherer.training.network.function;

import org.coherer.training.network.Parameter;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.network.memory.Sums;

/** Adds a bias per channel to a convolution and applies a function; computes their gradients. */
public final class BiasedChannels {

  private final int channels;
  private final Parameter bias;
  private final Activation function;
  private final float[] values = new float[Blocks.SIZE];
  private final float[] gradients = new float[Blocks.SIZE];
  private final float[] sums = new float[Blocks.SIZE];

  /**
   * Combines a bias and a function.
   *
   * @param bias null for none
   */
  public BiasedChannels(int channels, Parameter bias, Activation function) {
    this.channels = channels;
    this.bias = bias;
    this.function = function;
  }

  /**
   * Replaces the numbers of all channels by the function of their sums with the bias.
   *
   * @param length the number of values per channel
   */
  public void apply(Memory memory, int length) {
    if (bias == null && function == Activations.IDENTITY) {
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      float shift = bias == null ? 0 : bias.values().buffer().get(channel);
      for (int done = 0; done < length; done += Blocks.SIZE) {
        int at = channel * length + done;
        int count = Math.min(Blocks.SIZE, length - done);
        memory.get(at, values, count);
        for (int i = 0; i < count; i++) {
          values[i] += shift;
        }
        function.apply(values, count);
        memory.put(at, values, count);
      }
    }
  }

  /**
   * Converts the gradients of the outputs to those of the inputs, and sets the gradients of the
   * bias.
   */
  public void differentiate(Memory memory, Memory gradient, int length) {
    if (bias == null && function == Activations.IDENTITY) {
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      System.arraycopy(Blocks.ZEROS, 0, sums, 0, Blocks.SIZE);
      for (int done = 0; done < length; done += Blocks.SIZE) {
        differentiate(
            memory, gradient, channel * length + done, Math.min(Blocks.SIZE, length - done));
      }
      if (bias != null) {
        bias.gradients().buffer().put(channel, (float) Sums.of(sums, Blocks.SIZE));
      }
    }
  }

  private void differentiate(Memory memory, Memory gradient, int at, int count) {
    gradient.get(at, gradients, count);
    if (function != Activations.IDENTITY) {
      memory.get(at, values, count);
      function.multiplyDerivative(values, gradients, count);
      gradient.put(at, gradients, count);
    }
    for (int i = 0; i < count; i++) {
      sums[i] += gradients[i];
    }
  }
}
