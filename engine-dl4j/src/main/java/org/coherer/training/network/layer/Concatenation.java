package org.coherer.training.network.layer;

import java.util.List;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Memory;

/** Concatenates outputs: vectors along their elements, images along their channels. */
public final class Concatenation implements Layer {

  private final List<Shape> parts;
  private final Shape output;

  /** Creates the layer for parts that differ only in size. */
  public Concatenation(List<Shape> parts) {
    this.parts = List.copyOf(parts);
    Shape first = parts.get(0);
    int size = 0;
    for (Shape part : parts) {
      if (!first.equals(new Shape(part.layout(), first.size(), part.height(), part.width()))) {
        throw new IllegalArgumentException(
            "Cannot concatenate " + first + " and " + part + " (must differ in size alone)");
      }
      size += part.size();
    }
    this.output = new Shape(first.layout(), size, first.height(), first.width());
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Memory[] inputs, Memory values, int rows, boolean training) {
    int offset = 0;
    for (int part = 0; part < inputs.length; part++) {
      int run = run(parts.get(part), rows);
      for (int i = 0; i < runs(rows); i++) {
        values.put(i * run(output, rows) + offset, inputs[part], i * run, run);
      }
      offset += run;
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    int offset = 0;
    for (int part = 0; part < inputs.length; part++) {
      int run = run(parts.get(part), rows);
      if (inputGradients[part] != null) {
        for (int i = 0; i < runs(rows); i++) {
          inputGradients[part].put(i * run, gradient, i * run(output, rows) + offset, run);
        }
      }
      offset += run;
    }
  }

  /** Returns the number of contiguous values of a part. */
  private static int run(Shape part, int rows) {
    return part.layout() == Shape.Layout.CHANNELS ? part.length() * rows : part.size();
  }

  private int runs(int rows) {
    return output.layout() == Shape.Layout.CHANNELS ? 1 : rows * output.width();
  }
}
