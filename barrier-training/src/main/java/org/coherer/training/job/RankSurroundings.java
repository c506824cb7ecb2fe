package org.coherer.training.job;

import java.time.Duration;
import org.coherer.training.data.CacheSettings;
import org.coherer.training.driver.DriverRendezvous;
import org.coherer.training.driver.DriverWait;
import org.coherer.training.plan.Timeouts;
import org.coherer.training.recovery.Survivors;
import org.coherer.training.saving.KeptReplicas;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.TransportTimeouts;

/**
 * What a rank needs to know of the executor and the attempt that it runs in.
 *
 * @param task what the driver has given to it
 * @param context the task that it runs in
 */
record RankSurroundings(WorkerTask task, WorkerContext context) {

  /** Returns the run and the attempt. */
  RunIdentity identity() {
    return new RunIdentity(task.entry().token(), task.attempt(context));
  }

  /** Returns whether the executor is the driver itself: then it cannot be lost alone. */
  boolean isDriver() {
    return ExecutorHere.isDriver();
  }

  /**
   * Spark can take a task's success after it has aborted the stage, and then starts only the other
   * tasks again. They would wait for it; a failure makes Spark start all of them.
   */
  void checkAllStarted() {
    int tasks = context.startedRanks();
    if (tasks != task.round().ranks()) {
      throw new TransportException(
          "Spark has started "
              + tasks
              + " of "
              + task.round().ranks()
              + " ranks again (the stage must run as a whole)");
    }
  }

  /** Connects to the meeting of the ranks at the driver. */
  DriverRendezvous openRendezvous() {
    Duration toMeet = task.plan().transport().timeouts().rendezvous();
    return DriverRendezvous.open(
        task.entry().driver(),
        context.rank(),
        task.attempt(context),
        toMeet,
        context::isInterrupted,
        context.rendezvous(toMeet));
  }

  /** The next attempt comes within the time for slots, and may take its time to load a shard. */
  DriverWait endOfRun() {
    Timeouts timeouts = task.plan().transport().timeouts();
    Duration longest = timeouts.slots().plus(timeouts.rendezvous());
    return new DriverWait(task.entry().driver(), context.rank(), task.attempt(context), longest);
  }

  /** Returns what answers the driver for this process when the run has failed. */
  KeptReplicas keptReplicas() {
    return new KeptReplicas(Survivors.HERE, task.entry().token(), task.plan(), task.checkpoints());
  }

  /**
   * Returns where the epoch cache lies: each rank of a machine has a disk of its own, if it may.
   */
  CacheSettings cacheSettings() {
    return ExecutorHere.cacheSettings(context.rank(), task.plan().data().cacheBytes());
  }

  /** Returns what the transport of the rank is opened with. */
  TransportSettings transportSettings() {
    return new TransportSettings(
        context.rank(),
        ExecutorHere.host(),
        identity(),
        task.entry().mixedSecret(),
        new TransportTimeouts(
            task.plan().transport().timeouts().connect(),
            task.plan().transport().timeouts().peer()),
        task.plan().transport().options(),
        context::isInterrupted);
  }
}
