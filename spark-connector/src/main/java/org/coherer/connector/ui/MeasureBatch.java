package org.coherer.connector.ui;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.coherer.connector.ui.event.FitMeasured;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.TensorStatistics;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingHistory.Epoch;

/**
 * What one fit has measured of gradients and layers and not yet said. Values of layers are large,
 * so they are said more rarely than other things: after two seconds at the earliest, and in a long
 * run after a twentieth of its time.
 */
final class MeasureBatch {

  private static final int MOST_LAYERS = 50;
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(2);
  private static final int PARTS = 20;

  private final long began;
  private final SortedMap<Integer, Double> norms = new TreeMap<>();
  private TensorsMeasured newest;
  private long said;

  /**
   * Creates a batch that has nothing.
   *
   * @param began when the fit began, in nanoseconds
   */
  MeasureBatch(long began) {
    this.began = began;
    said = began - SHORTEST;
  }

  void add(GradientsMeasured gradients) {
    norms.put(gradients.epoch(), gradients.norm());
  }

  void add(TensorsMeasured tensors) {
    newest = tensors;
  }

  /** Returns and forgets the norms of some epochs that have ended, and forgets those before. */
  SortedMap<Integer, Double> take(List<Epoch> epochs) {
    SortedMap<Integer, Double> taken = new TreeMap<>();
    for (Epoch epoch : epochs) {
      Double norm = norms.get(epoch.epoch());
      if (norm != null) {
        taken.put(epoch.epoch(), norm);
      }
    }
    if (!epochs.isEmpty()) {
      norms.headMap(epochs.get(epochs.size() - 1).epoch() + 1).clear();
    }
    return taken;
  }

  /** Returns whether there are values of layers that were not said. */
  boolean hasTensors() {
    return newest != null;
  }

  /**
   * Returns whether it is time to say them.
   *
   * @param now in nanoseconds
   */
  boolean isDue(long now) {
    return hasTensors() && now - said >= Math.max(SHORTEST, (now - began) / PARTS);
  }

  /**
   * Returns and forgets the values of layers, those of the first layers if there are many.
   *
   * @param millis the time of the event
   * @param now in nanoseconds
   */
  FitMeasured takeTensors(long fit, long millis, long now) {
    TensorsMeasured told = newest;
    newest = null;
    said = now;
    List<TensorStatistics> all = told.tensors();
    long kinds = all.stream().map(TensorStatistics::kind).distinct().count();
    List<TensorStatistics> first = all.stream().limit(MOST_LAYERS * kinds).toList();
    return new FitMeasured(fit, millis, told.epoch(), first, told.layers());
  }
}
