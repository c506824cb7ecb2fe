package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/** Pooling: reduces each position of a window to one value, channel by channel. */
public final class Pooling implements Layer {

  /** The reduction of the values in a window. */
  public enum Kind {
    /** The maximum; padding is ignored. */
    MAX,
    /** The sum; padding is 0. */
    SUM,
    /** The mean over all elements of the window. */
    AVERAGE,
    /** The mean over the elements of the window inside the image. */
    AVERAGE_INSIDE
  }

  private final int channels;
  private final Window window;
  private final Kind kind;
  private final Shape output;
  private final Plane plane;
  private final float[] line;
  private final float[] sums;
  private final float[] factors;
  private int[] winners = new int[0];

  /** Creates the layer. */
  public Pooling(int channels, Window window, Kind kind) {
    this.channels = channels;
    this.window = window;
    this.kind = kind;
    this.output = Shape.channels(channels, window.vertical().out(), window.horizontal().out());
    this.plane = new Plane(window);
    this.line = new float[window.out()];
    this.sums = new float[window.out()];
    this.factors = factors();
  }

  /** Returns the factor of the sum at every position. */
  private float[] factors() {
    float[] inside = new float[window.out()];
    plane.fill(kind == Kind.AVERAGE_INSIDE ? 0 : 1);
    if (kind == Kind.AVERAGE_INSIDE) {
      Memory ones = Memory.allocate(window.in());
      for (int i = 0; i < window.in(); i++) {
        ones.buffer().put(i, 1f);
      }
      plane.read(ones, 0);
      ones.close();
    }
    sum(inside);
    for (int i = 0; i < inside.length; i++) {
      inside[i] = kind == Kind.SUM ? 1 : 1 / Math.max(1, inside[i]);
    }
    return inside;
  }

  private void sum(float[] into) {
    Arrays.fill(into, 0);
    for (int y = 0; y < window.vertical().kernel(); y++) {
      for (int x = 0; x < window.horizontal().kernel(); x++) {
        plane.gather(y, x, line);
        for (int i = 0; i < into.length; i++) {
          into[i] += line[i];
        }
      }
    }
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void reserve(int rows, boolean training) {
    winners = new int[training && kind == Kind.MAX ? rows * channels * window.out() : 0];
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    plane.fill(kind == Kind.MAX ? Float.NEGATIVE_INFINITY : 0);
    for (int image = 0; image < channels * rows; image++) {
      plane.read(inputs[0], image * window.in());
      if (kind == Kind.MAX) {
        maximum(image, training);
      } else {
        sum(sums);
        for (int i = 0; i < sums.length; i++) {
          sums[i] *= factors[i];
        }
      }
      values.put(image * window.out(), sums, window.out());
    }
  }

  /**
   * Finds the maximum of each position, the first of equal ones. Values are compared as integers
   * with their indices appended, since a branch per value would be mispredicted half of the time.
   */
  private void maximum(int image, boolean training) {
    int width = window.horizontal().out();
    int step = window.horizontal().stride();
    float[] numbers = plane.values;
    for (int row = 0; row < window.vertical().out(); row++) {
      for (int column = 0; column < width; column++) {
        long best = Long.MIN_VALUE;
        for (int y = 0; y < window.vertical().kernel(); y++) {
          int at = plane.at(row, y, 0) + column * step;
          for (int x = 0; x < window.horizontal().kernel(); x++) {
            best = Math.max(best, ranked(numbers[at], at));
            at += window.horizontal().dilation();
          }
        }
        int winner = ~(int) best;
        sums[row * width + column] = numbers[winner];
        if (training) {
          winners[image * window.out() + row * width + column] = winner;
        }
      }
    }
  }

  private static long ranked(float number, int at) {
    // All NaNs get the same bits, above those of infinity: one of them wins.
    int bits = Float.floatToIntBits(number);
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return (long) ordered << 32 | (~at & 0xffffffffL);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    for (int image = 0; image < channels * rows; image++) {
      plane.fill(0);
      gradient.get(image * window.out(), line, window.out());
      if (kind == Kind.MAX) {
        int at = image * window.out();
        for (int i = 0; i < line.length; i++) {
          plane.values[winners[at + i]] += line[i];
        }
      } else {
        for (int i = 0; i < line.length; i++) {
          line[i] *= factors[i];
        }
        for (int y = 0; y < window.vertical().kernel(); y++) {
          for (int x = 0; x < window.horizontal().kernel(); x++) {
            plane.scatter(y, x, line);
          }
        }
      }
      plane.write(inputGradients[0], image * window.in());
    }
  }
}
