package org.coherer.training.event;

/**
 * A checkpoint of the run is complete: a fit that is run again may resume from it. The driver
 * reports it, and not for every checkpoint where they come faster than they are written.
 *
 * @param epochs how many epochs were complete then
 * @param steps how many steps of the epoch under way were made
 * @param bytes the length of the files of all ranks together
 */
public record CheckpointCommitted(int epochs, long steps, long bytes) implements TrainingEvent {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.checkpointCommitted(this);
  }
}
