package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Exponentials;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/** Computes rows of an LSTM at one step, as many at once as fill a block. */
final class LstmCell {

  private static final int CANDIDATE = 0;
  private static final int FORGET = 1;
  private static final int OUTPUT = 2;
  private static final int INPUT = 3;
  private static final int PARTS = 4;

  private final int units;
  private final int rowsOfBlock;
  private final Activation function;

  /** The four parts of rows as they lie in memory: one row behind the other. */
  private final float[] rows;

  /** The same, part by part. */
  private final float[][] parts;

  /** The bias of each part, once for each row. */
  private final float[][] shifts;

  private final float[] state;
  private final float[] before;
  private final float[] hidden;
  private final float[] stateGradient;

  LstmCell(int units, Activation function) {
    this.units = units;
    this.rowsOfBlock = Blocks.rows(units);
    this.function = function;
    int length = rowsOfBlock * units;
    this.rows = new float[PARTS * length];
    this.parts = new float[PARTS][length];
    this.shifts = new float[PARTS][length];
    this.state = new float[length];
    this.before = new float[length];
    this.hidden = new float[length];
    this.stateGradient = new float[length];
  }

  /** Returns the number of rows that are computed at once, at most. */
  int rowsOfBlock() {
    return rowsOfBlock;
  }

  /** Sets the bias of the pre-activations. */
  void bias(Memory memory) {
    for (int row = 0; row < rowsOfBlock; row++) {
      memory.get(0, rows, PARTS * units);
      for (int part = 0; part < PARTS; part++) {
        System.arraycopy(rows, part * units, shifts[part], row * units, units);
      }
    }
  }

  /**
   * Computes gates from pre-activations, then the states, their activations and the outputs.
   *
   * @param activated null where it is not needed
   * @param row the first row
   * @param count the number of rows
   * @param earlier the first row of the previous step, or -1
   */
  void forward(
      Memory sums,
      Memory states,
      Memory activated,
      Memory outputs,
      int row,
      int count,
      int earlier) {
    int length = count * units;
    readParts(sums, row, count);
    for (int part = 0; part < PARTS; part++) {
      add(shifts[part], parts[part], length);
    }
    function.apply(parts[CANDIDATE], length);
    for (int part = FORGET; part <= INPUT; part++) {
      Exponentials.sigmoid(parts[part], 0, length);
    }
    writeParts(sums, row, count);
    readBefore(states, earlier, length);
    intoStates(parts[CANDIDATE], parts[FORGET], parts[INPUT], length);
    states.put(row * units, state, length);
    function.apply(state, length);
    if (activated != null) {
      activated.put(row * units, state, length);
    }
    multiply(parts[OUTPUT], state, length);
    outputs.put(row * units, state, length);
  }

  private void readParts(Memory sums, int row, int count) {
    sums.get(row * PARTS * units, rows, count * PARTS * units);
    for (int i = 0; i < count; i++) {
      for (int part = 0; part < PARTS; part++) {
        System.arraycopy(rows, (i * PARTS + part) * units, parts[part], i * units, units);
      }
    }
  }

  private void writeParts(Memory sums, int row, int count) {
    for (int i = 0; i < count; i++) {
      for (int part = 0; part < PARTS; part++) {
        System.arraycopy(parts[part], i * units, rows, (i * PARTS + part) * units, units);
      }
    }
    sums.put(row * PARTS * units, rows, count * PARTS * units);
  }

  private void readBefore(Memory states, int earlier, int length) {
    if (earlier < 0) {
      Arrays.fill(before, 0, length, 0);
    } else {
      states.get(earlier * units, before, length);
    }
  }

  private void intoStates(float[] candidate, float[] forget, float[] input, int length) {
    for (int i = 0; i < length; i++) {
      state[i] = forget[i] * before[i] + input[i] * candidate[i];
    }
  }

  /**
   * Computes the gradients of the pre-activations from the gates.
   *
   * @param gradient the gradient of the loss with respect to the outputs
   * @param carried the gradients of the states: of the next step on entry, of the previous step on
   *     return; as many rows as a step has
   * @param at the first row in the step
   * @param count the number of rows
   * @param first the first row of the step
   * @param earlier the first row of the previous step, or -1
   */
  void backward(
      StepMemory memory,
      Memory gradient,
      Memory carried,
      int at,
      int count,
      int first,
      int earlier) {
    int length = count * units;
    readParts(memory.gates(), first + at, count);
    memory.activated().get((first + at) * units, state, length);
    gradient.get((first + at) * units, hidden, length);
    carried.get(at * units, stateGradient, length);
    readBefore(memory.states(), earlier < 0 ? -1 : earlier + at, length);
    throughOutputs(parts[OUTPUT], length);
    throughStates(parts[CANDIDATE], parts[FORGET], parts[INPUT], length);
    writeParts(memory.gates(), first + at, count);
    carried.put(at * units, stateGradient, length);
  }

  /** The memory of all steps that a layer keeps for its backward pass. */
  record StepMemory(Memory gates, Memory states, Memory activated) {}

  /** Adds the outputs' part to the gradients of the states; sets those of the output gates. */
  private void throughOutputs(float[] output, int length) {
    for (int i = 0; i < length; i++) {
      float gate = output[i];
      output[i] = hidden[i] * state[i] * gate * (1f - gate);
      hidden[i] *= gate;
    }
    function.multiplyDerivative(state, hidden, length);
    add(hidden, stateGradient, length);
  }

  private void throughStates(float[] candidate, float[] forget, float[] input, int length) {
    for (int i = 0; i < length; i++) {
      float gate = input[i];
      hidden[i] = stateGradient[i] * gate;
      input[i] = hidden[i] * candidate[i] * (1f - gate);
    }
    function.multiplyDerivative(candidate, hidden, length);
    System.arraycopy(hidden, 0, candidate, 0, length);
    for (int i = 0; i < length; i++) {
      float gate = forget[i];
      float carriedOn = stateGradient[i] * gate;
      forget[i] = carriedOn * before[i] * (1f - gate);
      stateGradient[i] = carriedOn;
    }
  }

  private static void add(float[] x, float[] into, int length) {
    for (int i = 0; i < length; i++) {
      into[i] += x[i];
    }
  }

  private static void multiply(float[] x, float[] into, int length) {
    for (int i = 0; i < length; i++) {
      into[i] *= x[i];
    }
  }
}
