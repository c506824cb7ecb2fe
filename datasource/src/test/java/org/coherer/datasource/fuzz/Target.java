package org.coherer.datasource.fuzz;

/** Reads an input that may be any. */
interface Target {

  /**
   * Reads it.
   *
   * @throws RuntimeException or an error, if the reader does anything else than to read the input
   *     or to refuse it as it declares
   */
  void run(byte[] input);
}
