package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.network.memory.Sums;

/** Global pooling: reduces each channel to one value. */
public final class GlobalPooling implements Layer {

  /** The reduction. */
  public enum Kind {
    /** The maximum, the first of equal ones. */
    MAX,
    /** The sum. */
    SUM,
    /** The mean. */
    AVERAGE
  }

  private final Shape input;
  private final Kind kind;
  private final float[] area;

  /** Creates the layer. */
  public GlobalPooling(Shape input, Kind kind) {
    this.input = input;
    this.kind = kind;
    this.area = new float[input.area()];
  }

  @Override
  public Shape output() {
    return Shape.vector(input.size());
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    for (int channel = 0; channel < input.size(); channel++) {
      for (int row = 0; row < rows; row++) {
        inputs[0].get((channel * rows + row) * area.length, area, area.length);
        values.buffer().put(row * input.size() + channel, one());
      }
    }
  }

  private float one() {
    return switch (kind) {
      case MAX -> area[winner()];
      case SUM -> (float) Sums.of(area, area.length);
      case AVERAGE -> (float) (Sums.of(area, area.length) / area.length);
    };
  }

  private int winner() {
    int best = 0;
    for (int i = 1; i < area.length; i++) {
      best = area[i] > area[best] ? i : best;
    }
    return best;
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    for (int channel = 0; channel < input.size(); channel++) {
      for (int row = 0; row < rows; row++) {
        int at = (channel * rows + row) * area.length;
        inputs[0].get(at, area, area.length);
        spread(gradient.buffer().get(row * input.size() + channel));
        inputGradients[0].put(at, area, area.length);
      }
    }
  }

  private void spread(float gradient) {
    int winner = kind == Kind.MAX ? winner() : 0;
    Arrays.fill(
        area,
        switch (kind) {
          case MAX -> 0;
          case SUM -> gradient;
          case AVERAGE -> gradient / area.length;
        });
    if (kind == Kind.MAX) {
      area[winner] = gradient;
    }
  }
}
