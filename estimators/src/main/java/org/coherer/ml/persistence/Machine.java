package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coherer.training.engine.Engine;

/**
 * What decides, beside data, Params and versions, which bits a training gives: kernels are chosen
 * by processor, and sum in orders of their own. That of the driver is recorded; where all machines
 * of a cluster are alike, it is that of the executors.
 *
 * @param os the operating system, its version and architecture
 * @param processor the model of the processor and those of its features that kernels are chosen by
 * @param kernels what the engine says of its kernels, see {@link Engine#kernels}
 */
public record Machine(String os, String processor, String kernels) implements Serializable {

  /** What is not known, such as of a model of an earlier version. */
  public static final Machine UNKNOWN = new Machine("unknown", "unknown", "unknown");

  /** Where Linux describes the processors. */
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** Checks that nothing is missing. */
  public Machine {
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(processor, "processor");
    Objects.requireNonNull(kernels, "kernels");
  }

  /** Returns that of this JVM. */
  public static Machine current(Engine engine) {
    String architecture = System.getProperty("os.arch");
    String os =
        String.join(
            " ", System.getProperty("os.name"), System.getProperty("os.version"), architecture);
    return new Machine(os, processor(architecture), engine.kernels());
  }

  private static String processor(String architecture) {
    try {
      String text = Files.readString(PROCESSORS);
      String features =
          Stream.of(field(text, "flags").split("\\s+"))
              .filter(
                  flag -> flag.startsWith("avx") || flag.equals("fma") || flag.startsWith("amx"))
              .sorted()
              .collect(Collectors.joining(" "));
      String model = field(text, "model name");
      return (model.isEmpty() ? architecture : model)
          + (features.isEmpty() ? "" : " (" + features + ")");
    } catch (IOException e) {
      return architecture;
    }
  }

  /** Returns the value of a field of the first processor; empty if there is none. */
  private static String field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
