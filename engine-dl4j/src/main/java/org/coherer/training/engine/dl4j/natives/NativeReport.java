package org.coherer.training.engine.dl4j.natives;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What was loaded and how it computes. Every method but one needs a prepared backend. */
public final class NativeReport {

  private static final String UNKNOWN = "unknown";

  /** OpenBLAS's names for processors without AVX; it takes those that it does not know for one. */
  private static final Set<String> WITHOUT_AVX =
      Set.of(
          "Katmai",
          "Coppermine",
          "Northwood",
          "Prescott",
          "Banias",
          "Atom",
          "Core2",
          "Penryn",
          "Dunnington",
          "Nehalem",
          "Athlon",
          "Opteron",
          "Opteron_SSE3",
          "Barcelona",
          "Nano");

  private static final String AVX2_CORE = "Haswell";

  private NativeReport() {}

  /** Returns the name of ND4J's backend. */
  public static String backend() {
    return "ND4J " + Nd4j.getBackend().getClass().getSimpleName();
  }

  /** Returns the build of ND4J's library, such as {@code linux-x86_64-onednn-avx2}. */
  public static String build() {
    return NativePlatform.of(System.getProperties()).name()
        + System.getProperty(NativeBackend.EXTENSION_PROPERTY, "");
  }

  /** Returns the instructions for vectors that a build is made for. */
  public static String cpuExtension(String build) {
    if (build.endsWith("avx512")) {
      return "AVX-512";
    }
    return build.endsWith("avx2") ? "AVX2" : "no CPU extension";
  }

  /** Returns name and version of the library that multiplies matrices. */
  public static String blas() {
    return OpenBlas.config().map(NativeReport::nameAndVersion).orElse(UNKNOWN);
  }

  /** Returns the kind of processor that the kernels of this library are for. */
  public static String kernel() {
    return OpenBlas.core().orElse(UNKNOWN);
  }

  /** Returns how many threads an operation may use, unless a replica asks for fewer. */
  public static int threads() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  /** Returns the names of what computes: that of the processor. */
  public static List<String> devices() {
    return List.of(CpuFeatures.modelOfThisMachine().orElse(System.getProperty("os.arch")));
  }

  /** Returns what makes computations slow. */
  public static List<String> warnings() {
    return warning(kernel(), CpuFeatures.ofThisMachine(), System.getenv()).stream().toList();
  }

  static Optional<String> warning(String kernel, CpuFeatures cpu, Map<String, String> environment) {
    if (!WITHOUT_AVX.contains(kernel) || !NativeBuild.AVX2.runsOn(cpu)) {
      return Optional.empty();
    }
    String remedy =
        environment.containsKey(BlasCore.VARIABLE)
            ? "unset the environment variable " + BlasCore.VARIABLE
            : "set spark.executorEnv."
                + BlasCore.VARIABLE
                + " to "
                + (NativeBuild.AVX512.runsOn(cpu) ? BlasCore.AVX512 : AVX2_CORE);
    return Optional.of(
        "OpenBLAS computes as on a processor of the kind "
            + kernel
            + ", which has no AVX; this one has AVX2: products of matrices take two to three times"
            + " as long as they could ("
            + remedy
            + ")");
  }

  /** Returns the bytes that JavaCPP has allocated and not freed. Loads nothing by itself. */
  public static long allocatedBytes() {
    return NativeBackend.isPrepared() ? Pointer.totalBytes() : 0;
  }

  /** The first two words of what OpenBLAS says of itself. */
  static String nameAndVersion(String config) {
    String[] words = config.strip().split("\\s+", 3);
    return words.length < 2 ? config.strip() : words[0] + " " + words[1];
  }
}
