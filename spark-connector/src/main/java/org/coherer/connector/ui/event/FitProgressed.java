package org.coherer.connector.ui.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.event.TrainingEvent.StalenessMeasured;
import org.coherer.training.event.TrainingHistory.Epoch;
import org.coherer.training.event.TrainingHistory.Times;

/**
 * What a fit has done since the last event of this kind.
 *
 * @param fit its number
 * @param time when, in milliseconds since 1970
 * @param epochs the epochs that ended; of many, the first and last and those with the smallest and
 *     largest losses
 * @param totals what is known over all epochs so far
 * @param notes what was out of the ordinary
 * @param gradientNorms by epoch, as far as they were measured
 */
public record FitProgressed(
    long fit,
    long time,
    List<Epoch> epochs,
    Totals totals,
    Notes notes,
    SortedMap<Integer, Double> gradientNorms)
    implements FitEvent {

  /** Copies list and map; event logs of earlier versions have no norms. */
  public FitProgressed {
    epochs = List.copyOf(epochs);
    gradientNorms =
        gradientNorms == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(gradientNorms));
  }

  /**
   * Over all epochs so far.
   *
   * @param times where the time went
   * @param rows how many were trained
   * @param ranks what is known of single ranks; of many, those that others waited for most
   * @param staleness how stale parameters were; {@code null} without a parameter server, and in the
   *     logs of versions that did not know it
   * @param checkpoints which checkpoints there are; {@code null} if there is none
   */
  public record Totals(
      Times times, long rows, List<RankTimes> ranks, Staleness staleness, Checkpoints checkpoints) {

    /** Copies the list. */
    public Totals {
      ranks = List.copyOf(ranks);
    }
  }

  /**
   * The checkpoints so far.
   *
   * @param count how many were complete
   * @param epochs how many epochs were complete at the newest one
   * @param steps how many steps of the epoch under way were made then
   * @param bytes its files
   */
  public record Checkpoints(int count, int epochs, long steps, long bytes) {}

  /**
   * How stale the parameters of workers were, of which a server has newer ones.
   *
   * @param epochs in how many epochs it was measured
   * @param mean the mean, over these epochs, of how many updates the parameters of a step lacked
   * @param most the largest such number
   * @param mostStepsAhead the most steps by which a worker was ahead of the slowest one
   */
  public record Staleness(int epochs, double mean, long most, long mostStepsAhead) {

    /** Nothing was measured. */
    public static final Staleness NONE = new Staleness(0, 0, 0, 0);

    /** Returns what is known after another epoch. */
    public Staleness with(StalenessMeasured epoch) {
      return new Staleness(
          epochs + 1,
          (mean * epochs + epoch.mean()) / (epochs + 1),
          Math.max(most, epoch.most()),
          Math.max(mostStepsAhead, epoch.mostStepsAhead()));
    }
  }

  /**
   * Some notes.
   *
   * @param shown those that are there
   * @param dropped how many more there were
   */
  public record Notes(List<Note> shown, int dropped) {

    /** No notes. */
    public static final Notes NONE = new Notes(List.of(), 0);

    /** Copies the list. */
    public Notes {
      shown = List.copyOf(shown);
    }
  }

  /**
   * How a rank has kept up, over all epochs so far.
   *
   * @param rank counted from 0
   * @param times where its time went
   * @param slowInData in how many epochs the others waited for its data
   * @param slowInCompute in how many epochs the others waited for its passes and updates
   * @param heldUpSeconds how long the others have waited for it, on average
   */
  public record RankTimes(
      int rank, Times times, int slowInData, int slowInCompute, double heldUpSeconds) {}

  /**
   * Something that is worth a line.
   *
   * @param time when, in milliseconds since 1970
   * @param epoch in which epoch; 0 before the first
   * @param text what happened
   */
  public record Note(long time, int epoch, String text) {}
}
