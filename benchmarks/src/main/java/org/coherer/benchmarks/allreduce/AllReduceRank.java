package org.coherer.benchmarks.allreduce;

import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.ranks.RankTransports;
import org.coherer.benchmarks.raw.Timing;
import org.coherer.training.collective.AllReduce;
import org.coherer.training.transport.Transport;
import org.coherer.training.vector.FlatVector;

/** One rank that sums vectors with the others. */
final class AllReduceRank {

  private static final int PERIOD = 1000;

  private final Transport transport;
  private final AllReduce allReduce;
  private FlatVector memory = FlatVector.allocate(0);
  private long step;

  AllReduceRank(Transport transport) {
    this.transport = transport;
    this.allReduce = RankTransports.allReduce(transport);
  }

  /** Sums small whole numbers, which floats do exactly, and compares with the closed form. */
  String check(int floats) {
    FlatVector vector = vector(floats);
    for (int i = 0; i < floats; i++) {
      vector.set(i, (transport.rank() + 1) * (i % PERIOD + 1));
    }
    sum(vector);
    int ranks = transport.worldSize();
    for (int i = 0; i < floats; i++) {
      float right = ranks * (ranks + 1) / 2 * (i % PERIOD + 1);
      if (vector.get(i) != right) {
        throw new BenchmarkException(
            "Wrong sum on rank %d: element %d of %d is %s (must be %s)"
                .formatted(transport.rank(), i, floats, vector.get(i), right));
      }
    }
    return "";
  }

  /** Times sums of zeros, which stay zeros however often they are summed. */
  String run(int floats, int warmups, int iterations) {
    FlatVector vector = vector(floats);
    vector.fill(0f);
    return Timing.of(warmups, iterations, () -> sum(vector));
  }

  private void sum(FlatVector vector) {
    transport.step(step++);
    allReduce.sum(vector);
  }

  private FlatVector vector(int floats) {
    if (memory.length() < floats) {
      memory = FlatVector.allocate(floats);
    }
    return memory.slice(0, floats);
  }
}
