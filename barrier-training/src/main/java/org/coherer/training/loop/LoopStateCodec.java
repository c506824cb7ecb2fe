package org.coherer.training.loop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.event.TrainingHistory.ValidationResult;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.sync.Wishes;

/**
 * Writes a {@link LoopState} as bytes and reads it back, with all its bits. Big-endian: a version
 * byte; in version 2 how often the run has rolled back, in all and in a row (32 bits each), 0 in
 * version 1, in which a run that has not is written still; the tally (steps, skipped, rows as
 * 64-bit integers, weight and loss as doubles, whether the time is up); the best epoch (32 bits)
 * and its value; the name of the reason to stop, empty if there is none; the seconds; the number of
 * complete epochs (32 bits) and each of them. Texts are Java's modified UTF-8 behind a 16-bit
 * length.
 */
public final class LoopStateCodec {

  private static final byte WITHOUT_ROLL_BACKS = 1;
  private static final byte VERSION = 2;

  private LoopStateCodec() {}

  /** Returns the bytes of a state. */
  public static byte[] encode(LoopState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(state.rollBacks(), out);
      write(state.tally(), out);
      out.writeInt(state.best().epoch());
      out.writeDouble(state.best().value());
      out.writeUTF(state.stop().map(StopReason::name).orElse(""));
      out.writeDouble(state.seconds());
      out.writeInt(state.completed().size());
      for (TrainingHistory.Epoch epoch : state.completed()) {
        write(epoch, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, in memory
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the state that the bytes hold.
   *
   * @throws IOException if they are of another version, cut off, too long, or hold numbers that no
   *     run can have. The message says which
   */
  public static LoopState decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      RollBacks rollBacks = readRollBacks(in);
      EpochTally tally = readTally(in);
      BestEpoch best = new BestEpoch(in.readInt(), in.readDouble());
      String stop = in.readUTF();
      double seconds = in.readDouble();
      int count = in.readInt();
      List<TrainingHistory.Epoch> completed = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        completed.add(readEpoch(in));
      }
      if (in.available() > 0) {
        throw new IOException(
            "Invalid loop state: " + in.available() + " bytes follow its end (must be none)");
      }
      Optional<StopReason> reason =
          stop.isEmpty() ? Optional.empty() : Optional.of(StopReason.valueOf(stop));
      return new LoopState(completed, tally, best, reason, seconds, rollBacks);
    } catch (java.io.EOFException e) {
      throw new IOException("Invalid loop state: cut off after " + bytes.length + " bytes", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("Invalid loop state: " + e.getMessage(), e);
    }
  }

  private static void write(RollBacks rollBacks, DataOutputStream out) throws IOException {
    if (rollBacks.count() == 0) {
      out.writeByte(WITHOUT_ROLL_BACKS);
      return;
    }
    out.writeByte(VERSION);
    out.writeInt(rollBacks.count());
    out.writeInt(rollBacks.inRow());
  }

  private static RollBacks readRollBacks(DataInputStream in) throws IOException {
    byte version = in.readByte();
    if (version == WITHOUT_ROLL_BACKS) {
      return RollBacks.NONE;
    }
    if (version != VERSION) {
      throw new IOException(
          "Cannot read a loop state of version " + version + " (must be 1 or " + VERSION + ")");
    }
    return new RollBacks(in.readInt(), in.readInt());
  }

  private static void write(EpochTally tally, DataOutputStream out) throws IOException {
    out.writeLong(tally.steps());
    out.writeLong(tally.skipped());
    out.writeLong(tally.sum().rows());
    out.writeDouble(tally.sum().weight());
    out.writeDouble(tally.sum().loss());
    out.writeBoolean(tally.sum().timeIsUp());
  }

  private static EpochTally readTally(DataInputStream in) throws IOException {
    return new EpochTally(
        in.readLong(),
        in.readLong(),
        new StepTotals(
            in.readLong(), in.readDouble(), in.readDouble(), new Wishes(in.readBoolean(), false)));
  }

  private static void write(TrainingHistory.Epoch epoch, DataOutputStream out) throws IOException {
    out.writeInt(epoch.epoch());
    out.writeDouble(epoch.loss());
    out.writeLong(epoch.rows());
    out.writeLong(epoch.skippedSteps());
    out.writeDouble(epoch.learningRate());
    TrainingHistory.Times times = epoch.times();
    out.writeDouble(times.total());
    out.writeDouble(times.data());
    out.writeDouble(times.compute());
    out.writeDouble(times.exchange());
    out.writeDouble(times.waiting());
    out.writeDouble(epoch.validationLoss());
    out.writeInt(epoch.metrics().size());
    for (Map.Entry<String, Double> metric : epoch.metrics().entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
  }

  private static TrainingHistory.Epoch readEpoch(DataInputStream in) throws IOException {
    int number = in.readInt();
    double loss = in.readDouble();
    long rows = in.readLong();
    long skipped = in.readLong();
    double rate = in.readDouble();
    TrainingHistory.Times times =
        new TrainingHistory.Times(
            in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    double validationLoss = in.readDouble();
    SortedMap<String, Double> metrics = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      metrics.put(in.readUTF(), in.readDouble());
    }
    return new TrainingHistory.Epoch(
        number, loss, rows, skipped, rate, times, new ValidationResult(validationLoss, metrics));
  }
}
