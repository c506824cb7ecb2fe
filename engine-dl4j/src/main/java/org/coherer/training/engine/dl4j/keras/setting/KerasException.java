package org.coherer.training.engine.dl4j.keras.setting;

import java.io.IOException;

/** A Keras file cannot be imported. The message says what it holds and what is supported. */
public final class KerasException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  public KerasException(String problem) {
    super("Cannot import the Keras network: " + problem);
  }

  /** Returns a text from an untrusted file in a form that is harmless in a log. */
  public static String shown(String text) {
    return text.substring(0, Math.min(text.length(), SHOWN))
        .replaceAll("[^\\w ./:>=\"\\[\\]{},-]", "?");
  }
}
