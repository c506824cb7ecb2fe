package org.coherer.training.loop.time;

import org.coherer.training.engine.Replica;
import org.coherer.training.event.EventSink;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.plan.Agreement;
import org.coherer.training.plan.StepRange;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.SpanRecorder;
import org.coherer.training.trace.Tracer;

/** Says where the time of the steps goes that a plan wants to know it of, on one rank. */
public final class StepTraces {

  /** With that many spans, steps are reported, so that no report is large. */
  private static final int MOST_SPANS = 4096;

  private final StepRange wanted;
  private final int rank;
  private final long atOnce;
  private final EventSink listener;
  private final SpanRecorder recorder = new SpanRecorder();

  /** How many steps the run had made before the first that is recorded and not reported. */
  private long first;

  /** How many steps the run has made. */
  private long made;

  private boolean recording;
  private long start;

  private StepTraces(StepRange wanted, int rank, long atOnce, EventSink listener) {
    this.wanted = wanted;
    this.rank = rank;
    this.atOnce = atOnce;
    this.listener = listener;
  }

  /**
   * Returns the traces of a rank.
   *
   * @param listener receives them, on the thread of the loop
   */
  public static StepTraces of(TrainingPlan plan, int rank, EventSink listener) {
    long atOnce = plan.exchange().averaging().map(Agreement.Averaging::steps).orElse(1);
    return new StepTraces(plan.inspection().traced(), rank, atOnce, listener);
  }

  /** Has a replica and its sync tell of what they do, if any step is wanted. */
  public void connect(Replica replica, ReplicaSync sync) {
    if (wanted.count() > 0) {
      replica.traceTo(recorder);
      sync.traceTo(recorder);
    }
  }

  /** Returns whom the parts of a step are told. */
  public Tracer tracer() {
    return wanted.count() > 0 ? recorder : Tracer.NONE;
  }

  /**
   * A step begins, or all up to the next exchange.
   *
   * @param before how many steps the run has made before
   */
  public void begin(long before) {
    made = before;
    if (wanted.meets(before, atOnce) != recording) {
      recording = !recording;
      recorder.turn(recording);
      first = before;
    }
    start = recorder.start();
  }

  /**
   * What has begun has ended.
   *
   * @param steps how many steps it were
   */
  public void end(long steps) {
    if (!recording) {
      return;
    }
    String name = steps == 1 ? "" + (made + 1) : (made + 1) + " to " + (made + steps);
    recorder.end(Phase.STEP, name, start);
    made += steps;
    if (!wanted.meets(made, atOnce) || recorder.size() >= MOST_SPANS) {
      report();
    }
  }

  /** The run has made its last step, which may come before the last one that is wanted. */
  public void finish() {
    if (recorder.size() > 0) {
      report();
    }
  }

  private void report() {
    listener.onEvent(new StepsTraced(rank, first + 1, made, recorder.take()));
    first = made;
  }
}
