package org.coherer.datasource.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxFiles;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.stream.FileLog;
import org.coherer.datasource.stream.LogOffset;

/**
 * Reads new files as they come, each once.
 *
 * <p>The files of a batch are in the log before Spark knows its offset. If a query ends in between,
 * the next one finds an entry that Spark does not know of, and makes the batch of it.
 */
final class SourceStream implements MicroBatchStream, SupportsTriggerAvailableNow {
  static final OptionSpec<Long> MAX_FILES =
      new OptionSpec<>(
          "maxFilesPerTrigger",
          new OptionKind.WholeNumber(1, Integer.MAX_VALUE),
          "",
          "of streams: how many new files a batch reads at most; by default, all that are there");

  private final SourceScan scan;
  private final FileLog log;
  private final Set<String> seen = new HashSet<>();
  private List<List<FoundFile>> entries;
  private Optional<List<FoundFile>> available = Optional.empty();

  SourceStream(SourceScan scan, FileLog log) {
    this.scan = scan;
    this.log = log;
  }

  @Override
  public Offset initialOffset() {
    return new LogOffset(-1);
  }

  @Override
  public Offset deserializeOffset(String json) {
    return LogOffset.of(json);
  }

  @Override
  public ReadLimit getDefaultReadLimit() {
    return scan.source()
        .options()
        .find(MAX_FILES)
        .map(files -> ReadLimit.maxFiles(Math.toIntExact(files)))
        .orElse(ReadLimit.allAvailable());
  }

  /** {@inheritDoc} From then on, files that come later are left to the next query. */
  @Override
  public synchronized void prepareForTriggerAvailableNow() {
    available = Optional.of(found());
  }

  @Override
  public Offset latestOffset() {
    throw new UnsupportedOperationException("Spark asks with a limit");
  }

  @Override
  public synchronized Offset latestOffset(Offset start, ReadLimit limit) {
    long from = ((LogOffset) start).entry();
    long last = entries().size() - 1L;
    if (last <= from) {
      int most = limit instanceof ReadMaxFiles files ? files.maxFiles() : Integer.MAX_VALUE;
      List<FoundFile> next =
          available.orElseGet(this::found).stream()
              .filter(file -> !seen.contains(file.path()))
              .limit(most)
              .toList();
      if (!next.isEmpty()) {
        last++;
        add(last, next);
      }
    }
    return last < 0 ? null : new LogOffset(last);
  }

  @Override
  public synchronized InputPartition[] planInputPartitions(Offset start, Offset end) {
    Set<String> wanted = new HashSet<>();
    int first = Math.toIntExact(((LogOffset) start).entry() + 1);
    int after = Math.toIntExact(((LogOffset) end).entry() + 1);
    for (List<FoundFile> entry : entries().subList(first, after)) {
      entry.forEach(file -> wanted.add(file.path()));
    }
    try {
      List<FoundRoot> roots = new ArrayList<>();
      for (FoundRoot root : scan.source().findAgain()) {
        FoundRoot chosen = root.only(file -> wanted.remove(file.path()));
        if (!chosen.files().isEmpty()) {
          roots.add(chosen);
        }
      }
      requireAll(wanted);
      return roots.isEmpty()
          ? new InputPartition[0]
          : scan.of(scan.source().of(roots)).planInputPartitions();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return scan.createReaderFactory();
  }

  @Override
  public void commit(Offset end) {
    // the log stays: its entries are what has been read
  }

  @Override
  public void stop() {
    // nothing is open between two calls
  }

  private void requireAll(Set<String> missing) {
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read %d files of a batch, such as '%s' (they were there when it was planned: keep files until the batch has ended)"
              .formatted(missing.size(), missing.iterator().next()));
    }
  }

  private void add(long number, List<FoundFile> files) {
    try {
      log.add(number, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    entries.add(files);
    files.forEach(file -> seen.add(file.path()));
  }

  private List<List<FoundFile>> entries() {
    if (entries == null) {
      try {
        entries = new ArrayList<>(log.entries());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      entries.stream().flatMap(List::stream).forEach(file -> seen.add(file.path()));
    }
    return entries;
  }

  /** Returns the files that are there, the oldest first. */
  private List<FoundFile> found() {
    try {
      Stream<FoundFile> files = scan.source().findAgain().stream().flatMap(r -> r.files().stream());
      return files
          .sorted(
              Comparator.comparingLong(FoundFile::modifiedMillis).thenComparing(FoundFile::path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
