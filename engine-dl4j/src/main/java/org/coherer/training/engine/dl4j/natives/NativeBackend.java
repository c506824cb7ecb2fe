package org.coherer.training.engine.dl4j.natives;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.deeplearning4j.config.DL4JClassLoading;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts ND4J with the native library that suits the processor. Every entry point of this package
 * calls {@link #prepare} before it touches a class of ND4J.
 *
 * <p>Left alone, JavaCPP loads whichever build it finds first on the class path without asking the
 * processor, and the JVM dies of an illegal instruction on an older machine of a mixed cluster.
 */
public final class NativeBackend {

  /** The system property by which JavaCPP is told the build. Where it is set already, it stays. */
  static final String EXTENSION_PROPERTY = "org.bytedeco.javacpp.platform.extension";

  /**
   * The system properties by which JavaCPP is told how much memory the process may have before it
   * refuses to allocate more: four times the heap, if neither is set.
   */
  static final List<String> PHYSICAL_PROPERTIES =
      List.of("org.bytedeco.javacpp.maxPhysicalBytes", "org.bytedeco.javacpp.maxphysicalbytes");

  static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  private static final Logger log = LoggerFactory.getLogger(NativeBackend.class);

  private static volatile boolean prepared;

  private NativeBackend() {}

  /**
   * What was decided.
   *
   * @param extension what the system property is to be set to, where it is to be set
   * @param reason one line for the log
   */
  record Decision(Optional<String> extension, String reason) {}

  /** Chooses the native library and loads it, once per JVM. */
  public static synchronized void prepare() {
    if (prepared) {
      return;
    }
    ClassLoader loader = NativeBackend.class.getClassLoader();
    CpuFeatures cpu = CpuFeatures.ofThisMachine();
    Decision decision =
        decide(System.getProperties(), cpu, name -> loader.getResource(name) != null);
    decision.extension().ifPresent(value -> System.setProperty(EXTENSION_PROPERTY, value));
    if (!isPhysicalMemoryLimited(System.getProperties())) {
      System.setProperty(PHYSICAL_PROPERTIES.get(0), "0");
    }
    log.info("{}", decision.reason());
    BlasCore.choose(cpu, System.getenv()).ifPresent(BlasCore::tell);
    load(loader);
    refuseGpu(Nd4j.getBackend().getClass().getName());
    prepared = true;
  }

  /** Returns whether the library is loaded. */
  static boolean isPrepared() {
    return prepared;
  }

  /** Returns the build of ND4J and the processor that OpenBLAS was told, once both are loaded. */
  public static String kernels() {
    return "ND4J " + NativeReport.build() + ", OpenBLAS " + BlasCore.told();
  }

  /**
   * Returns whether someone has set a limit. Else there shall be none: JavaCPP would count what it
   * has not allocated itself, such as epoch caches and embedding tables.
   */
  static boolean isPhysicalMemoryLimited(Properties properties) {
    return PHYSICAL_PROPERTIES.stream().anyMatch(properties::containsKey);
  }

  /** Decides what {@link #prepare} does. */
  static Decision decide(Properties properties, CpuFeatures cpu, Predicate<String> onClassPath) {
    if (onClassPath.test(CUDA_BACKEND)) {
      return leave("the CUDA backend is on the class path");
    }
    String explicit = properties.getProperty(EXTENSION_PROPERTY);
    if (explicit != null) {
      return leave("the system property " + EXTENSION_PROPERTY + " is '" + explicit + "'");
    }
    String platform = NativePlatform.of(properties).name();
    if (!platform.equals(NativeBuild.PLATFORM)) {
      return leave("the platform is " + platform);
    }
    NativeBuild build = NativeBuild.choose(cpu, onClassPath);
    return new Decision(
        Optional.of(build.extension()),
        "ND4J uses its build "
            + NativeBuild.PLATFORM
            + build.extension()
            + ": the fastest on the class path that this processor can run");
  }

  /**
   * A replica's vectors alias memory of the host; on a GPU, ND4J computes elsewhere, and training
   * would go on with numbers that nobody has agreed on.
   */
  static void refuseGpu(String backend) {
    if (backend.endsWith(".JCublasBackend")) {
      throw new UnsupportedOperationException(
          "Cannot train with ND4J's CUDA backend yet: this version of Coherer keeps parameters in"
              + " the memory of the host (take nd4j-cuda off the class path and nd4j-native onto"
              + " it)");
    }
  }

  private static Decision leave(String why) {
    return new Decision(Optional.empty(), "ND4J uses the build that JavaCPP picks: " + why);
  }

  /**
   * Initializes ND4J here, under the lock: two tasks that start at once must not meet inside its
   * static initializers. Both libraries would look for their parts with the class loader of the
   * thread that happens to be first, but under Spark's {@code --jars} only the one that loaded this
   * class is sure to see them.
   */
  private static void load(ClassLoader loader) {
    ND4JClassLoading.setNd4jClassloader(loader);
    DL4JClassLoading.setDl4jClassloader(loader);
    try {
      log.debug("ND4J runs on {}", Nd4j.getBackend());
    } catch (RuntimeException | LinkageError e) {
      String failure =
          NativePlatform.of(System.getProperties())
              .failure(
                  System.getProperty(EXTENSION_PROPERTY, ""),
                  name -> loader.getResource(name) != null);
      throw new IllegalStateException(failure, e);
    }
  }
}
