package org.coherer.training.saving;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.loop.LoopState;

/** What the driver asks processes that keep replicas of a run that has failed, as bytes. */
final class KeptQuestion {

  /** How far is the furthest replica? */
  private static final byte POSITION = 'P';

  /** Write the furthest replica as a checkpoint. */
  private static final byte SAVE = 'S';

  /** The answer of a process that has no replica, or could not write it. */
  private static final byte[] NOTHING = {'N'};

  private static final int POSITION_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

  private KeptQuestion() {}

  /**
   * How far a replica is.
   *
   * @param place where a checkpoint of it stands
   * @param rollBacks how often the run had gone back
   */
  record Progress(CheckpointPosition place, int rollBacks) implements Comparable<Progress> {

    private static final Comparator<Progress> ORDER =
        Comparator.comparingInt((Progress one) -> one.place.epochs())
            .thenComparingInt(Progress::rollBacks)
            .thenComparingLong(one -> one.place.steps());

    @Override
    public int compareTo(Progress other) {
      return ORDER.compare(this, other);
    }

    static Progress of(LoopState state) {
      return new Progress(
          new CheckpointPosition(state.completed().size(), state.tally().steps()),
          state.rollBacks().count());
    }
  }

  static byte[] position() {
    return new byte[] {POSITION};
  }

  /**
   * Asks for a checkpoint.
   *
   * @param attempt the attempt that it is named after
   */
  static byte[] save(int attempt) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(SAVE).putInt(attempt).array();
  }

  static boolean asksPosition(byte[] question) {
    return question.length == 1 && question[0] == POSITION;
  }

  /** Returns the attempt that a checkpoint is to be named after; empty if none is asked for. */
  static Optional<Integer> asksSaving(byte[] question) {
    return question.length == 1 + Integer.BYTES && question[0] == SAVE
        ? Optional.of(ByteBuffer.wrap(question).getInt(1))
        : Optional.empty();
  }

  static byte[] nothing() {
    return NOTHING.clone();
  }

  static boolean isNothing(byte[] answer) {
    return answer.length == NOTHING.length && answer[0] == NOTHING[0];
  }

  static byte[] encode(Progress progress) {
    return ByteBuffer.allocate(POSITION_BYTES)
        .putInt(progress.place().epochs())
        .putLong(progress.place().steps())
        .putInt(progress.rollBacks())
        .array();
  }

  static Progress progress(byte[] answer) throws IOException {
    if (answer.length != POSITION_BYTES) {
      throw new IOException(
          "A position of " + answer.length + " bytes (must be " + POSITION_BYTES + ")");
    }
    ByteBuffer fields = ByteBuffer.wrap(answer);
    return new Progress(new CheckpointPosition(fields.getInt(), fields.getLong()), fields.getInt());
  }
}
