package org.coherer.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of this process, in bytes, as the operating system counts it. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int KILO = 1024;

  private ResidentMemory() {}

  /** Returns what is resident now. */
  public static long now() throws IOException {
    return bytes("VmRSS:");
  }

  /** Returns the largest so far. */
  public static long peak() throws IOException {
    return bytes("VmHWM:");
  }

  private static long bytes(String key) throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      String line = lines.filter(text -> text.startsWith(key)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * KILO;
    }
  }
}
