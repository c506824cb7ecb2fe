package org.coherer.training.driver;

import java.util.Optional;

/** Which setting gives a rank more of the memory that did not suffice. */
final class MemoryHint {

  private MemoryHint() {}

  /** Returns what to change after a failure; empty if it was not for want of memory. */
  static Optional<String> of(Throwable failure) {
    if (!(failure instanceof OutOfMemoryError)) {
      return Optional.empty();
    }
    String what = String.valueOf(failure.getMessage());
    if (what.contains("native thread")) {
      return Optional.of("raise the limit of threads, ulimit -u, or lower spark.executor.cores");
    }
    if (what.contains("irect buffer memory")) {
      return Optional.of(
          "raise -XX:MaxDirectMemorySize in spark.executor.extraJavaOptions and"
              + " spark.executor.memoryOverhead, or lower batchSize");
    }
    if (what.contains("hysical") || what.contains("Cannot allocate")) { // JavaCPP's, of the network
      return Optional.of(
          "raise spark.executor.memoryOverhead, and -Dorg.bytedeco.javacpp.maxPhysicalBytes in"
              + " spark.executor.extraJavaOptions, or lower batchSize");
    }
    return Optional.of(
        "raise spark.executor.memory, or spark.driver.memory in local mode, or lower batchSize");
  }
}
