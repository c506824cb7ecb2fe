package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Activations;
import org.coherer.training.network.function.BiasedActivation;
import org.coherer.training.network.memory.Matrix;
import org.coherer.training.network.memory.Memory;

/**
 * A recurrent layer of long short-term memory with a forget gate, without peepholes (Gers et al.,
 * "Learning to Forget: Continual Prediction with LSTM", 2000). One product with the inputs serves
 * all steps.
 *
 * <p>The four parts of its weights are, in this order: candidate, forget gate, output gate, input
 * gate. Gates are sigmoids.
 */
public final class Lstm implements Layer {

  private static final int PARTS = 4;

  private final int inputs;
  private final int units;
  private final Shape output;
  private final Parameter weights;
  private final Parameter recurrent;
  private final Parameter bias;
  private final LstmCell cell;
  private final BiasedActivation biasGradient;
  private final Matrix x = new Matrix();
  private final Matrix w = new Matrix();
  private final Matrix z = new Matrix();

  /**
   * Pre-activations, then gates, then the gradients of the pre-activations: [steps][B][4 units].
   */
  private Memory gates;

  /** Cell states: [steps][B][units]. */
  private Memory states;

  /** Their activations. */
  private Memory activated;

  private Memory stateGradients;

  /**
   * Creates the layer.
   *
   * @param steps the length of the sequences
   * @param inputs the number of input values per step
   * @param weights the input weights, [4 units][inputs]
   * @param recurrent the recurrent weights, [4 units][units]
   * @param bias the bias, [4 units]
   * @param function the activation of candidates and cell states
   */
  public Lstm(
      int steps,
      int inputs,
      int units,
      Parameter weights,
      Parameter recurrent,
      Parameter bias,
      Activation function) {
    this.inputs = inputs;
    this.units = units;
    this.output = Shape.steps(units, steps);
    this.weights = weights;
    this.recurrent = recurrent;
    this.bias = bias;
    this.cell = new LstmCell(units, function);
    this.biasGradient = new BiasedActivation(PARTS * units, bias, Activations.IDENTITY);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void reserve(int rows, boolean training) {
    close();
    long all = (long) rows * output.length();
    gates = Memory.allocate(PARTS * all);
    states = Memory.allocate(all);
    activated = Memory.allocate(training ? all : 0);
    stateGradients = Memory.allocate(training ? (long) rows * units : 0);
  }

  @Override
  public void forward(Memory[] in, Memory values, int rows, boolean training) {
    int all = output.width() * rows;
    z.at(gates, 0, all, PARTS * units)
        .setProduct(
            x.at(in[0], 0, all, inputs),
            w.at(weights.values(), 0, PARTS * units, inputs).transposed());
    cell.bias(bias.values());
    for (int step = 0; step < output.width(); step++) {
      int first = step * rows;
      if (step > 0) {
        z.at(gates, first * PARTS * units, rows, PARTS * units)
            .addProduct(
                x.at(values, (first - rows) * units, rows, units),
                w.at(recurrent.values(), 0, PARTS * units, units).transposed());
      }
      Memory kept = training ? activated : null;
      for (int row = 0; row < rows; row += cell.rowsOfBlock()) {
        int count = Math.min(cell.rowsOfBlock(), rows - row);
        int before = step == 0 ? -1 : first - rows + row;
        cell.forward(gates, states, kept, values, first + row, count, before);
      }
    }
  }

  @Override
  public void backward(
      Memory[] in, Memory values, Memory gradient, Memory[] inputGradients, int rows) {
    stateGradients.clear(rows * units);
    LstmCell.StepMemory memory = new LstmCell.StepMemory(gates, states, activated);
    for (int step = output.width() - 1; step >= 0; step--) {
      int first = step * rows;
      if (step < output.width() - 1) {
        x.at(gradient, first * units, rows, units)
            .addProduct(
                z.at(gates, (first + rows) * PARTS * units, rows, PARTS * units),
                w.at(recurrent.values(), 0, PARTS * units, units));
      }
      for (int row = 0; row < rows; row += cell.rowsOfBlock()) {
        int count = Math.min(cell.rowsOfBlock(), rows - row);
        int before = step == 0 ? -1 : first - rows;
        cell.backward(memory, gradient, stateGradients, row, count, first, before);
      }
    }
    parameterGradients(in[0], values, rows);
    if (inputGradients[0] != null) {
      x.at(inputGradients[0], 0, output.width() * rows, inputs)
          .setProduct(
              z.at(gates, 0, output.width() * rows, PARTS * units),
              w.at(weights.values(), 0, PARTS * units, inputs));
    }
  }

  private void parameterGradients(Memory in, Memory values, int rows) {
    int all = output.width() * rows;
    biasGradient.differentiate(gates, gates, all);
    w.at(weights.gradients(), 0, PARTS * units, inputs)
        .setProduct(z.at(gates, 0, all, PARTS * units).transposed(), x.at(in, 0, all, inputs));
    if (all == rows) {
      recurrent.gradients().clear(PARTS * units * units);
      return;
    }
    w.at(recurrent.gradients(), 0, PARTS * units, units)
        .setProduct(
            z.at(gates, rows * PARTS * units, all - rows, PARTS * units).transposed(),
            x.at(values, 0, all - rows, units));
  }

  @Override
  public void close() {
    for (Memory memory : Arrays.asList(gates, states, activated, stateGradients)) {
      if (memory != null) {
        memory.close();
      }
    }
  }
}
