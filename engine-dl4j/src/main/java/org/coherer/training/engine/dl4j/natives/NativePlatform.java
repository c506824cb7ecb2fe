package org.coherer.training.engine.dl4j.natives;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * An operating system and a kind of processor, as JavaCPP writes both, and what is to be added to
 * the class path for them.
 *
 * @param name such as {@code linux-x86_64}; classifiers of native jars begin with it
 */
record NativePlatform(String name) {

  /** Those that have an artifact of ours: the name of each ends with the platform's. */
  static final List<String> PUBLISHED = List.of("linux-x86_64", "linux-arm64", "macosx-arm64");

  private static final String ARTIFACT = "org.coherer:coherer-natives-";
  private static final String DIRECTORY = "org/nd4j/linalg/cpu/nativecpu/bindings/";

  /** Returns the platform of the JVM that has these system properties. */
  static NativePlatform of(Properties properties) {
    String system = properties.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = properties.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return new NativePlatform(system(system) + "-" + processor(processor));
  }

  private static String system(String name) {
    if (name.startsWith("mac os x")) {
      return "macosx";
    }
    return name.startsWith("windows") ? "windows" : name;
  }

  private static String processor(String arch) {
    return switch (arch) {
      case "amd64", "x86-64" -> "x86_64";
      case "aarch64" -> "arm64";
      default -> arch;
    };
  }

  /** Returns the path of ND4J's library on the class path, of the build with this extension. */
  String library(String extension) {
    String file = name.startsWith("macosx") ? "libnd4jcpu.dylib" : "libnd4jcpu.so";
    return DIRECTORY + name + extension + "/" + file;
  }

  /**
   * Returns why ND4J could not be loaded and what to do about it.
   *
   * @param extension of the build that was to be loaded
   */
  String failure(String extension, Predicate<String> onClassPath) {
    if (onClassPath.test(library(extension))) {
      return "Cannot load the native libraries for "
          + name
          + extension
          + ", although they are on the class path (the cause says why; they need glibc, and a"
          + " folder that may hold and run them: ~/.javacpp/cache, or another one by the system"
          + " property org.bytedeco.javacpp.cachedir)";
    }
    return "Cannot load the native libraries for "
        + name
        + extension
        + ": they are not on the class path ("
        + remedy()
        + ")";
  }

  private String remedy() {
    if (PUBLISHED.contains(name)) {
      return "add " + ARTIFACT + name + " in Coherer's version, as by --packages";
    }
    return "Coherer publishes them as "
        + ARTIFACT
        + "... for "
        + String.join(", ", PUBLISHED)
        + "; for other platforms, add nd4j-native, openblas and javacpp with the classifier "
        + name
        + ", where they exist";
  }
}
