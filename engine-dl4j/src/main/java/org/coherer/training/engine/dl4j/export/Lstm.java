package org.coherer.training.engine.dl4j.export;

import org.nd4j.linalg.activations.IActivation;

/**
 * An LSTM with sigmoid gates. Its parts lie one behind the other as {@link #CANDIDATE} and the
 * others say.
 *
 * @param inputs [4 units][inputs]
 * @param recurrent [4 units][units]
 * @param bias [4 units]
 * @param function the activation of candidates and cell states
 * @param last whether only the last step's output is wanted
 */
public record Lstm(
    Numbers inputs, Numbers recurrent, Numbers bias, IActivation function, boolean last) {

  public static final int CANDIDATE = 0;
  public static final int FORGET = 1;
  public static final int OUTPUT = 2;
  public static final int INPUT = 3;

  /** Returns the numbers of a step's output. */
  public int units() {
    return bias.length() / 4;
  }
}
