package org.coherer.benchmarks.spark;

import dev.ludovic.netlib.blas.NativeBLAS;

/** Whose matrix products MLlib uses. */
public final class MllibBlas {

  private MllibBlas() {}

  /**
   * Returns the class of a native library, or {@code Java}: MLlib does without if there is none.
   */
  public static String name() {
    try {
      return NativeBLAS.getInstance().getClass().getSimpleName();
    } catch (RuntimeException | LinkageError e) {
      return "Java";
    }
  }
}
