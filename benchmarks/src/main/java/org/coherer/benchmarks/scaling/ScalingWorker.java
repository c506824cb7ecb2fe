package org.coherer.benchmarks.scaling;

import java.util.List;
import java.util.stream.Collectors;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.ranks.HostedRanks;

/** A process that hosts a training rank. The script for PyTorch knows the same requests. */
final class ScalingWorker implements Worker {

  /** Makes the data: rows of all ranks together. Answers with those of this rank. */
  static final String LOAD = "load";

  /** Begins again with a new network: batch size. */
  static final String PREPARE = "prepare";

  /** Trains: epochs, steps in each. Answers with the mean loss of each epoch. */
  static final String TRAJECTORY = "trajectory";

  /** Trains with the other ranks: warm-ups, steps. Answers with the seconds of the steps. */
  static final String TOGETHER = "together";

  /** The same without an exchange; not for PyTorch. */
  static final String ALONE = "alone";

  /** As together, each with a part of the optimizer's state; not for PyTorch. */
  static final String SHARDED = "sharded";

  /** As sharded, with a copy of another one's part; not for PyTorch. */
  static final String COPIED = "copied";

  private final HostedRanks<ScalingRank> ranks = new HostedRanks<>(ScalingRank::new);

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new ScalingWorker());
  }

  @Override
  public String answer(Request request) {
    return switch (request.verb()) {
      case LOAD -> ranks.onFirst(rank -> "" + rank.load(first(request)));
      case PREPARE -> ranks.onFirst(rank -> rank.prepare(first(request)));
      case TRAJECTORY ->
          ranks.onFirst(rank -> words(rank.trajectory(first(request), second(request))));
      case TOGETHER -> ranks.onFirst(rank -> "" + rank.together(first(request), second(request)));
      case ALONE -> ranks.onFirst(rank -> "" + rank.alone(first(request), second(request)));
      case SHARDED -> ranks.onFirst(rank -> "" + rank.sharded(first(request), second(request)));
      case COPIED -> ranks.onFirst(rank -> "" + rank.copied(first(request), second(request)));
      default -> ranks.answer(request);
    };
  }

  private static int first(Request request) {
    return request.number(0);
  }

  private static int second(Request request) {
    return request.number(1);
  }

  private static String words(List<Double> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    ranks.close();
  }
}
