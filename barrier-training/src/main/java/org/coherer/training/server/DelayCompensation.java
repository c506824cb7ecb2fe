package org.coherer.training.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Corrects gradients of parameters that have changed meanwhile: to a mean gradient {@code g} of
 * parameters {@code w}, where these are {@code w'} by now, it adds {@code lambda g g (w' - w)}, the
 * product of each element with itself standing for the diagonal of the Hessian. What a server
 * receives are sums over rows, so it adds {@code lambda G G / weight (w' - w)} to a sum {@code G}.
 *
 * <p>It keeps a copy of the parameters for every worker that takes part.
 *
 * @see <a href="https://arxiv.org/abs/1609.08326">Zheng et al., 2017</a>, equation 10, with a
 *     constant lambda
 */
final class DelayCompensation {

  private static final int BLOCK = 1024;

  private final double lambda;
  private final FlatVector parameters;
  private final List<Chunk> learned;
  private final Map<Integer, FlatVector> given = new HashMap<>();
  private final float[] gradients = new float[BLOCK];
  private final float[] now = new float[BLOCK];
  private final float[] then = new float[BLOCK];

  /**
   * Creates a correction.
   *
   * @param lambda its factor; 0 for none
   * @param parameters those of the server
   * @param learned which of them have gradients, rather than changes that a layer tracks
   */
  DelayCompensation(double lambda, FlatVector parameters, List<Chunk> learned) {
    this.lambda = lambda;
    this.parameters = parameters;
    this.learned = List.copyOf(learned);
  }

  /** A worker is given the parameters as they are now. */
  void give(int worker) {
    if (lambda > 0) {
      given
          .computeIfAbsent(worker, any -> FlatVector.allocate(parameters.length()))
          .copyFrom(parameters);
    }
  }

  /** A worker takes part no longer. */
  void forget(int worker) {
    given.remove(worker);
  }

  /** Corrects the sum of the gradients of a worker, which are of the parameters given last. */
  void correct(int worker, FlatVector sums, double weight) {
    FlatVector before = given.get(worker);
    if (lambda == 0 || before == null || weight == 0) {
      return;
    }
    float factor = (float) (lambda / weight);
    for (Chunk chunk : learned) {
      for (long at = chunk.offset(); at < chunk.end(); at += BLOCK) {
        correct(sums, before, at, (int) Math.min(BLOCK, chunk.end() - at), factor);
      }
    }
  }

  private void correct(FlatVector sums, FlatVector before, long at, int count, float factor) {
    sums.get(at, gradients, count);
    parameters.get(at, now, count);
    before.get(at, then, count);
    for (int i = 0; i < count; i++) {
      gradients[i] += factor * gradients[i] * gradients[i] * (now[i] - then[i]);
    }
    sums.put(at, gradients, count);
  }
}
