package org.coherer.training.optimizer;

import org.coherer.training.vector.FlatVector;

/**
 * Applies optimizer steps in one pass: blocks of parameters, gradients and state are copied to
 * arrays that stay in the first-level cache, where the JIT compiler vectorizes all arithmetic.
 * Every update depends on its own element alone, so steps over parts of a run give the same bits as
 * one step over all of it.
 *
 * <p>Used by one thread at a time.
 */
public final class FlatOptimizer {

  /** Five arrays of 4 KiB fit into a first-level cache. */
  private static final int BLOCK = 1024;

  private static final int MOST_STATES = 3;

  private final FlatVector parameters;
  private final FlatVector gradients;
  private final FlatVector state;
  private final float[] values = new float[BLOCK];
  private final float[] weights = new float[BLOCK];
  private final float[][] states = new float[MOST_STATES][BLOCK];

  /** Operates on these vectors, which it reads and writes. */
  public FlatOptimizer(FlatVector parameters, FlatVector gradients, FlatVector state) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.state = state;
  }

  /** Updates the parameters of a run and their state. Does not change the gradients. */
  public void step(ParameterRun run, ParameterChange change) {
    for (long done = 0; done < run.length(); done += BLOCK) {
      int count = (int) Math.min(BLOCK, run.length() - done);
      gradients.get(run.offset() + done, values, count);
      parameters.get(run.offset() + done, weights, count);
      prepare(change, count);
      applyRule(change.rule(), run.stateOffset() + done, run.stateStride(), count);
      subtract(change.weightDecay(), count);
      parameters.put(run.offset() + done, weights, count);
    }
  }

  private void prepare(ParameterChange change, int count) {
    divide(change.divisor(), count);
    if (change.clip() != ParameterChange.NO_CLIP) {
      clip(change.clip(), count);
    }
    if (change.l2() != 0) {
      addScaled(change.l2(), count);
    }
    if (change.l1() != 0) {
      addSigns(change.l1(), count);
    }
  }

  private void divide(float divisor, int count) {
    for (int i = 0; i < count; i++) {
      values[i] /= divisor;
    }
  }

  private void clip(float limit, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(-limit, Math.min(limit, values[i]));
    }
  }

  private void addScaled(float factor, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += factor * weights[i];
    }
  }

  private void addSigns(float factor, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += factor * Math.signum(weights[i]);
    }
  }

  private void applyRule(UpdateRule rule, long offset, long stride, int count) {
    for (int i = 0; i < rule.stateCount(); i++) {
      state.get(offset + i * stride, states[i], count);
    }
    rule.apply(values, states, count);
    for (int i = 0; i < rule.stateCount(); i++) {
      state.put(offset + i * stride, states[i], count);
    }
  }

  private void subtract(float decay, int count) {
    if (decay != 0) {
      addScaled(decay, count);
    }
    for (int i = 0; i < count; i++) {
      weights[i] -= values[i];
    }
  }
}
