package org.coherer.training.network.layer;

import java.nio.FloatBuffer;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/** Converts between memory layouts. */
public final class Relayout implements Layer {

  private final Shape from;
  private final Shape to;

  private Relayout(Shape from, Shape to) {
    if (from.length() != to.length()) {
      throw new IllegalArgumentException("Cannot convert " + from + " to " + to);
    }
    this.from = from;
    this.to = to;
  }

  /** Returns a layer that flattens images, channel by channel. */
  public static Relayout flatten(Shape channels) {
    return new Relayout(channels, Shape.vector(channels.length()));
  }

  /** Returns a layer that converts vectors, channel after channel, to images. */
  public static Relayout images(Shape channels) {
    return new Relayout(Shape.vector(channels.length()), channels);
  }

  /** Returns a layer that converts steps to channels. */
  public static Relayout channelsOfSteps(Shape steps) {
    return new Relayout(steps, Shape.channels(steps.size(), 1, steps.width()));
  }

  /** Returns a layer that converts channels of height 1 to steps. */
  public static Relayout stepsOfChannels(Shape channels) {
    return new Relayout(channels, Shape.steps(channels.size(), channels.width()));
  }

  @Override
  public Shape output() {
    return to;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    move(inputs[0], from, values, to, rows);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] != null) {
      move(gradient, to, inputGradients[0], from, rows);
    }
  }

  private static void move(Memory source, Shape before, Memory target, Shape after, int rows) {
    Shape channels = before.layout() == Shape.Layout.CHANNELS ? before : after;
    Shape other = before.layout() == Shape.Layout.CHANNELS ? after : before;
    boolean reading = before.layout() == Shape.Layout.CHANNELS;
    if (other.layout() == Shape.Layout.STEPS) {
      transpose(source.buffer(), target.buffer(), channels, rows, reading);
      return;
    }
    int area = channels.area();
    for (int channel = 0; channel < channels.size(); channel++) {
      for (int row = 0; row < rows; row++) {
        int inChannels = (channel * rows + row) * area;
        int inVector = row * channels.length() + channel * area;
        if (reading) {
          target.put(inVector, source, inChannels, area);
        } else {
          target.put(inChannels, source, inVector, area);
        }
      }
    }
  }

  private static void transpose(
      FloatBuffer source, FloatBuffer target, Shape channels, int rows, boolean reading) {
    int size = channels.size();
    for (int step = 0; step < channels.width(); step++) {
      for (int row = 0; row < rows; row++) {
        for (int channel = 0; channel < size; channel++) {
          int inSteps = (step * rows + row) * size + channel;
          int inChannels = (channel * rows + row) * channels.width() + step;
          if (reading) {
            target.put(inSteps, source.get(inChannels));
          } else {
            target.put(inChannels, source.get(inSteps));
          }
        }
      }
    }
  }
}
