package org.coherer.training.elastic;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.server.Segment;
import org.coherer.training.server.WorkerSteps;

/** How far the steps of an epoch have got, and how far at the last snapshot that is whole. */
final class EpochSteps {

  private final int epoch;
  private final EpochPlan epochs;
  private final Pace pace;
  private final List<WorkerSteps.Outcome> outcomes = new ArrayList<>();
  private long next = 1;
  private int keptOutcomes;
  private long keptNext = 1;

  /** Begins an epoch, counted from 1, at a snapshot that is whole. */
  EpochSteps(int epoch, EpochPlan epochs, Pace pace) {
    this.epoch = epoch;
    this.epochs = epochs;
    this.pace = pace;
  }

  /** Returns the step to be made next, counted from 1. */
  long next() {
    return next;
  }

  /** Returns whether all are made. */
  boolean areMade() {
    return next > epochs.stepsPerEpoch();
  }

  /** Returns those to be made next. */
  Segment segment() {
    long last = pace.lastStep(next, epochs.stepsPerEpoch());
    return new Segment(epoch, next, last, epochs.batchesPerEpoch());
  }

  /** Some are made. */
  void made(Segment segment, List<Work.Done> all) {
    all.forEach(done -> outcomes.add(done.steps()));
    next = segment.last() + 1;
  }

  /** There is a snapshot that is whole. */
  void kept() {
    keptOutcomes = outcomes.size();
    keptNext = next;
  }

  /** Servers went back to the last snapshot that is whole. */
  void wentBack() {
    outcomes.subList(keptOutcomes, outcomes.size()).clear();
    next = keptNext;
  }

  /** Returns where the time of workers went. */
  List<WorkerSteps.Outcome> outcomes() {
    return outcomes;
  }
}
