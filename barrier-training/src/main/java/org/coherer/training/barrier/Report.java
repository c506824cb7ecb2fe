package org.coherer.training.barrier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.event.TrainingEvent;

/**
 * What a task tells the driver: an event, or that it has failed. Encoded by hand, so that nothing
 * is deserialized blindly.
 */
sealed interface Report {

  /** The longest encoded report. */
  int MAX_BYTES = 1 << 20;

  /** The longest failure text, in characters. */
  int MAX_TEXT = 8_000;

  /** Something happened. */
  record Event(TrainingEvent event) implements Report {}

  /**
   * A rank has failed.
   *
   * @param attempt the attempt of the stage, from 0
   * @param rank the rank
   * @param host where it ran
   * @param processId the process it ran in
   * @param echo whether it only noticed that another rank was lost
   * @param text the exception and its causes
   */
  record Failure(int attempt, int rank, String host, long processId, boolean echo, String text)
      implements Report {}

  /** Returns the report as bytes. */
  static byte[] encode(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (report instanceof Failure failure) {
        writeFailure(failure, out);
      } else {
        writeEvent(((Event) report).event(), out);
      }
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
      case 'F' ->
          new Failure(
              in.readInt(),
              in.readInt(),
              in.readUTF(),
              in.readLong(),
              in.readBoolean(),
              in.readUTF());
      case 'S' -> new Event(readStarted(in));
      case 'P' ->
          new Event(
              new TrainingEvent.Progress(
                  in.readInt(), in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
      case 'E' ->
          new Event(
              new TrainingEvent.EpochCompleted(
                  in.readInt(), in.readDouble(), in.readLong(), in.readDouble()));
      case 'V' -> new Event(readValidated(in));
      case 'W' ->
          new Event(
              new TrainingEvent.DataWaited(
                  in.readInt(), in.readInt(), in.readDouble(), in.readDouble()));
      default -> throw new IOException("Unknown report " + kind);
    };
  }

  private static void writeFailure(Failure failure, DataOutputStream out) throws IOException {
    out.writeByte('F');
    out.writeInt(failure.attempt());
    out.writeInt(failure.rank());
    out.writeUTF(failure.host());
    out.writeLong(failure.processId());
    out.writeBoolean(failure.echo());
    String text = failure.text();
    out.writeUTF(text.substring(0, Math.min(MAX_TEXT, text.length())));
  }

  private static void writeEvent(TrainingEvent event, DataOutputStream out) throws IOException {
    if (event instanceof TrainingEvent.RunStarted started) {
      writeStarted(started, out);
    } else if (event instanceof TrainingEvent.Progress progress) {
      out.writeByte('P');
      out.writeInt(progress.epoch());
      out.writeLong(progress.step());
      out.writeDouble(progress.loss());
      out.writeDouble(progress.rowsPerSecond());
      out.writeDouble(progress.secondsLeft());
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      out.writeByte('E');
      out.writeInt(epoch.epoch());
      out.writeDouble(epoch.loss());
      out.writeLong(epoch.rows());
      out.writeDouble(epoch.seconds());
    } else if (event instanceof TrainingEvent.EpochValidated validated) {
      writeValidated(validated, out);
    } else if (event instanceof TrainingEvent.DataWaited waited) {
      out.writeByte('W');
      out.writeInt(waited.rank());
      out.writeInt(waited.epoch());
      out.writeDouble(waited.seconds());
      out.writeDouble(waited.epochSeconds());
    } else {
      throw new IllegalArgumentException("No encoding for " + event.getClass().getName());
    }
  }

  private static void writeStarted(TrainingEvent.RunStarted started, DataOutputStream out)
      throws IOException {
    out.writeByte('S');
    out.writeLong(started.parameterCount());
    out.writeInt(started.epochs());
    out.writeLong(started.stepsPerEpoch());
    out.writeInt(started.workers().size());
    for (TrainingEvent.WorkerInfo worker : started.workers()) {
      out.writeInt(worker.rank());
      out.writeUTF(worker.host());
      out.writeLong(worker.processId());
      out.writeLong(worker.rows());
    }
  }

  private static TrainingEvent.RunStarted readStarted(DataInputStream in) throws IOException {
    long parameterCount = in.readLong();
    int epochs = in.readInt();
    long stepsPerEpoch = in.readLong();
    int count = in.readInt();
    List<TrainingEvent.WorkerInfo> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(
          new TrainingEvent.WorkerInfo(in.readInt(), in.readUTF(), in.readLong(), in.readLong()));
    }
    return new TrainingEvent.RunStarted(workers, parameterCount, epochs, stepsPerEpoch);
  }

  private static void writeValidated(TrainingEvent.EpochValidated validated, DataOutputStream out)
      throws IOException {
    out.writeByte('V');
    out.writeInt(validated.epoch());
    out.writeLong(validated.rows());
    out.writeDouble(validated.loss());
    out.writeDouble(validated.seconds());
    out.writeInt(validated.metrics().size());
    for (Map.Entry<String, Double> metric : validated.metrics().entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
  }

  private static TrainingEvent.EpochValidated readValidated(DataInputStream in) throws IOException {
    int epoch = in.readInt();
    long rows = in.readLong();
    double loss = in.readDouble();
    double seconds = in.readDouble();
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      metrics.put(in.readUTF(), in.readDouble());
    }
    return new TrainingEvent.EpochValidated(epoch, rows, loss, metrics, seconds);
  }
}
