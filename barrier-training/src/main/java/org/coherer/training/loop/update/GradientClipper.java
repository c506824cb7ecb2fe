package org.coherer.training.loop.update;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.Clipping;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.SquareSum;

/**
 * Clips the gradients of all ranks together, on the host, between their exchange and the step, and
 * finds those that are not finite. They are still sums, so it is limits that are multiplied by the
 * weight.
 *
 * <p>Where every rank has a part of the sums, the ranks tell each other what they have found. The
 * sum of squares is exact, so the parts give the same bits as the whole.
 */
public final class GradientClipper {

  /** What came of it, the same on all ranks. */
  public enum Outcome {
    /** The step may be made: gradients are clipped if the plan says so. */
    APPLIED,
    /** Some gradients are not finite; none was changed. */
    NOT_FINITE
  }

  /** Of PyTorch's {@code clip_grad_norm_}: keeps the quotient finite. */
  private static final double EPSILON = 1e-6;

  private static final int BLOCK = 1024;

  private final Clipping clipping;
  private final FlatVector summed;
  private final List<FlatVector> learned;
  private final SquareSum squares = new SquareSum();
  private final NotFinite notFinite = new NotFinite();
  private final float[] block = new float[BLOCK];

  /** Sums over all ranks; null if each has all gradients anyway. */
  private final DoubleAllReduce allRanks;

  private OptionalDouble norm = OptionalDouble.empty();

  /**
   * Creates a gradient clipper.
   *
   * @param part where this rank has the sums of all ranks
   * @param allRanks sums over all ranks; needed only where each has a part of the sums
   */
  public GradientClipper(TrainingPlan plan, Replica replica, Chunk part, DoubleAllReduce allRanks) {
    FlatVector gradients = replica.gradients().host();
    clipping = plan.controls().clipping();
    summed = part.of(gradients);
    this.allRanks = plan.exchange().shardOptimizerState() ? allRanks : null;
    learned = LearnedParameters.of(replica, part).stream().map(each -> each.of(gradients)).toList();
  }

  /**
   * Clips the gradients, unless some are not finite. All ranks call it at the same time.
   *
   * @param weight what they are going to be divided by
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public Outcome apply(double weight) {
    return apply(weight, false);
  }

  /**
   * Does the same, and finds their norm, which costs a pass over the gradients unless they are
   * clipped by it.
   *
   * @param weight what they are going to be divided by
   * @param measured whether {@link #norm} is wanted, the same on all ranks
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public Outcome apply(double weight, boolean measured) {
    boolean squared = measured || clipping instanceof Clipping.ByNorm;
    double[] found = inspect(squared);
    norm = OptionalDouble.empty();
    if (found[0] > 0) {
      return Outcome.NOT_FINITE;
    }
    if (squared) {
      double[] digits = Arrays.copyOfRange(found, 1, found.length);
      norm = OptionalDouble.of(Math.sqrt(SquareSum.valueOf(digits)) / weight);
    }
    if (clipping instanceof Clipping.ByValue byValue) {
      learned.forEach(part -> clamp(part, (float) (byValue.limit() * weight)));
    } else if (clipping instanceof Clipping.ByNorm byNorm) {
      double factor = byNorm.limit() / (norm.getAsDouble() + EPSILON);
      if (factor < 1) {
        learned.forEach(part -> part.scale((float) factor));
      }
    }
    return Outcome.APPLIED;
  }

  /**
   * Returns the norm of the mean of those gradients that {@link #apply} has seen last, before it
   * clipped them; empty if it was not asked for, or if some are not finite.
   */
  public OptionalDouble norm() {
    return norm;
  }

  /** Returns how many gradients are not finite, and the digits of the sum of squares if wanted. */
  private double[] inspect(boolean squared) {
    double[] found = new double[1 + SquareSum.DIGITS];
    found[0] = notFinite.countIn(summed);
    if (squared) {
      squares.clear();
      learned.forEach(squares::add);
      System.arraycopy(squares.digits(), 0, found, 1, SquareSum.DIGITS);
    }
    if (allRanks != null) {
      allRanks.sum(found);
    }
    return found;
  }

  private void clamp(FlatVector vector, float limit) {
    for (long done = 0; done < vector.length(); done += BLOCK) {
      int n = (int) Math.min(BLOCK, vector.length() - done);
      vector.get(done, block, n);
      for (int i = 0; i < n; i++) {
        block[i] = Math.max(-limit, Math.min(limit, block[i]));
      }
      vector.put(done, block, n);
    }
  }
}
