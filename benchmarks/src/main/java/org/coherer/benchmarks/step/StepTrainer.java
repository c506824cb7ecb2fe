package org.coherer.benchmarks.step;

/** Trains a network on one batch, again and again. */
interface StepTrainer extends AutoCloseable {

  /** Makes a step; returns the mean loss before it. */
  double step();

  @Override
  void close();
}
