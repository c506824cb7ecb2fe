package org.coherer.benchmarks.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hadoop.conf.Configuration;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.training.checkpoint.Checkpoint;
import org.coherer.training.checkpoint.CheckpointCommitter;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.checkpoint.CheckpointWriter;
import org.coherer.training.checkpoint.OnFailure;
import org.coherer.training.checkpoint.SliceListener;
import org.coherer.training.checkpoint.SliceRole;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.checkpoint.format.SliceReport;

/** A process that is the only rank and the driver of a run, and saves and restores its state. */
final class CheckpointWorker implements Worker, SliceListener {

  static final String PREPARE = "prepare";
  static final String SAVE = "save";
  static final String COPY = "copy";
  static final String RESTORE = "restore";

  private static final Fingerprint FINGERPRINT = Fingerprint.of(Map.of("network", "any"));
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final double NANO = 1e-9;

  private final CheckpointStore store;
  private final BlockingQueue<SliceReport> reports = new LinkedBlockingQueue<>();
  private SavedState state;
  private SavedState other;
  private CheckpointWriter writer;
  private int saved;

  private CheckpointWorker(CheckpointStore store) {
    this.store = store;
  }

  /** Serves the parent; the argument is the folder of checkpoints. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String folder = Path.of(arguments[0]).toUri().toString();
    WorkerLoop.serve(
        new CheckpointWorker(CheckpointLocation.of(folder, new Configuration()).open()));
  }

  @Override
  public String answer(Request request) throws IOException, InterruptedException {
    return switch (request.verb()) {
      case PREPARE -> prepare(request.number(0));
      case SAVE -> save();
      case COPY -> copy();
      case RESTORE -> restore();
      default -> throw request.unknown();
    };
  }

  private String prepare(long parameters) throws IOException {
    store.prepare();
    state = SavedState.allocate(parameters);
    state.fill();
    other = SavedState.allocate(parameters);
    SliceRole role = new SliceRole(FINGERPRINT, 0, 1);
    writer = new CheckpointWriter(store, role, state.length(), OnFailure.FAIL, this);
    return "";
  }

  /** Answers with the seconds until the training goes on, and from then until it is durable. */
  private String save() throws IOException, InterruptedException {
    CheckpointId id = new CheckpointId(new CheckpointPosition(0, ++saved), 1, 0);
    CheckpointState common = new CheckpointState(state.vectors(), new byte[0], false);
    CheckpointCommitter.Origin origin = new CheckpointCommitter.Origin(FINGERPRINT, "benchmark");
    CheckpointCommitter committer = new CheckpointCommitter(store, origin, 1, 0, 1, 1);
    long start = System.nanoTime();
    writer.capture(id, common, state.ranges());
    long captured = System.nanoTime();
    if (!writer.drain(DEADLINE) || committer.accept(reports.take()).isEmpty()) {
      throw new BenchmarkException("There is no checkpoint " + id.name());
    }
    return (captured - start) * NANO + " " + (System.nanoTime() - captured) * NANO;
  }

  private String copy() {
    long start = System.nanoTime();
    other.copyFrom(state);
    return Double.toString((System.nanoTime() - start) * NANO);
  }

  private String restore() throws IOException {
    other.parameters().fill(0);
    other.optimizer().fill(0);
    long start = System.nanoTime();
    Checkpoint found =
        store
            .latest(FINGERPRINT, loop -> {}, CheckpointStore.Verification.LENGTHS)
            .checkpoint()
            .orElseThrow();
    found.restore(other.ranges());
    double seconds = (System.nanoTime() - start) * NANO;
    other.expectSame(state);
    return Double.toString(seconds);
  }

  @Override
  public void written(SliceReport report) {
    reports.add(report);
  }

  @Override
  public void failed(CheckpointId id, Throwable cause) {
    // The next call of the writer throws.
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
