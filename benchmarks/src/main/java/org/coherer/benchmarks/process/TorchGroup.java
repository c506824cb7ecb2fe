package org.coherer.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Torch;

/** Starts PyTorch processes that meet over Gloo on the loopback interface. */
public final class TorchGroup {

  private static final Duration START = Duration.ofMinutes(2);

  private TorchGroup() {}

  /**
   * Starts one process per rank and waits until they have met.
   *
   * @param name what messages and logs call the group
   * @param script one of our scripts; its arguments are rank, ranks, the file to meet at, and those
   *     below
   * @param arguments further arguments, the same for all ranks
   */
  public static ProcessGroup start(
      String name, Torch torch, String script, int world, Path logs, Object... arguments) {
    Path meeting = meetingFile(logs);
    List<List<String>> commands =
        IntStream.range(0, world)
            .mapToObj(rank -> command(torch, script, List.of(rank, world, meeting), arguments))
            .toList();
    return ProcessGroup.start(name, commands, logs).ready(group -> meet(group, meeting));
  }

  private static List<String> command(
      Torch torch, String script, List<Object> usual, Object... further) {
    List<Object> all = new ArrayList<>(usual);
    all.addAll(List.of(further));
    return torch.command(script, all.toArray());
  }

  private static void meet(ProcessGroup group, Path meeting) {
    group.askAll(START, "meet");
    try {
      Files.deleteIfExists(meeting);
    } catch (IOException e) {
      throw new BenchmarkException("Cannot delete " + meeting, e);
    }
  }

  /** A name that no file has: PyTorch makes the file, and would take an old one for its own. */
  private static Path meetingFile(Path logs) {
    try {
      Files.createDirectories(logs);
      Path file = Files.createTempFile(logs, "gloo-", ".meet");
      Files.delete(file);
      return file.toAbsolutePath();
    } catch (IOException e) {
      throw new BenchmarkException("Cannot write to the folder for logs " + logs, e);
    }
  }
}
