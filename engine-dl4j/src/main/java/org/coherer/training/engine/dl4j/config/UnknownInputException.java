package org.coherer.training.engine.dl4j.config;

/** A network takes images or sequences, and does not say in which sizes. */
final class UnknownInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnknownInputException(String message) {
    super(message);
  }
}
