package org.coherer.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What results are measured on.
 *
 * @param commit the revision that was built
 * @param processor the processor's name
 * @param cores processors that this JVM may use
 * @param java the Java runtime
 */
public record Machine(String commit, String processor, int cores, String java) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** Looks at this machine. */
  public static Machine here(String commit) {
    return new Machine(
        commit,
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  /** Returns the head of a file of results. */
  public List<String> header(Instant date, Optional<Torch> peer) {
    return List.of(
        "# date: " + date.truncatedTo(ChronoUnit.SECONDS),
        "# commit: " + commit,
        "# processor: " + processor,
        "# cores: " + cores,
        "# java: " + java,
        "# peer: " + Torch.label(peer));
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch"); // Not Linux: the architecture is what there is to say.
    }
  }
}
