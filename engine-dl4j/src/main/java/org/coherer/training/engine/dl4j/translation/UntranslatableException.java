package org.coherer.training.engine.dl4j.translation;

/** A network has something that only DL4J can run. */
public final class UntranslatableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an untranslatable exception.
   *
   * @param layer its name
   * @param what what is special about it
   */
  UntranslatableException(String layer, String what) {
    super("layer " + layer + " " + what);
  }
}
