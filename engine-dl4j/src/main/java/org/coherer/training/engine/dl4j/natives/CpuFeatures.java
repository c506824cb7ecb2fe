package org.coherer.training.engine.dl4j.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the processor can do, in the words of Linux.
 *
 * @param flags the flags, such as {@code avx2}; empty where they could not be read
 */
record CpuFeatures(Set<String> flags) {

  private static final Logger log = LoggerFactory.getLogger(CpuFeatures.class);

  /** Reads the flags of this machine's first processor. */
  static CpuFeatures ofThisMachine() {
    Path file = Path.of("/proc/cpuinfo");
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      log.warn("Cannot read {}, so no CPU feature is assumed", file, e);
      return new CpuFeatures(Set.of());
    }
  }

  /** Reads the flags from the lines of {@code /proc/cpuinfo}. */
  static CpuFeatures parse(List<String> lines) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equals("flags")) {
        String[] words = line.substring(colon + 1).split("\\s+");
        return new CpuFeatures(Set.copyOf(Arrays.asList(words)));
      }
    }
    return new CpuFeatures(Set.of());
  }

  /** Returns whether it can do all of these. */
  boolean has(Set<String> wanted) {
    return flags.containsAll(wanted);
  }
}
