package org.coherer.training.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.vector.FlatVector;

/** The contents of requests and answers, as docs/protocol.md specifies them. */
final class Messages {

  /** What a READ or a WRITE is about. */
  enum Part {
    PARAMETERS(0),
    STATE(1);

    private final long code;

    Part(long code) {
      this.code = code;
    }

    static Part of(long code) {
      for (Part part : values()) {
        if (part.code == code) {
          return part;
        }
      }
      throw new IllegalArgumentException("Unknown part " + code + " of a parameter server");
    }
  }

  /**
   * BEGIN.
   *
   * @param epoch counted from 1
   * @param expected how many workers are to join before the first synchronous update
   * @param updatesPerEpoch how many updates an epoch has, for the schedule
   * @param rateFactor by what the learning rate is multiplied beside the schedule
   */
  record Begin(int epoch, int expected, long updatesPerEpoch, double rateFactor) {

    static final int BYTES = 24;

    ByteBuffer encode() {
      return allocate(BYTES)
          .putInt(epoch)
          .putInt(expected)
          .putLong(updatesPerEpoch)
          .putDouble(rateFactor)
          .flip();
    }

    static Begin decode(ByteBuffer in) {
      return new Begin(in.getInt(), in.getInt(), in.getLong(), in.getDouble());
    }
  }

  /**
   * The answer to a JOIN, before the parameters.
   *
   * @param steps how many steps of the worker count already in this epoch
   * @param version how many updates the parameters have
   */
  record Joined(long steps, long version) {

    static final int BYTES = 16;

    ByteBuffer encode() {
      return allocate(BYTES).putLong(steps).putLong(version).flip();
    }

    static Joined decode(ByteBuffer in) {
      return new Joined(in.getLong(), in.getLong());
    }
  }

  /**
   * STEP, before the gradients.
   *
   * @param step counted from 1 in the epoch
   * @param version that of the parameters that the gradients are of
   * @param skipped whether the worker found them, or the loss, not to be finite: then none follow
   * @param totals what its batches added up to
   */
  record Step(long step, long version, boolean skipped, StepTotals totals) {

    static final int BYTES = 48;

    ByteBuffer encode() {
      return allocate(BYTES)
          .putLong(step)
          .putLong(version)
          .putLong(skipped ? 1 : 0)
          .putLong(totals.rows())
          .putDouble(totals.weight())
          .putDouble(totals.loss())
          .flip();
    }

    static Step decode(ByteBuffer in) {
      long step = in.getLong();
      long version = in.getLong();
      boolean skipped = in.getLong() != 0;
      return new Step(
          step, version, skipped, new StepTotals(in.getLong(), in.getDouble(), in.getDouble()));
    }
  }

  /**
   * The answer to a STEP, before the parameters.
   *
   * @param version how many updates the parameters have
   * @param halted whether the worker is to leave
   */
  record Next(long version, boolean halted) {

    static final int BYTES = 16;

    ByteBuffer encode() {
      return allocate(BYTES).putLong(version).putLong(halted ? 1 : 0).flip();
    }

    static Next decode(ByteBuffer in) {
      return new Next(in.getLong(), in.getLong() != 0);
    }
  }

  /**
   * READ, and WRITE before the values.
   *
   * @param part of what
   * @param offset the first value
   * @param length the number of values
   */
  record Range(Part part, long offset, long length) {

    static final int BYTES = 24;

    ByteBuffer encode() {
      return allocate(BYTES).putLong(part.code).putLong(offset).putLong(length).flip();
    }

    static Range decode(ByteBuffer in) {
      return new Range(Part.of(in.getLong()), in.getLong(), in.getLong());
    }
  }

  private Messages() {}

  /** Encodes a position: the answer to POSITION, and RESTORE. */
  static ByteBuffer encode(ServerPosition position) {
    Tally tally = position.tally();
    ByteBuffer out = allocate(positionBytes(position.steps().size()));
    out.putLong(position.parameters()).putLong(position.state());
    out.putLong(position.version()).putInt(position.epoch()).putInt(position.steps().size());
    out.putLong(tally.updates()).putLong(tally.skipped());
    out.putLong(tally.totals().rows());
    out.putDouble(tally.totals().weight()).putDouble(tally.totals().loss());
    out.putLong(tally.staleness()).putLong(tally.steps());
    out.putLong(tally.mostStale()).putLong(tally.mostAhead());
    out.putDouble(position.learningRate());
    position.steps().forEach((worker, steps) -> out.putLong(worker).putLong(steps));
    return out.flip();
  }

  static int positionBytes(int workers) {
    return 14 * Long.BYTES + workers * 2 * Long.BYTES;
  }

  static ServerPosition decodePosition(ByteBuffer in) {
    long parameters = in.getLong();
    long state = in.getLong();
    long version = in.getLong();
    int epoch = in.getInt();
    int workers = in.getInt();
    long updates = in.getLong();
    long skipped = in.getLong();
    StepTotals totals = new StepTotals(in.getLong(), in.getDouble(), in.getDouble());
    Tally tally =
        new Tally(updates, skipped, totals, in.getLong(), in.getLong(), in.getLong(), in.getLong());
    double learningRate = in.getDouble();
    SortedMap<Integer, Long> steps = new TreeMap<>();
    for (int i = 0; i < workers; i++) {
      steps.put((int) in.getLong(), in.getLong());
    }
    return new ServerPosition(parameters, state, version, epoch, tally, learningRate, steps);
  }

  /** Returns the vector behind a header of so many bytes, which aliases the message. */
  static FlatVector behind(int header, ByteBuffer message) {
    message.position(header);
    return FlatVector.wrap(message);
  }

  /** Returns buffers for a header and a vector behind it, which is aliased. */
  static ByteBuffer[] with(ByteBuffer header, FlatVector vector) {
    ByteBuffer[] all = new ByteBuffer[1 + vector.segmentCount()];
    all[0] = header;
    for (int i = 0; i < vector.segmentCount(); i++) {
      all[1 + i] = vector.segment(i);
    }
    return all;
  }

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }
}
