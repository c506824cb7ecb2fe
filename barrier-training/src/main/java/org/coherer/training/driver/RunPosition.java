package org.coherer.training.driver;

import java.util.Comparator;
import org.coherer.training.event.TrainingEvent;

/**
 * How far a run has come, as far as the driver knows. One that has gone back to the start of an
 * epoch, with another learning rate, has come further by that.
 *
 * @param epoch the epoch under way, counted from 1
 * @param rollBacks how often the run has gone back
 * @param steps its complete steps
 */
public record RunPosition(int epoch, int rollBacks, long steps) implements Comparable<RunPosition> {

  /** That of a run that has not begun. */
  public static final RunPosition START = new RunPosition(1, 0, 0);

  private static final Comparator<RunPosition> ORDER =
      Comparator.comparingInt(RunPosition::epoch)
          .thenComparingInt(RunPosition::rollBacks)
          .thenComparingLong(RunPosition::steps);

  @Override
  public int compareTo(RunPosition other) {
    return ORDER.compare(this, other);
  }

  /** Returns the position after an event, if that is further. */
  RunPosition after(TrainingEvent event) {
    RunPosition told = this;
    if (event instanceof TrainingEvent.RunResumed resumed) {
      told = new RunPosition(resumed.epoch(), rollBacks, resumed.step() - 1);
    } else if (event instanceof TrainingEvent.Progress progress) {
      told = new RunPosition(progress.epoch(), rollBacks, progress.step());
    } else if (event instanceof TrainingEvent.RolledBack back) {
      told = new RunPosition(back.epoch(), back.count(), 0);
    } else if (event instanceof TrainingEvent.EpochCompleted completed) {
      told = new RunPosition(completed.epoch() + 1, rollBacks, 0);
    }
    return told.compareTo(this) > 0 ? told : this;
  }
}
