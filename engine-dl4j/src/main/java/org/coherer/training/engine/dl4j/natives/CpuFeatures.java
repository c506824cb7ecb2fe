package org.coherer.training.engine.dl4j.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    return parse(linesOfThisMachine());
  }

  /** Returns the name of this machine's first processor; empty where none is written down. */
  static Optional<String> modelOfThisMachine() {
    return value(linesOfThisMachine(), "model name");
  }

  private static List<String> linesOfThisMachine() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.notExists(file)) { // not Linux: no build is chosen by features there
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      log.warn("Cannot read {}, so no CPU feature is assumed", file, e);
      return List.of();
    }
  }

  /** Reads the flags from the lines of {@code /proc/cpuinfo}. */
  static CpuFeatures parse(List<String> lines) {
    return new CpuFeatures(
        value(lines, "flags")
            .map(flags -> Set.copyOf(Arrays.asList(flags.split("\\s+"))))
            .orElse(Set.of()));
  }

  private static Optional<String> value(List<String> lines, String key) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
        return Optional.of(line.substring(colon + 1).strip());
      }
    }
    return Optional.empty();
  }

  /** Returns whether it can do all of these. */
  boolean has(Set<String> wanted) {
    return flags.containsAll(wanted);
  }
}
