package org.coherer.benchmarks.step;

import java.util.function.Function;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process that makes steps in one way. The script for PyTorch knows the same requests. */
final class StepWorker implements Worker {

  /** Our way, as an argument of the process. */
  static final String OURS = "ours";

  /** DL4J's way, as an argument of the process. */
  static final String DL4J = "dl4j";

  /** Begins with a new network: model, rows of its batch (for the script, which lacks them). */
  static final String PREPARE = "prepare";

  /** Makes steps: how many. Answers with their seconds, and the loss before the last one. */
  static final String STEPS = "steps";

  private final Function<SampleNetwork, StepTrainer> trainers;
  private StepTrainer trainer;

  private StepWorker(String way) {
    trainers = way.equals(OURS) ? ReplicaTrainer::new : PlainTrainer::new;
  }

  /** Serves the parent; the argument is the way. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new StepWorker(arguments[0]));
  }

  @Override
  public String answer(Request request) {
    switch (request.verb()) {
      case PREPARE -> {
        close();
        trainer = trainers.apply(SampleNetwork.of(request.text(0)));
        return "";
      }
      case STEPS -> {
        return steps(request.number(0));
      }
      default -> throw request.unknown();
    }
  }

  private String steps(int count) {
    double loss = 0;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      loss = trainer.step();
    }
    return new StepTimes((System.nanoTime() - start) / 1e9, loss).encode();
  }

  @Override
  public void close() {
    if (trainer != null) {
      trainer.close();
      trainer = null;
    }
  }
}
