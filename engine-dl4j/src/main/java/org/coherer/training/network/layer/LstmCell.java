package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Activations;
import org.coherer.training.network.memory.Memory;

/** Computes one row of an LSTM at one step. */
final class LstmCell {

  private final int units;
  private final Activation function;
  private final float[] shift;
  private final float[] gates;
  private final float[] candidate;
  private final float[] state;
  private final float[] before;
  private final float[] hidden;
  private final float[] stateGradient;

  LstmCell(int units, Activation function) {
    this.units = units;
    this.function = function;
    this.shift = new float[4 * units];
    this.gates = new float[4 * units];
    this.candidate = new float[units];
    this.state = new float[units];
    this.before = new float[units];
    this.hidden = new float[units];
    this.stateGradient = new float[units];
  }

  /** Sets the bias of the pre-activations. */
  void bias(Memory memory) {
    memory.get(0, shift, 4 * units);
  }

  /**
   * Computes gates from pre-activations, then the state, its activation and the output.
   *
   * @param activated null where it is not needed
   * @param earlier the row of the previous step, or -1
   */
  void forward(Memory sums, Memory states, Memory activated, Memory outputs, int row, int earlier) {
    sums.get(row * 4 * units, gates, 4 * units);
    for (int i = 0; i < 4 * units; i++) {
      gates[i] += shift[i];
    }
    System.arraycopy(gates, 0, candidate, 0, units);
    function.apply(candidate, units);
    System.arraycopy(candidate, 0, gates, 0, units);
    Activations.sigmoid(gates, units, 4 * units);
    readBefore(states, earlier);
    for (int i = 0; i < units; i++) {
      state[i] = gates[units + i] * before[i] + gates[3 * units + i] * candidate[i];
    }
    sums.put(row * 4 * units, gates, 4 * units);
    states.put(row * units, state, units);
    function.apply(state, units);
    if (activated != null) {
      activated.put(row * units, state, units);
    }
    for (int i = 0; i < units; i++) {
      hidden[i] = gates[2 * units + i] * state[i];
    }
    outputs.put(row * units, hidden, units);
  }

  private void readBefore(Memory states, int earlier) {
    if (earlier < 0) {
      Arrays.fill(before, 0);
    } else {
      states.get(earlier * units, before, units);
    }
  }

  /**
   * Computes the gradients of the pre-activations from the gates.
   *
   * @param gradient the gradient of the loss with respect to the output
   * @param carried the gradients of the states: of the next step on entry, of the previous step on
   *     return
   * @param at the row in them
   */
  void backward(
      Memory sums,
      Memory states,
      Memory activated,
      Memory gradient,
      int row,
      int earlier,
      Memory carried,
      int at) {
    sums.get(row * 4 * units, gates, 4 * units);
    activated.get(row * units, state, units);
    gradient.get(row * units, hidden, units);
    carried.get(at * units, stateGradient, units);
    readBefore(states, earlier);
    intoState();
    intoSums();
    sums.put(row * 4 * units, gates, 4 * units);
    carried.put(at * units, stateGradient, units);
  }

  /** Adds the output's part to the gradient of the state. */
  private void intoState() {
    for (int i = 0; i < units; i++) {
      candidate[i] = hidden[i] * gates[2 * units + i];
      hidden[i] *= state[i];
    }
    function.multiplyDerivative(state, candidate, units);
    for (int i = 0; i < units; i++) {
      stateGradient[i] += candidate[i];
    }
  }

  private void intoSums() {
    System.arraycopy(gates, 0, candidate, 0, units);
    for (int i = 0; i < units; i++) {
      float f = gates[units + i];
      float o = gates[2 * units + i];
      float g = gates[3 * units + i];
      state[i] = stateGradient[i] * g;
      gates[3 * units + i] = stateGradient[i] * candidate[i] * g * (1f - g);
      gates[2 * units + i] = hidden[i] * o * (1f - o);
      gates[units + i] = stateGradient[i] * before[i] * f * (1f - f);
      stateGradient[i] *= f;
    }
    function.multiplyDerivative(candidate, state, units);
    System.arraycopy(state, 0, gates, 0, units);
  }
}
