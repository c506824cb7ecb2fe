package org.coherer.connector.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.coherer.connector.file.FitFileName;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitObserver;
import org.coherer.connector.report.FitReport;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.checkpoint.storage.DurableOutput;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.event.TrainingEvent.RunStarted;
import org.coherer.training.event.TrainingEvent.WorkerInfo;
import org.coherer.training.plan.StepRange;
import org.coherer.training.trace.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the spans of the steps that are traced, from all ranks, and writes them into two files
 * as soon as they are complete: a trace for Perfetto, and what bounds the steps, in words. If a run
 * ends before that, it writes what there is and says what is missing.
 */
public final class StepProfile implements FitObserver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StepProfile.class);

  private final CheckpointFiles folder;
  private final StepRange wanted;
  private final Clock clock;

  /** Those of one rank, by the first step of each. */
  private final SortedMap<Integer, NavigableMap<Long, StepsTraced>> traces = new TreeMap<>();

  private List<WorkerInfo> workers = List.of();
  private String name = "fit";
  private boolean written;

  StepProfile(CheckpointFiles folder, StepRange wanted, Clock clock) {
    this.folder = folder;
    this.wanted = wanted;
    this.clock = clock;
  }

  /**
   * Returns the profile of one fit. It is to be closed at the end.
   *
   * @param folder on any Hadoop file system; made if it is not there
   * @param wanted the steps that are traced
   * @param spark has the settings of file systems
   * @throws IllegalArgumentException if files cannot be created and deleted there
   */
  public static StepProfile in(String folder, StepRange wanted, SparkContext spark) {
    try {
      Path path = new Path(folder);
      CheckpointFiles files =
          new CheckpointFiles(path.getFileSystem(spark.hadoopConfiguration()), path);
      files.prepare("a profile");
      return new StepProfile(files, wanted, Clock.systemUTC());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("Invalid profileDir " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void onBegin(FitDescription fit) {
    name = FitFileName.of(fit.fit(), clock.instant());
  }

  @Override
  public void onEvent(FitReport.Fit fit, RunEvent event) {
    if (event.event() instanceof RunStarted started) {
      begin(started);
    } else if (event.event() instanceof StepsTraced traced && !written) {
      add(traced);
      if (isComplete()) {
        write();
      }
    }
  }

  /** The ranks of an attempt that has failed are not those of the next one. */
  private void begin(RunStarted started) {
    workers = started.workers();
    traces.clear();
  }

  /** Steps that are made again, after the run has gone back, take the place of those before. */
  private void add(StepsTraced traced) {
    NavigableMap<Long, StepsTraced> own =
        traces.computeIfAbsent(traced.rank(), rank -> new TreeMap<>());
    own.values().removeIf(before -> before.last() >= traced.first());
    own.put(traced.first(), traced);
  }

  private boolean isComplete() {
    return traces.size() == workers.size()
        && traces.values().stream()
            .allMatch(own -> own.lastEntry().getValue().last() >= wanted.last());
  }

  @Override
  public void close() {
    if (!written && !traces.isEmpty()) {
      LOG.warn(
          "The profile of steps {} to {} is not complete: there are {} of {} ranks, up to step {}",
          wanted.first(),
          wanted.last(),
          traces.size(),
          workers.size(),
          lastStep());
      write();
    } else if (!written && !workers.isEmpty()) {
      LOG.warn(
          "There is no profile: the run has made none of the steps {} to {} (profileSteps)",
          wanted.first(),
          wanted.last());
    }
  }

  private long firstStep() {
    return traces.values().stream().mapToLong(NavigableMap::firstKey).min().orElse(0);
  }

  private long lastStep() {
    return traces.values().stream()
        .mapToLong(own -> own.lastEntry().getValue().last())
        .min()
        .orElse(0);
  }

  private void write() {
    written = true;
    List<RankTrace> ranks = CommonClock.of(ranks());
    StepSummary summary = new StepSummary(StepTimes.of(ranks), firstStep(), lastStep());
    try {
      write(name + ".pftrace", PerfettoTrace.of(ranks));
      write(name + ".txt", summary.text().getBytes(StandardCharsets.UTF_8));
      LOG.info(
          "The profile of steps {} to {} is in {} (ui.perfetto.dev opens it). {}",
          firstStep(),
          lastStep(),
          folder.path(name + ".pftrace"),
          summary.verdict());
    } catch (IOException e) {
      LOG.warn(
          "Cannot write the profile to {}; the fit goes on without it. {}",
          folder.path(name),
          summary.verdict(),
          e);
    }
    traces.clear();
  }

  private void write(String file, byte[] content) throws IOException {
    try (DurableOutput out = folder.create(file)) {
      out.write(ByteBuffer.wrap(content));
      out.commit();
    }
  }

  private List<RankTrace> ranks() {
    List<RankTrace> ranks = new ArrayList<>();
    traces.forEach(
        (rank, own) -> {
          List<Span> spans =
              own.values().stream().flatMap(traced -> traced.spans().stream()).toList();
          ranks.add(new RankTrace(rank, nameOf(rank), spans));
        });
    return ranks;
  }

  private String nameOf(int rank) {
    return workers.stream()
        .filter(worker -> worker.rank() == rank)
        .findFirst()
        .map(worker -> "rank " + rank + " on " + worker.host() + ", process " + worker.processId())
        .orElse("rank " + rank);
  }
}
