package org.coherer.benchmarks.step;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.ResidentMemory;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process that trains, and says what memory it has. */
final class SoakWorker implements Worker {

  /** Begins with a new network: its model. */
  static final String PREPARE = "prepare";

  /**
   * Trains: for how many seconds. Answers with the steps made, the bytes of heap that these have
   * allocated, and what is there after them: bytes of native memory allocated through JavaCPP, by
   * ND4J and by ourselves, and bytes resident.
   */
  static final String TRAIN = "train";

  private static final int STEPS_BETWEEN_LOOKS = 10;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private StepTrainer trainer;

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new SoakWorker());
  }

  @Override
  public String answer(Request request) throws IOException {
    switch (request.verb()) {
      case PREPARE -> {
        close();
        trainer = new ReplicaTrainer(SampleNetwork.of(request.text(0)));
        return "";
      }
      case TRAIN -> {
        return train(request.number(0));
      }
      default -> throw request.unknown();
    }
  }

  private String train(int seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long steps = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    while (System.nanoTime() < end) {
      for (int i = 0; i < STEPS_BETWEEN_LOOKS; i++) {
        trainer.step();
      }
      steps += STEPS_BETWEEN_LOOKS;
    }
    long heap = threads.getCurrentThreadAllocatedBytes() - before;
    System.gc(); // Frees what is left of the start, whose end could hide a growth.
    return new SoakLine.State(steps, heap, Pointer.totalBytes(), ResidentMemory.now()).encode();
  }

  @Override
  public void close() {
    if (trainer != null) {
      trainer.close();
      trainer = null;
    }
  }
}
