package org.coherer.benchmarks.allreduce;

import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.ranks.HostedRanks;

/** A process that hosts ranks of Coherer's all-reduce. */
final class AllReduceWorker implements Worker {

  /** Times sums of a vector: floats, warm-ups, iterations. The script for Gloo knows the same. */
  static final String RUN = "run";

  /** Compares a sum with its closed form: floats. */
  static final String CHECK = "check";

  private final HostedRanks<AllReduceRank> ranks = new HostedRanks<>(AllReduceRank::new);

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new AllReduceWorker());
  }

  @Override
  public String answer(Request request) {
    return switch (request.verb()) {
      case CHECK -> ranks.onFirst(rank -> rank.check(request.number(0)));
      case RUN ->
          ranks.onFirst(rank -> rank.run(request.number(0), request.number(1), request.number(2)));
      default -> ranks.answer(request);
    };
  }

  @Override
  public void close() {
    ranks.close();
  }
}
