package org.coherer.training.engine.dl4j.natives;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A build of ND4J's native library: the end of its jar's classifier after {@code linux-x86_64}, and
 * the CPU features without which it would crash.
 */
enum NativeBuild {
  AVX512("-onednn-avx512"),
  AVX2("-onednn-avx2"),
  PLAIN("");

  /** The platform that every build here is for, as JavaCPP writes it. */
  static final String PLATFORM = "linux-x86_64";

  private final String extension;

  NativeBuild(String extension) {
    this.extension = extension;
  }

  private Set<String> needs() {
    return switch (this) {
      case AVX512 -> Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd");
      case AVX2 -> Set.of("avx2", "fma");
      case PLAIN -> Set.of();
    };
  }

  /** Returns whether a processor has what it needs. */
  boolean runsOn(CpuFeatures cpu) {
    return cpu.has(needs());
  }

  /** Returns what JavaCPP's platform extension must be set to. */
  String extension() {
    return extension;
  }

  /** Returns the path of the library on the class path. */
  String resource() {
    return new NativePlatform(PLATFORM).library(extension);
  }

  /**
   * Returns the fastest build that this processor can run and whose jar is there. The plain one
   * where there is none, so that the message names what is missing.
   */
  static NativeBuild choose(CpuFeatures cpu, Predicate<String> onClassPath) {
    for (NativeBuild build : values()) {
      if (build.runsOn(cpu) && onClassPath.test(build.resource())) {
        return build;
      }
    }
    return PLAIN;
  }
}
