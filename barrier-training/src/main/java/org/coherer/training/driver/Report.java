package org.coherer.training.driver;

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
import org.coherer.training.event.TrainingHistory;

/**
 * What a task tells the driver: an event, or that it has failed. Encoded by hand, so that nothing
 * is deserialized blindly.
 */
sealed interface Report {

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
      case 'E' -> new Event(readCompleted(in));
      case 'V' -> new Event(readValidated(in));
      case 'W' ->
          new Event(
              new TrainingEvent.DataWaited(
                  in.readInt(), in.readInt(), in.readDouble(), in.readDouble()));
      case 'D' -> new Event(readEnded(in));
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
      writeCompleted(epoch, out);
    } else if (event instanceof TrainingEvent.EpochValidated validated) {
      writeValidated(validated, out);
    } else if (event instanceof TrainingEvent.DataWaited waited) {
      out.writeByte('W');
      out.writeInt(waited.rank());
      out.writeInt(waited.epoch());
      out.writeDouble(waited.seconds());
      out.writeDouble(waited.epochSeconds());
    } else if (event instanceof TrainingEvent.RunEnded ended) {
      out.writeByte('D');
      out.writeInt(ended.epochs());
      out.writeInt(ended.bestEpoch());
      out.writeInt(ended.resultEpoch());
      out.writeUTF(ended.reason().name());
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

  private static TrainingEvent.RunEnded readEnded(DataInputStream in) throws IOException {
    int epochs = in.readInt();
    int best = in.readInt();
    int result = in.readInt();
    String name = in.readUTF();
    for (TrainingHistory.StopReason reason : TrainingHistory.StopReason.values()) {
      if (reason.name().equals(name)) {
        return new TrainingEvent.RunEnded(epochs, best, result, reason);
      }
    }
    throw new IOException("Unknown reason for the end of a run");
  }

  private static void writeCompleted(TrainingEvent.EpochCompleted epoch, DataOutputStream out)
      throws IOException {
    out.writeByte('E');
    out.writeInt(epoch.epoch());
    out.writeDouble(epoch.loss());
    out.writeLong(epoch.rows());
    out.writeLong(epoch.skippedSteps());
    out.writeDouble(epoch.learningRate());
    out.writeDouble(epoch.times().total());
    out.writeDouble(epoch.times().data());
    out.writeDouble(epoch.times().compute());
    out.writeDouble(epoch.times().exchange());
    out.writeDouble(epoch.times().waiting());
  }

  private static TrainingEvent.EpochCompleted readCompleted(DataInputStream in) throws IOException {
    return new TrainingEvent.EpochCompleted(
        in.readInt(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        new TrainingHistory.Times(
            in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
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
