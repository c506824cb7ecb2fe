package org.coherer.training.loop.update;

import java.util.List;
import java.util.Optional;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.Agreement;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * The optimizer that makes a step along averaged differences of parameters: SGD with Nesterov's
 * momentum, as PyTorch's {@code SGD(nesterov=True)} computes it. For a difference d, which takes
 * the place of a gradient, the velocity v becomes m v + d, and parameters p become p - r (d + m v).
 * Values that a layer tracks rather than learns become their average, p - d. Alike on all ranks;
 * serves one thread.
 *
 * @see <a href="https://arxiv.org/abs/2311.08105">Douillard et al., 2023</a>, algorithm 1
 */
public final class OuterOptimizer {

  private static final int BLOCK = 1024;

  private final float missing;
  private final float momentum;
  private final float push;
  private final List<Chunk> learned;
  private final FlatVector velocity;
  private final float[] differences = new float[BLOCK];
  private final float[] velocities = new float[BLOCK];
  private final float[] values = new float[BLOCK];

  /**
   * Creates the outer optimizer of one rank.
   *
   * @param kept the velocity of a run that goes on, which this object takes over; empty for zeros
   */
  public OuterOptimizer(Agreement.Averaging averaging, Replica replica, Optional<FlatVector> kept) {
    long length = replica.parameters().length();
    missing = (float) (1 - averaging.rate());
    momentum = (float) averaging.momentum();
    push = (float) (averaging.rate() * averaging.momentum());
    learned = LearnedParameters.of(replica, new Chunk(0, length));
    velocity = momentum == 0 ? null : kept.orElseGet(() -> FlatVector.allocate(length));
  }

  /** Returns what the next step depends on; empty without momentum. */
  public Optional<FlatVector> velocity() {
    return Optional.ofNullable(velocity);
  }

  /** Forgets all steps. */
  public void restart() {
    if (velocity != null) {
      velocity.fill(0);
    }
  }

  /**
   * Sets a vector to a part of the way from some parameters back to others.
   *
   * @param before where the way began
   * @param after where it has led
   * @param share by what the differences are multiplied
   */
  public void difference(FlatVector before, FlatVector after, double share, FlatVector result) {
    float factor = (float) share;
    for (long at = 0; at < before.length(); at += BLOCK) {
      int count = (int) Math.min(BLOCK, before.length() - at);
      before.get(at, differences, count);
      after.get(at, values, count);
      for (int i = 0; i < count; i++) {
        differences[i] = factor * (differences[i] - values[i]);
      }
      result.put(at, differences, count);
    }
  }

  /**
   * Makes a step.
   *
   * @param difference the average of all ranks
   * @param parameters their averages, p - d, of which this makes p - r (d + m v)
   */
  public void step(FlatVector difference, FlatVector parameters) {
    if (missing == 0 && velocity == null) {
      return;
    }
    for (Chunk chunk : learned) {
      for (long at = chunk.offset(); at < chunk.end(); at += BLOCK) {
        step(at, (int) Math.min(BLOCK, chunk.end() - at), difference, parameters);
      }
    }
  }

  private void step(long at, int count, FlatVector difference, FlatVector parameters) {
    difference.get(at, differences, count);
    parameters.get(at, values, count);
    if (velocity != null) {
      velocity.get(at, velocities, count);
    }
    for (int i = 0; i < count; i++) {
      velocities[i] = momentum * velocities[i] + differences[i];
      values[i] += missing * differences[i] - push * velocities[i];
    }
    if (velocity != null) {
      velocity.put(at, velocities, count);
    }
    parameters.put(at, values, count);
  }
}
