package org.coherer.training.engine.diagnostics;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Where and with what an engine computes. Texts are {@code unknown} where nothing says.
 *
 * @param backend what carries out operations, such as {@code ND4J CpuBackend}
 * @param build the build of its native library, such as {@code linux-x86_64-onednn-avx2}
 * @param cpuExtension the instructions for vectors that the build is made for, such as {@code AVX2}
 * @param blas what multiplies matrices
 * @param threads the most threads that one operation may use, where a training does not ask for
 *     fewer
 * @param devices where it computes, one each: the name of the processor, or those of GPUs
 * @param warnings what makes it slower than it should be, each with the remedy
 */
public record ComputeReport(
    String backend,
    String build,
    String cpuExtension,
    Blas blas,
    int threads,
    List<String> devices,
    List<String> warnings)
    implements Serializable {

  /** Copies the lists. */
  public ComputeReport {
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(build, "build");
    Objects.requireNonNull(cpuExtension, "cpuExtension");
    Objects.requireNonNull(blas, "blas");
    devices = List.copyOf(devices);
    warnings = List.copyOf(warnings);
  }

  /**
   * A library of products of matrices.
   *
   * @param library its name and version
   * @param kernel the kind of processor that its chosen kernels are for
   */
  public record Blas(String library, String kernel) implements Serializable {

    /** Checks that nothing is missing. */
    public Blas {
      Objects.requireNonNull(library, "library");
      Objects.requireNonNull(kernel, "kernel");
    }
  }

  /**
   * Returns what decides on the bits of a result. Where it differs between two processes, the same
   * training may give other bits.
   */
  public String kernels() {
    return backend
        + " "
        + build
        + ", "
        + blas.library()
        + " for "
        + blas.kernel()
        + ", on "
        + String.join(" and ", devices);
  }

  /** Returns all of it but the warnings, on one line. */
  public String text() {
    return backend
        + ", build "
        + build
        + " ("
        + cpuExtension
        + "), "
        + blas.library()
        + " with kernels for "
        + blas.kernel()
        + ", at most "
        + threads
        + (threads == 1 ? " thread" : " threads")
        + ", on "
        + String.join(" and ", devices);
  }
}
