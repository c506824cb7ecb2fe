package org.coherer.training.barrier;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.driver.DriverRendezvous;
import org.coherer.training.driver.MemberLines;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Rendezvous;

/**
 * Lets the tasks of a barrier stage meet by one {@code allGather}.
 *
 * <p>Spark's own limit on that call is a year by default, so a watchdog interrupts it at the
 * deadline.
 */
final class BarrierRendezvous implements Rendezvous {

  private final BarrierTaskContext context;
  private final Duration deadline;

  BarrierRendezvous(BarrierTaskContext context, Duration deadline) {
    this.context = context;
    this.deadline = deadline;
  }

  @Override
  public List<Member> meet(Member mine) {
    return MemberLines.decode(List.of(allGather(MemberLines.encode(mine))), mine);
  }

  private String[] allGather(String message) {
    ScheduledExecutorService watchdog =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "coherer-rendezvous-deadline");
              thread.setDaemon(true);
              return thread;
            });
    AtomicBoolean expired = new AtomicBoolean();
    Thread waiting = Thread.currentThread();
    ScheduledFuture<?> alarm =
        watchdog.schedule(
            () -> {
              expired.set(true);
              waiting.interrupt();
            },
            deadline.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return context.allGather(message);
    } catch (RuntimeException e) {
      throw expired.get() ? DriverRendezvous.tooLate(context.partitionId(), deadline, e) : e;
    } finally {
      alarm.cancel(false);
      watchdog.shutdownNow();
    }
  }
}
