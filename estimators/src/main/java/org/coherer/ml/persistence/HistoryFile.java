package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.Epoch;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.event.TrainingHistory.Times;
import org.coherer.training.event.TrainingHistory.ValidationResult;

/**
 * {@code history.properties}: how a training went.
 *
 * <p>Keys: {@code epochs}, their number; {@code metrics}, the number of names of metrics, and
 * {@code metric.m} for each; {@code bestEpoch}, {@code resultEpoch}, {@code stopReason}; {@code
 * rollBacks}, if there were any; and for each epoch {@code epoch.n.} with {@code loss}, {@code
 * rows}, {@code skippedSteps}, {@code learningRate}, {@code validationLoss}, {@code seconds},
 * {@code seconds.data}, {@code seconds.compute}, {@code seconds.exchange}, {@code seconds.waiting},
 * and {@code metric.m} where it was measured.
 */
final class HistoryFile {

  private static final String EPOCH = "epoch.";
  private static final String METRIC = "metric.";
  private static final String ROLL_BACKS = "rollBacks";

  private HistoryFile() {}

  static byte[] write(TrainingHistory history) {
    TreeSet<String> distinct = new TreeSet<>();
    history.epochs().forEach(epoch -> distinct.addAll(epoch.metrics().keySet()));
    List<String> metrics = List.copyOf(distinct);
    KeyValues values =
        KeyValues.empty()
            .put("stopReason", history.stopReason().name())
            .put("bestEpoch", history.bestEpoch())
            .put("resultEpoch", history.resultEpoch())
            .put("metrics", metrics.size());
    if (history.rollBacks() > 0) {
      values.put(ROLL_BACKS, history.rollBacks());
    }
    for (int m = 0; m < metrics.size(); m++) {
      values.put(METRIC + (m + 1), metrics.get(m));
    }
    values.put("epochs", history.epochs().size());
    for (int n = 0; n < history.epochs().size(); n++) {
      write(history.epochs().get(n), metrics, EPOCH + (n + 1) + ".", values);
    }
    return values.toBytes();
  }

  private static void write(Epoch epoch, List<String> metrics, String prefix, KeyValues values) {
    values
        .put(prefix + "loss", epoch.loss())
        .put(prefix + "rows", epoch.rows())
        .put(prefix + "skippedSteps", epoch.skippedSteps())
        .put(prefix + "learningRate", epoch.learningRate())
        .put(prefix + "validationLoss", epoch.validationLoss())
        .put(prefix + "seconds", epoch.times().total())
        .put(prefix + "seconds.data", epoch.times().data())
        .put(prefix + "seconds.compute", epoch.times().compute())
        .put(prefix + "seconds.exchange", epoch.times().exchange())
        .put(prefix + "seconds.waiting", epoch.times().waiting());
    epoch
        .metrics()
        .forEach((name, value) -> values.put(prefix + METRIC + (metrics.indexOf(name) + 1), value));
  }

  static TrainingHistory read(byte[] file, String source) throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    // What is claimed without being there ends the loops at the first key that is missing.
    long metricCount = values.integer("metrics", 0, Integer.MAX_VALUE);
    Map<String, String> names = new HashMap<>();
    for (int m = 1; m <= metricCount; m++) {
      names.put(Integer.toString(m), values.text(METRIC + m));
    }
    Map<String, SortedMap<String, Double>> metrics = metrics(names, values);
    long epochCount = values.integer("epochs", 0, Integer.MAX_VALUE - 1);
    List<Epoch> epochs = new ArrayList<>();
    for (int n = 1; n <= epochCount; n++) {
      SortedMap<String, Double> measured = metrics.get(Integer.toString(n));
      epochs.add(epoch(n, measured == null ? new TreeMap<>() : measured, values));
    }
    return new TrainingHistory(
        epochs,
        (int) values.integer("bestEpoch", 0, epochCount),
        (int) values.integer("resultEpoch", 0, epochCount),
        stopReason(values),
        values.has(ROLL_BACKS) ? (int) values.integer(ROLL_BACKS, 0, Integer.MAX_VALUE) : 0);
  }

  /** Returns the metrics of each epoch by its number, in one pass: both may be many. */
  private static Map<String, SortedMap<String, Double>> metrics(
      Map<String, String> names, KeyValues values) throws IOException {
    Map<String, SortedMap<String, Double>> byEpoch = new HashMap<>();
    for (String key : values.below(EPOCH).keySet()) {
      int dot = key.indexOf('.' + METRIC);
      if (dot >= 0) {
        String name = names.get(key.substring(dot + 1 + METRIC.length()));
        if (name == null) {
          throw values.invalid(EPOCH + key, "must be of a metric that is listed");
        }
        byEpoch
            .computeIfAbsent(key.substring(0, dot), number -> new TreeMap<>())
            .put(name, values.number(EPOCH + key));
      }
    }
    return byEpoch;
  }

  private static Epoch epoch(int number, SortedMap<String, Double> metrics, KeyValues values)
      throws IOException {
    String prefix = EPOCH + number + ".";
    return new Epoch(
        number,
        values.number(prefix + "loss"),
        values.integer(prefix + "rows", 0, Long.MAX_VALUE),
        values.integer(prefix + "skippedSteps", 0, Long.MAX_VALUE),
        values.number(prefix + "learningRate"),
        new Times(
            values.number(prefix + "seconds"),
            values.number(prefix + "seconds.data"),
            values.number(prefix + "seconds.compute"),
            values.number(prefix + "seconds.exchange"),
            values.number(prefix + "seconds.waiting")),
        new ValidationResult(values.number(prefix + "validationLoss"), metrics));
  }

  private static StopReason stopReason(KeyValues values) throws IOException {
    for (StopReason reason : StopReason.values()) {
      if (reason.name().equals(values.text("stopReason"))) {
        return reason;
      }
    }
    throw values.invalid("stopReason", "must be one of " + List.of(StopReason.values()));
  }
}
