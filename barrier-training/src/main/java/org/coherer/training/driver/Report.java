package org.coherer.training.driver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingEventCodec;

/**
 * What a task reports to the driver: an event, its own failure, a slice of a checkpoint, or that it
 * is alive. Encoded by hand, so that nothing is deserialized blindly.
 */
sealed interface Report {

  /** The longest failure text, in characters. */
  int MAX_TEXT = 8_000;

  /** Handles each kind of report. */
  interface Receiver {
    void event(Event report);

    void failure(Failure report);

    /** A slice of a checkpoint is durable. */
    void slice(Slice report);

    /** A task is alive. */
    default void alive() {}
  }

  /** Calls the method of a receiver that handles this kind of report. */
  void deliverTo(Receiver receiver);

  /** Returns whether all ranks of the reporting task's attempt have connected to each other. */
  default boolean startsRun() {
    return false;
  }

  /** Writes the kind of the report and its fields. */
  void writeTo(DataOutputStream out) throws IOException;

  /**
   * Something happened.
   *
   * @param time when, to the microsecond: what is finer does not travel
   * @param event what
   */
  record Event(Instant time, TrainingEvent event) implements Report {

    private static final byte KIND = 'E';

    /** Returns the report of an event that happens now. */
    static Event now(TrainingEvent event) {
      return new Event(Instant.now().truncatedTo(ChronoUnit.MICROS), event);
    }

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.event(this);
    }

    @Override
    public boolean startsRun() {
      return event.startsRun();
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
      out.writeByte(KIND);
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
      TrainingEventCodec.write(event, out);
    }

    private static Event read(DataInputStream in) throws IOException {
      Instant time = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      return new Event(time, TrainingEventCodec.read(in));
    }
  }

  /**
   * A rank has failed.
   *
   * @param attempt the attempt of the stage, from 0
   * @param rank the rank
   * @param host where it ran
   * @param processId the process it ran in
   * @param kind whether it is the first cause, and whether to try again
   * @param text the exception and its causes
   */
  record Failure(int attempt, int rank, String host, long processId, FailureKind kind, String text)
      implements Report {

    private static final byte KIND = 'F';

    /** Returns whether the rank only noticed that another one was lost. */
    boolean echo() {
      return kind == FailureKind.ECHO;
    }

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.failure(this);
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
      out.writeByte(KIND);
      out.writeInt(attempt);
      out.writeInt(rank);
      out.writeUTF(host);
      out.writeLong(processId);
      out.writeByte(kind.code());
      out.writeUTF(text.substring(0, Math.min(MAX_TEXT, text.length())));
    }

    private static Failure read(DataInputStream in) throws IOException {
      return new Failure(
          in.readInt(), in.readInt(), in.readUTF(), in.readLong(), kind(in), in.readUTF());
    }

    private static FailureKind kind(DataInputStream in) throws IOException {
      byte code = in.readByte();
      FailureKind kind = FailureKind.coded(code);
      if (kind == null) {
        throw new IOException("Unknown kind of failure " + code);
      }
      return kind;
    }
  }

  /**
   * A rank has written its slice of a checkpoint.
   *
   * @param content what the rank says of it, as bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slice(byte[] content) implements Report {

    private static final byte KIND = 'C';

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.slice(this);
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
      out.writeByte(KIND);
      out.write(content);
    }
  }

  /** A task is alive, whatever it does. */
  record Alive() implements Report {

    private static final byte KIND = 'A';

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.alive();
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
      out.writeByte(KIND);
    }
  }

  /** Returns the report as bytes. */
  static byte[] encode(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      report.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the report that some bytes hold.
   *
   * @throws IOException if they hold none
   */
  static Report decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    byte kind = in.readByte();
    return switch (kind) {
      case Event.KIND -> Event.read(in);
      case Failure.KIND -> Failure.read(in);
      case Slice.KIND -> new Slice(in.readAllBytes());
      case Alive.KIND -> new Alive();
      default ->
          throw new IOException(
              "Unknown report "
                  + kind
                  + " (must be an event, a failure, a slice or a sign of life)");
    };
  }
}
