package org.coherer.benchmarks.quality;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * The process that takes tables from Python's packages and writes their splits to files.
 *
 * @param group the process
 */
record TableWriter(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String SCRIPT = "quality_data.py";
  private static final String ABSENT = "absent";

  /** Starts one that writes to a folder. */
  static TableWriter start(QualityPython python, Path folder, Path logs) {
    return new TableWriter(
        ProcessGroup.start("quality-data", List.of(python.command(SCRIPT, folder)), logs));
  }

  /** Returns the list of all data sets. */
  List<Listing> list() {
    return Listing.parse(ask("list"));
  }

  /**
   * Writes some splits of a data set.
   *
   * @param remarks gets the reason where it is absent
   */
  Optional<Table> write(Listing listing, int seeds, Consumer<String> remarks) {
    String[] words = ask("write " + listing.name() + " " + seeds).split(" ", -1);
    if (words[0].equals(ABSENT)) {
      String reason = String.join(" ", Arrays.copyOfRange(words, 1, words.length));
      remarks.accept(listing.name() + " is absent: " + reason);
      return Optional.empty();
    }
    return Optional.of(Table.parse(listing, words));
  }

  private String ask(String request) {
    return group.askAll(DEADLINE, request).get(0);
  }

  @Override
  public void close() {
    group.close();
  }
}
