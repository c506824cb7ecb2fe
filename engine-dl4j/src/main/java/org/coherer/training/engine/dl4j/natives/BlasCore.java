package org.coherer.training.engine.dl4j.natives;

import com.sun.jna.NativeLibrary;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells OpenBLAS which kind of processor it computes on, by the environment variable that it reads
 * when it is loaded.
 *
 * <p>The OpenBLAS that ND4J brings is of 2021. It goes by lists of processors, and takes one that
 * came later for one of 2004: products then take two to three times as long. Most of those have
 * AVX-512, so whatever has it is called by the oldest name that stands for it. Others are left to
 * OpenBLAS, which knows most of them.
 */
final class BlasCore {

  /** The environment variable. What a user has set stays. */
  static final String VARIABLE = "OPENBLAS_CORETYPE";

  /** OpenBLAS's name for the first processor with AVX-512. */
  static final String AVX512 = "SkylakeX";

  private static final Logger log = LoggerFactory.getLogger(BlasCore.class);
  private static final int KEEP = 0;

  /** What {@link #tell} has set. */
  private static volatile String core;

  private BlasCore() {}

  /** Returns what OpenBLAS is to be told, if anything. */
  static Optional<String> choose(CpuFeatures cpu, Map<String, String> environment) {
    return environment.containsKey(VARIABLE) || !NativeBuild.AVX512.runsOn(cpu)
        ? Optional.empty()
        : Optional.of(AVX512);
  }

  /**
   * Sets the variable in this process, where C sees it; Java's own view of the environment, which
   * child processes get, stays as it is. Without effect once OpenBLAS is loaded.
   */
  static void tell(String newCore) {
    try {
      NativeLibrary.getProcess()
          .getFunction("setenv")
          .invokeInt(new Object[] {VARIABLE, newCore, KEEP});
      core = newCore;
      log.info("OpenBLAS is told to compute as on {}: this processor has AVX-512", newCore);
    } catch (LinkageError e) {
      log.warn(
          "Cannot tell OpenBLAS that this processor has AVX-512; should it not know the processor,"
              + " training is slow (set spark.executorEnv.{} to {})",
          VARIABLE,
          newCore,
          e);
    }
  }

  /** Returns as on which processor OpenBLAS computes, as far as anybody has told it. */
  static String told() {
    String set = System.getenv(VARIABLE);
    return set != null ? set : core != null ? core : "as it finds the processor";
  }
}
