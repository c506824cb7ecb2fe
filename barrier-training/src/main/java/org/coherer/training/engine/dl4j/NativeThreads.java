package org.coherer.training.engine.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sets how many native threads a call may use.
 *
 * <p>ND4J's own operations run on OpenMP, whose thread count belongs to the thread that calls; it
 * is set at every call. OpenBLAS has one count for the whole process: where replicas of one JVM ask
 * for different numbers, the one that called last decides for the matrix products of all.
 */
final class NativeThreads {

  private NativeThreads() {}

  /** Lets the calls that the current thread makes from now on use this many threads. */
  static void use(int threads) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    if (Nd4j.factory().blas().getMaxThreads() != threads) {
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }
}
