package org.coherer.training.engine.dl4j.keras;

import java.io.IOException;

/** Something in a file of Keras that cannot be imported. */
final class KerasException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  KerasException(String problem) {
    super("Cannot import the Keras network: " + problem);
  }

  /** Creates one that is about a layer. */
  static KerasException of(KerasLayer layer, String problem) {
    return new KerasException(
        "layer '" + shown(layer.name()) + "', " + shown(layer.kind()) + ", " + problem);
  }

  /** Returns what of a stranger's text is harmless in a log. */
  static String shown(String text) {
    return text.substring(0, Math.min(text.length(), SHOWN)).replaceAll("[^\\w ./:>-]", "?");
  }
}
