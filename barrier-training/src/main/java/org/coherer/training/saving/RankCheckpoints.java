package org.coherer.training.saving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.coherer.training.checkpoint.Checkpoint;
import org.coherer.training.checkpoint.CheckpointFailedException;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.checkpoint.CheckpointWriter;
import org.coherer.training.checkpoint.LastSave;
import org.coherer.training.checkpoint.SliceListener;
import org.coherer.training.checkpoint.SliceRole;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.SliceReport;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.loop.Rank;
import org.coherer.training.loop.TrainingLoop;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.plan.Stopping;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.ReplicaCheck;
import org.coherer.training.trainer.Checkpointing;
import org.coherer.training.transport.RunIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one rank: has its slice written whenever one is due, and begins where the
 * newest one was left. Belongs to the thread of the rank.
 */
public final class RankCheckpoints implements TrainingLoop.Watcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RankCheckpoints.class);

  /** For the last slice of a run; what is not durable then is lost. */
  private static final Duration LAST_SLICE = Duration.ofMinutes(10);

  private final Checkpointing settings;
  private final RunIdentity run;
  private final Rank rank;
  private final Driver driver;
  private final CheckpointStore store;
  private final SavedVectors vectors;
  private final CheckpointWriter writer;
  private final LastSave lastSave;
  private final ReplicaCheck alike;
  private CheckpointPosition last;
  private Optional<SavedTables> tables = Optional.empty();
  private boolean asked;
  private long seenSteps;
  private long lastNanos = System.nanoTime();

  /** The driver, as the checkpoints of a rank see it. */
  @FunctionalInterface
  public interface Driver {
    /** Tells it of a slice that is durable, by what {@link SliceReport#encode} returns. */
    void report(byte[] slice);

    /** Returns whether it has asked for a checkpoint since this was called last. */
    default boolean asks() {
      return false;
    }
  }

  /**
   * Opens the folder on the rank's machine.
   *
   * @param run the run, and the attempt
   * @param driver is told of slices on the thread that writes
   * @throws UncheckedIOException if the file system cannot be reached
   */
  public RankCheckpoints(Checkpointing settings, RunIdentity run, Rank rank, Driver driver) {
    this.settings = settings;
    this.run = run;
    this.rank = rank;
    this.driver = driver;
    TrainingPlan plan = rank.plan();
    int ranks = rank.sums().ranks();
    this.vectors = new SavedVectors(rank.replica(), share(rank), rank.number(), ranks);
    try {
      this.store = settings.location().open();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open " + settings.location() + " for checkpoints: " + e.getMessage(), e);
    }
    this.writer =
        new CheckpointWriter(
            store,
            new SliceRole(settings.fingerprint(), rank.number(), ranks),
            vectors.length(
                copies(plan.controls().stopping()), plan.exchange().averaging().isPresent()),
            settings.onFailure(),
            new Reports(driver));
    this.lastSave = new LastSave();
    this.alike = new ReplicaCheck(rank.replica().parameters(), rank.sums());
  }

  private static StateShare share(Rank rank) {
    TrainingPlan plan = rank.plan();
    OptimizerLayout layout =
        Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings());
    int ranks = rank.sums().ranks();
    if (plan.exchange().shardOptimizerState()) {
      return new StateShare.Part(layout, rank.sync().reducedRange());
    }
    return plan.exchange().averaging().isPresent()
        ? new StateShare.Own(layout.stateLength(), rank.number(), ranks)
        : new StateShare.Whole(layout.stateLength(), rank.number(), ranks);
  }

  /** Returns how many copies of earlier states a checkpoint may have. */
  private static int copies(Stopping stopping) {
    return (stopping.restoreBest() ? 1 : 0)
        + (stopping.onDivergence() == OnDivergence.ROLL_BACK ? 1 : 0);
  }

  private record Reports(Driver driver) implements SliceListener {
    @Override
    public void written(SliceReport report) {
      driver.report(report.encode());
    }

    /** The writer has logged it, and the driver misses the slice. */
    @Override
    public void failed(CheckpointId id, Throwable cause) {}
  }

  /**
   * Gives the replica what the newest checkpoint has. All ranks call it together.
   *
   * @return what the loop starts from; empty if there is no checkpoint
   * @throws UncheckedIOException if the file system fails
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public Optional<LoopStart> restore(OptimizerHandover optimizer) {
    try {
      Optional<CheckpointId> newest = rank.number() == 0 ? newest() : Optional.empty();
      newest = new SharedId(rank.sums()).from0(newest);
      return newest.isEmpty() ? Optional.empty() : Optional.of(restored(newest.get(), optimizer));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot resume from a checkpoint: " + e.getMessage(), e);
    }
  }

  private Optional<CheckpointId> newest() throws IOException {
    return store
        .latest(
            settings.fingerprint(),
            SavedState.check(settings.location(), CheckpointStore.Verification.CONTENT),
            CheckpointStore.Verification.CONTENT)
        .checkpoint()
        .map(found -> found.manifest().id());
  }

  private LoopStart restored(CheckpointId id, OptimizerHandover optimizer) throws IOException {
    Checkpoint checkpoint = store.open(id);
    CheckpointState saved = checkpoint.manifest().state();
    Copies copies = vectors.memoryFor(saved.vectors());
    checkpoint.restore(vectors.needed(copies, saved.vectors()));
    rank.replica().parameters().push();
    rank.replica().optimizer().state().push();
    SavedState state = SavedState.decode(saved.loop());
    tables = state.tables();
    return new LoopStart(optimizer, state.loop(), copies, true);
  }

  /** Returns the embedding tables of the checkpoint at which the run begins, or began. */
  public Optional<SavedTables> tables() {
    return tables;
  }

  /**
   * Has the slice of a run with one rank written if a checkpoint is due, as {@link #reached} does.
   *
   * @param newTables the embedding tables that belong to the state
   * @return whether it is being written, or was
   */
  public boolean reached(LoopState state, Copies copies, Optional<SavedTables> newTables) {
    CheckpointPosition before = last;
    tables = newTables;
    reached(state, copies, wishes());
    return last != null && !last.equals(before);
  }

  /** Says where the run stands before its first step; all ranks at the same place. */
  public void begin(LoopState state) {
    seenSteps = stepsOf(state);
  }

  private long stepsOf(LoopState state) {
    long underWay = state.stop().isPresent() ? 0 : state.tally().steps();
    return state.completed().size() * rank.stepsPerEpoch() + underWay;
  }

  /**
   * Has the rank's slice written if a checkpoint is due.
   *
   * @throws IllegalArgumentException if one could not be written, and the run is to fail then: it
   *     would fail again
   */
  @Override
  public void reached(LoopState state, Copies copies, boolean wished) {
    try {
      save(state, copies, wished);
    } catch (CheckpointFailedException e) {
      throw new IllegalArgumentException(settings.failure(e.getCause()), e);
    }
  }

  /**
   * Rank 0's clock counts; a process that is about to end asks for itself, the driver for others.
   */
  @Override
  public boolean wishes() {
    asked |= driver.asks();
    boolean late = rank.number() == 0 && settings.interval().isLate(System.nanoTime() - lastNanos);
    return (late || asked || lastSave.isAsked()) && !writer.isBusy();
  }

  private void save(LoopState state, Copies copies, boolean wished) {
    boolean ended = state.stop().isPresent();
    int epochs = state.completed().size();
    long before = seenSteps;
    seenSteps = stepsOf(state);
    if (ended) {
      drain(); // The end is never skipped for a slice that is still being written.
      capture(state, copies);
      drain();
    } else {
      boolean atEnd = state.tally().steps() == 0;
      boolean due = wished || settings.interval().isDue(epochs, before, seenSteps, atEnd);
      if (due && allAreIdle()) {
        capture(state, copies);
        if (lastSave.isAsked()) {
          drain();
        }
      }
    }
  }

  /**
   * A checkpoint that one rank would skip, since its slice before is still being written, is of no
   * use to the others.
   */
  private boolean allAreIdle() {
    double[] busy = {writer.isBusy() ? 1 : 0};
    rank.sums().sum(busy);
    if (busy[0] > 0 && rank.number() == 0) {
      LOG.info("Skipping a checkpoint: {} ranks still write the one before", (int) busy[0]);
    }
    return busy[0] == 0;
  }

  /**
   * A run that has gone back leaves nothing until it is further than its last checkpoint: no file
   * is written twice, and whoever resumes from that one goes back as well.
   */
  private void capture(LoopState state, Copies copies) {
    int epochs = state.completed().size();
    CheckpointPosition position = new CheckpointPosition(epochs, state.tally().steps());
    if (last != null && position.compareTo(last) <= 0) {
      return;
    }
    last = position;
    lastNanos = System.nanoTime();
    asked = false;
    if (position.steps() > 0) { // At the end of an epoch, the loop has just looked.
      alike.check("before a checkpoint within epoch " + (epochs + 1));
    }
    rank.replica().parameters().pull();
    rank.replica().optimizer().state().pull();
    writer.capture(
        new CheckpointId(position, run.token(), run.generation()),
        new CheckpointState(
            vectors.all(copies),
            new SavedState(state, tables).encode(),
            SavedState.isOfBest(state)),
        vectors.mine(copies));
  }

  /** Waits until the slice is durable; then the process may end, if it is about to. */
  private void drain() {
    try {
      writer.drain(LAST_SLICE);
      if (lastSave.isAsked()) {
        lastSave.done();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Abandons a slice that is being written. */
  @Override
  public void close() {
    lastSave.close();
    writer.close();
  }
}
