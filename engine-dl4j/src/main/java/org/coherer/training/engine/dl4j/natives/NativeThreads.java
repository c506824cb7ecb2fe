package org.coherer.training.engine.dl4j.natives;

import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets how many native threads a call may use.
 *
 * <p>ND4J's own operations run on OpenMP, whose thread count belongs to the thread that calls; it
 * is set at every call. OpenBLAS has one count for the whole process: where replicas of one JVM ask
 * for different numbers, the one that called last decides for the matrix products of all.
 */
public final class NativeThreads {

  private static final Logger log = LoggerFactory.getLogger(NativeThreads.class);

  /** What replicas of this JVM were opened with last; 0 before the first. */
  private static final AtomicInteger announced = new AtomicInteger();

  private NativeThreads() {}

  /**
   * Says in the log what a replica that is opened sets, if no other one has set the same before.
   *
   * @param threads from {@code spark.task.cpus}
   */
  public static void announce(int threads) {
    int before = announced.getAndSet(threads);
    if (before == 0) {
      log.info(
          "Each replica of this JVM computes with {} native thread{} (as spark.task.cpus says);"
              + " this machine has {} processors",
          threads,
          threads == 1 ? "" : "s",
          Runtime.getRuntime().availableProcessors());
    } else if (before != threads) {
      log.warn(
          "Replicas of this JVM ask for {} and for {} native threads: OpenBLAS has one count for"
              + " all, that of the last call (give all tasks of an executor the same"
              + " spark.task.cpus)",
          before,
          threads);
    }
  }

  /** Lets the calls that the current thread makes from now on use this many threads. */
  public static void use(int threads) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    if (Nd4j.factory().blas().getMaxThreads() != threads) {
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }
}
