package org.coherer.benchmarks.inference;

/** Predicts the same rows again and again. */
interface RowPredictor extends AutoCloseable {

  /** Predicts all rows once. */
  void predict();

  @Override
  void close();
}
