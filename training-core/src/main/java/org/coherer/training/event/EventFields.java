package org.coherer.training.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.event.TrainingEvent.EpochCompleted;
import org.coherer.training.event.TrainingEvent.EpochValidated;
import org.coherer.training.event.TrainingEvent.Progress;
import org.coherer.training.event.TrainingEvent.RolledBack;
import org.coherer.training.event.TrainingEvent.RunEnded;
import org.coherer.training.event.TrainingEvent.RunResumed;
import org.coherer.training.event.TrainingEvent.RunStarted;
import org.coherer.training.event.TrainingEvent.StalenessMeasured;
import org.coherer.training.event.TrainingEvent.StepSkipped;
import org.coherer.training.event.TrainingEvent.Straggled;
import org.coherer.training.event.TrainingEvent.WorkerInfo;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.event.TrainingHistory.Times;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Span;

/** How the fields of each kind of event are written and read. */
final class EventFields {

  private EventFields() {}

  static void writeStarted(RunStarted event, DataOutput out) throws IOException {
    out.writeLong(event.parameterCount());
    out.writeInt(event.epochs());
    out.writeLong(event.stepsPerEpoch());
    out.writeInt(event.workers().size());
    for (WorkerInfo worker : event.workers()) {
      out.writeInt(worker.rank());
      out.writeUTF(worker.host());
      out.writeLong(worker.processId());
      out.writeLong(worker.rows());
    }
  }

  static RunStarted readStarted(DataInput in) throws IOException {
    long parameterCount = in.readLong();
    int epochs = in.readInt();
    long stepsPerEpoch = in.readLong();
    int count = in.readInt();
    List<WorkerInfo> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(new WorkerInfo(in.readInt(), in.readUTF(), in.readLong(), in.readLong()));
    }
    return new RunStarted(workers, parameterCount, epochs, stepsPerEpoch);
  }

  static void writeResumed(RunResumed event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.step());
    out.writeInt(event.keptBy());
    out.writeUTF(event.cause());
  }

  static RunResumed readResumed(DataInput in) throws IOException {
    return new RunResumed(in.readInt(), in.readLong(), in.readInt(), in.readUTF());
  }

  static void writeProgress(Progress event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.step());
    out.writeDouble(event.loss());
    out.writeDouble(event.rowsPerSecond());
    out.writeDouble(event.secondsLeft());
  }

  static Progress readProgress(DataInput in) throws IOException {
    return new Progress(
        in.readInt(), in.readLong(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  static void writeSkipped(StepSkipped event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.step());
    out.writeUTF(event.reason());
  }

  static StepSkipped readSkipped(DataInput in) throws IOException {
    return new StepSkipped(in.readInt(), in.readLong(), in.readUTF());
  }

  static void writeRolledBack(RolledBack event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.step());
    out.writeUTF(event.reason());
    out.writeInt(event.count());
    out.writeDouble(event.rateFactor());
  }

  static RolledBack readRolledBack(DataInput in) throws IOException {
    return new RolledBack(in.readInt(), in.readLong(), in.readUTF(), in.readInt(), in.readDouble());
  }

  static void writeCompleted(EpochCompleted event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeDouble(event.loss());
    out.writeLong(event.rows());
    out.writeLong(event.skippedSteps());
    out.writeDouble(event.learningRate());
    writeTimes(event.times(), out);
  }

  static EpochCompleted readCompleted(DataInput in) throws IOException {
    return new EpochCompleted(
        in.readInt(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        readTimes(in));
  }

  private static void writeTimes(Times times, DataOutput out) throws IOException {
    out.writeDouble(times.total());
    out.writeDouble(times.data());
    out.writeDouble(times.compute());
    out.writeDouble(times.exchange());
    out.writeDouble(times.waiting());
  }

  private static Times readTimes(DataInput in) throws IOException {
    return new Times(
        in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  static void writeValidated(EpochValidated event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.rows());
    out.writeDouble(event.loss());
    out.writeDouble(event.seconds());
    out.writeInt(event.metrics().size());
    for (Map.Entry<String, Double> metric : event.metrics().entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
  }

  static EpochValidated readValidated(DataInput in) throws IOException {
    int epoch = in.readInt();
    long rows = in.readLong();
    double loss = in.readDouble();
    double seconds = in.readDouble();
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      metrics.put(in.readUTF(), in.readDouble());
    }
    return new EpochValidated(epoch, rows, loss, metrics, seconds);
  }

  static void writeRanks(RanksTimed event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeInt(event.ranks().size());
    for (Times times : event.ranks()) {
      writeTimes(times, out);
    }
  }

  static RanksTimed readRanks(DataInput in) throws IOException {
    int epoch = in.readInt();
    List<Times> ranks = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      ranks.add(readTimes(in));
    }
    return new RanksTimed(epoch, ranks);
  }

  static void writeStraggled(Straggled event, DataOutput out) throws IOException {
    out.writeInt(event.rank());
    out.writeInt(event.epoch());
    out.writeUTF(event.phase());
    out.writeDouble(event.seconds());
    out.writeDouble(event.othersSeconds());
    out.writeDouble(event.waitedSeconds());
    out.writeDouble(event.epochSeconds());
  }

  static Straggled readStraggled(DataInput in) throws IOException {
    return new Straggled(
        in.readInt(),
        in.readInt(),
        in.readUTF(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  static void writeStaleness(StalenessMeasured event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeDouble(event.mean());
    out.writeLong(event.most());
    out.writeLong(event.mostStepsAhead());
  }

  static StalenessMeasured readStaleness(DataInput in) throws IOException {
    return new StalenessMeasured(in.readInt(), in.readDouble(), in.readLong(), in.readLong());
  }

  /** Names recur in every step, so each is written once. */
  static void writeTraced(StepsTraced event, DataOutput out) throws IOException {
    out.writeInt(event.rank());
    out.writeLong(event.first());
    out.writeLong(event.last());
    Map<String, Integer> numbers = new LinkedHashMap<>();
    event.spans().forEach(span -> numbers.putIfAbsent(span.name(), numbers.size()));
    out.writeInt(numbers.size());
    for (String name : numbers.keySet()) {
      out.writeUTF(name);
    }
    out.writeInt(event.spans().size());
    for (Span span : event.spans()) {
      out.writeByte(span.phase().code());
      out.writeInt(numbers.get(span.name()));
      out.writeLong(span.start());
      out.writeLong(span.nanos());
    }
  }

  static StepsTraced readTraced(DataInput in) throws IOException {
    int rank = in.readInt();
    long first = in.readLong();
    long last = in.readLong();
    List<String> names = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(in.readUTF());
    }
    List<Span> spans = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      spans.add(readSpan(in, names));
    }
    return new StepsTraced(rank, first, last, spans);
  }

  private static Span readSpan(DataInput in, List<String> names) throws IOException {
    byte phase = in.readByte();
    int name = in.readInt();
    if (name < 0 || name >= names.size()) {
      throw new IOException(
          "Invalid number " + name + " of a name (must be below " + names.size() + ")");
    }
    try {
      return new Span(Phase.of(phase), names.get(name), in.readLong(), in.readLong());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static void writeCheckpoint(CheckpointCommitted event, DataOutput out) throws IOException {
    out.writeInt(event.epochs());
    out.writeLong(event.steps());
    out.writeLong(event.bytes());
  }

  static CheckpointCommitted readCheckpoint(DataInput in) throws IOException {
    return new CheckpointCommitted(in.readInt(), in.readLong(), in.readLong());
  }

  static void writeGradients(GradientsMeasured event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.step());
    out.writeDouble(event.norm());
  }

  static GradientsMeasured readGradients(DataInput in) throws IOException {
    return new GradientsMeasured(in.readInt(), in.readLong(), in.readDouble());
  }

  static void writeEnded(RunEnded event, DataOutput out) throws IOException {
    out.writeInt(event.epochs());
    out.writeInt(event.bestEpoch());
    out.writeInt(event.resultEpoch());
    out.writeUTF(event.reason().name());
  }

  static RunEnded readEnded(DataInput in) throws IOException {
    int epochs = in.readInt();
    int best = in.readInt();
    int result = in.readInt();
    String name = in.readUTF();
    for (StopReason reason : StopReason.values()) {
      if (reason.name().equals(name)) {
        return new RunEnded(epochs, best, result, reason);
      }
    }
    throw new IOException(
        "Unknown reason '"
            + name
            + "' for the end of a run (must be one of "
            + List.of(StopReason.values())
            + ")");
  }
}
