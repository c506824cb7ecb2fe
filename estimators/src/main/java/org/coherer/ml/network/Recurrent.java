package org.coherer.ml.network;

import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/**
 * A layer that goes through the steps of a sequence: LSTM, with long short-term memory, or
 * SimpleRNN.
 */
public final class Recurrent extends Layer<Recurrent> {

  private static final String LSTM = "LSTM";
  private static final String GATE_FUNCTION = "recurrent_activation";
  private static final int GATES = 4;

  static Recurrent lstm(int units) {
    Settings settings = Settings.of(LSTM).withPositive("units", units).with("activation", "tanh");
    return new Recurrent(steps(settings.with(GATE_FUNCTION, "sigmoid")));
  }

  static Recurrent simple(int units) {
    Settings settings = Settings.of("SimpleRNN").withPositive("units", units);
    return new Recurrent(steps(settings.with("activation", "tanh")));
  }

  private static Settings steps(Settings settings) {
    return settings.with("return_sequences", false).with("dropout", 0.0);
  }

  private Recurrent(Settings settings) {
    super(settings);
  }

  @Override
  Recurrent with(Settings changed) {
    return new Recurrent(changed);
  }

  /** Sets the activation function, {@code tanh} by default. */
  public Recurrent activation(String name) {
    return with(settings().withOneOf("activation", name, Known.ACTIVATIONS));
  }

  /** Sets the function of the gates of an LSTM, {@code sigmoid} by default. */
  public Recurrent recurrentActivation(String name) {
    if (!settings().kind().equals(LSTM)) {
      throw settings().invalid(GATE_FUNCTION, "'" + name + "'", "must not be set: it has no gates");
    }
    return with(settings().withOneOf(GATE_FUNCTION, name, Known.ACTIVATIONS));
  }

  /** Sets whether the output is that of all steps rather than of the last one. */
  public Recurrent returnSequences(boolean all) {
    return with(settings().with("return_sequences", all));
  }

  /** Sets the fraction of the inputs that training drops, 0 by default. */
  public Recurrent dropout(double rate) {
    return with(settings().withNumber("dropout", rate, 0, false, 1));
  }

  @Override
  Shape shape(Shape from) {
    Window.checkDimensions(settings(), 1, from);
    int units = settings().whole("units");
    return settings().is("return_sequences") ? from.withLast(units) : Shape.of(units);
  }

  @Override
  long trained(Shape from) {
    long units = settings().whole("units");
    return Shape.product(
        settings().kind().equals(LSTM) ? GATES : 1, units, from.last() + units + 1);
  }
}
