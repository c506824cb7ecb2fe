package org.coherer.connector.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coherer.connector.chart.Thinning;
import org.coherer.connector.ui.event.FitAdvanced;
import org.coherer.connector.ui.event.FitBegan;
import org.coherer.connector.ui.event.FitEnded;
import org.coherer.connector.ui.event.FitEvent;
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
 * @param epochs the epochs that ended; of many, those that a chart needs
 * @param totals the last of what is known over all epochs; {@code null} before the first
 * @param notes the first and the latest notes
 * @param ended its end; {@code null} before that
 */
public record FitView(
    FitBegan began,
    FitStarted started,
    FitAdvanced advanced,
    List<Epoch> epochs,
    Totals totals,
    Notes notes,
    FitEnded ended) {

  private static final int MAX_EPOCHS = 500;
  private static final int MAX_NOTES = 100;

  /** Copies the list. */
  public FitView {
    epochs = List.copyOf(epochs);
  }

  /** Returns what is known of a fit that has begun. */
  public static FitView of(FitBegan began) {
    return new FitView(began, null, null, List.of(), null, Notes.NONE, null);
  }

  /** Returns what is known after another event. */
  public FitView with(FitEvent event) {
    if (event instanceof FitStarted next) {
      return new FitView(began, next, null, epochs, totals, notes, ended);
    } else if (event instanceof FitAdvanced next) {
      return new FitView(began, started, next, epochs, totals, notes, ended);
    } else if (event instanceof FitProgressed next) {
      return progressed(next);
    } else if (event instanceof FitEnded next) {
      return new FitView(began, started, null, epochs, totals, notes, next);
    }
    return event instanceof FitBegan next ? of(next) : this;
  }

  private FitView progressed(FitProgressed next) {
    return new FitView(
        began,
        started,
        next.epochs().isEmpty() ? advanced : null,
        thinned(joined(next.epochs())),
        next.totals(),
        joined(next.notes()),
        ended);
  }

  private Notes joined(Notes next) {
    List<Note> all = new ArrayList<>(notes.shown());
    all.addAll(next.shown());
    int dropped = Math.max(0, all.size() - MAX_NOTES);
    if (dropped > 0) {
      // How it began is in the first half, how it goes on in the last.
      all.subList(MAX_NOTES / 2, MAX_NOTES / 2 + dropped).clear();
    }
    return new Notes(all, notes.dropped() + next.dropped() + dropped);
  }

  /** An epoch that comes again, after training went back, takes the place of what came from it. */
  private List<Epoch> joined(List<Epoch> next) {
    List<Epoch> all = new ArrayList<>(epochs);
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

  /** Returns where the fit stands. */
  public FitState state() {
    if (ended != null) {
      return FitState.of(ended);
    }
    return started == null ? FitState.STARTING : FitState.RUNNING;
  }

  /** Returns the last epoch that ended. */
  public Optional<Epoch> lastEpoch() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
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
    if (totals != null && totals.times().total() > 0) {
      return totals.rows() / totals.times().total();
    }
    return advanced == null ? Double.NaN : advanced.rowsPerSecond();
  }
}
