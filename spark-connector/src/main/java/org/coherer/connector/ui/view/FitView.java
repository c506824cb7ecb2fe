package org.coherer.connector.ui.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.coherer.connector.chart.Thinning;
import org.coherer.connector.ui.event.FitAdvanced;
import org.coherer.connector.ui.event.FitBegan;
import org.coherer.connector.ui.event.FitEnded;
import org.coherer.connector.ui.event.FitEvent;
import org.coherer.connector.ui.event.FitMeasured;
import org.coherer.connector.ui.event.FitProgressed;
import org.coherer.connector.ui.event.FitProgressed.Note;
import org.coherer.connector.ui.event.FitProgressed.Notes;
import org.coherer.connector.ui.event.FitProgressed.Totals;
import org.coherer.connector.ui.event.FitStarted;
import org.coherer.training.event.TrainingHistory.Epoch;

/**
 * A fit as far as its events say. Spark's store of an application keeps it as JSON.
 *
 * @param began what it is
 * @param started its workers; {@code null} before they have met
 * @param advanced where it stands within an epoch; {@code null} if it does not
 * @param progressed all events of this kind as one: of many epochs those that a chart needs, the
 *     last totals, which are {@code null} before the first epoch, the first and the latest notes
 * @param measured the newest values of layers; {@code null} if there are none
 * @param ended its end; {@code null} before that
 */
public record FitView(
    FitBegan began,
    FitStarted started,
    FitAdvanced advanced,
    FitProgressed progressed,
    FitMeasured measured,
    FitEnded ended) {

  private static final int MAX_EPOCHS = 500;
  private static final int MAX_NOTES = 100;

  /** Returns what is known of a fit that has begun. */
  public static FitView of(FitBegan began) {
    FitProgressed nothing =
        new FitProgressed(
            began.fit(), began.time(), List.of(), null, Notes.NONE, Collections.emptySortedMap());
    return new FitView(began, null, null, nothing, null, null);
  }

  /** Returns what is known after another event. */
  public FitView with(FitEvent event) {
    if (event instanceof FitStarted next) {
      return new FitView(began, next, null, progressed, measured, ended);
    } else if (event instanceof FitAdvanced next) {
      return new FitView(began, started, next, progressed, measured, ended);
    } else if (event instanceof FitProgressed next) {
      FitAdvanced within = next.epochs().isEmpty() ? advanced : null;
      return new FitView(began, started, within, joined(next), measured, ended);
    } else if (event instanceof FitMeasured next) {
      return new FitView(began, started, advanced, progressed, next, ended);
    } else if (event instanceof FitEnded next) {
      return new FitView(began, started, null, progressed, measured, next);
    }
    return event instanceof FitBegan next ? of(next) : this;
  }

  private FitProgressed joined(FitProgressed next) {
    List<Epoch> all = thinned(joined(next.epochs()));
    return new FitProgressed(
        next.fit(), next.time(), all, next.totals(), joined(next.notes()), norms(next, all));
  }

  /** Those of the epochs that stay. */
  private SortedMap<Integer, Double> norms(FitProgressed next, List<Epoch> all) {
    SortedMap<Integer, Double> norms = new TreeMap<>(progressed.gradientNorms());
    next.epochs().stream().findFirst().ifPresent(from -> norms.tailMap(from.epoch()).clear());
    norms.putAll(next.gradientNorms());
    norms.keySet().retainAll(all.stream().map(Epoch::epoch).collect(Collectors.toSet()));
    return norms;
  }

  private Notes joined(Notes next) {
    List<Note> all = new ArrayList<>(notes().shown());
    all.addAll(next.shown());
    int dropped = Math.max(0, all.size() - MAX_NOTES);
    if (dropped > 0) {
      // How it began is in the first half, how it goes on in the last.
      all.subList(MAX_NOTES / 2, MAX_NOTES / 2 + dropped).clear();
    }
    return new Notes(all, notes().dropped() + next.dropped() + dropped);
  }

  /** An epoch that comes again, after training went back, takes the place of what came from it. */
  private List<Epoch> joined(List<Epoch> next) {
    List<Epoch> all = new ArrayList<>(epochs());
    for (Epoch epoch : next) {
      while (!all.isEmpty() && all.get(all.size() - 1).epoch() >= epoch.epoch()) {
        all.remove(all.size() - 1);
      }
      all.add(epoch);
    }
    return all;
  }

  private static List<Epoch> thinned(List<Epoch> all) {
    if (all.size() <= MAX_EPOCHS) {
      return all;
    }
    double[] losses = all.stream().mapToDouble(Epoch::loss).toArray();
    return Thinning.indices(losses, MAX_EPOCHS / 2).stream().map(all::get).toList();
  }

  /** Returns the epochs that ended; of many, those that a chart needs. */
  public List<Epoch> epochs() {
    return progressed.epochs();
  }

  /** Returns the last of what is known over all epochs; {@code null} before the first. */
  public Totals totals() {
    return progressed.totals();
  }

  /** Returns the first and the latest notes. */
  public Notes notes() {
    return progressed.notes();
  }

  /** Returns the norm of the gradients at the end of an epoch; NaN if it was not measured. */
  public double gradientNorm(Epoch epoch) {
    return progressed.gradientNorms().getOrDefault(epoch.epoch(), Double.NaN);
  }

  /** Returns where the fit stands. */
  public FitState state() {
    if (ended != null) {
      return FitState.of(ended);
    }
    return started == null ? FitState.STARTING : FitState.RUNNING;
  }

  /** Returns the last epoch that ended. */
  public Optional<Epoch> lastEpoch() {
    List<Epoch> all = epochs();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns how many epochs have ended. */
  public int epochsDone() {
    return lastEpoch().map(Epoch::epoch).orElse(0);
  }

  /** Returns how many epochs there are to be; 0 if that is not known yet. */
  public int epochsPlanned() {
    return started == null ? 0 : started.epochs();
  }

  /** Returns the part of all steps that is done, from 0 to 1. */
  public double fraction() {
    if (started == null || started.epochs() == 0) {
      return 0;
    }
    double within =
        advanced == null || started.stepsPerEpoch() == 0
            ? 0
            : (double) advanced.step() / started.stepsPerEpoch();
    double epoch = advanced == null ? epochsDone() : advanced.epoch() - 1.0;
    return Math.min(1, (epoch + within) / started.epochs());
  }

  /** Returns how long the fit has taken so far, in milliseconds. */
  public long duration(long now) {
    return Math.max(0, (ended == null ? now : ended.time()) - began.time());
  }

  /** Returns rows a second: over all epochs, or those of the first one so far; NaN before. */
  public double rowsPerSecond() {
    Totals totals = totals();
    if (totals != null && totals.times().total() > 0) {
      return totals.rows() / totals.times().total();
    }
    return advanced == null ? Double.NaN : advanced.rowsPerSecond();
  }
}
