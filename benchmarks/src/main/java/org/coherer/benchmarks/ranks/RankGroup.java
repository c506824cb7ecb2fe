package org.coherer.benchmarks.ranks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** The parent's side of ranks that meet: starts their processes and connects them. */
public final class RankGroup {

  private static final Duration START = Duration.ofMinutes(1);
  private static final String HEAP = "1g";
  private static final String DIRECT_MEMORY = "2g";

  private RankGroup() {}

  /**
   * Starts processes and connects their ranks: one rank in each, or all in one where the transport
   * wants threads.
   *
   * @param worker the main class of the processes; its worker answers with {@link HostedRanks}
   * @param world the number of ranks
   */
  public static ProcessGroup start(TransportKind kind, int world, Class<?> worker, Path logs) {
    int processes = kind.oneProcess() ? 1 : world;
    int ranksPerProcess = world / processes;
    List<String> command = JavaCommand.of(worker, HEAP, DIRECT_MEMORY);
    String name = worker.getSimpleName() + "-" + kind.label() + "-" + world;
    return ProcessGroup.start(name, Collections.nCopies(processes, command), logs)
        .ready(group -> connect(group, kind, ranksPerProcess));
  }

  private static void connect(ProcessGroup group, TransportKind kind, int ranksPerProcess) {
    String listen = HostedRanks.LISTEN + " " + RunKey.random().encode() + " " + kind.label() + " ";
    List<String> members =
        group.ask(START, i -> listen + ranks(i * ranksPerProcess, ranksPerProcess));
    group.askAll(START, HostedRanks.CONNECT + " " + String.join(" ", members));
  }

  private static String ranks(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }
}
