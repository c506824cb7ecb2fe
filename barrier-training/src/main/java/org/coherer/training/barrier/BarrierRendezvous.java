package org.coherer.training.barrier;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.driver.MemberLines;
import org.coherer.training.driver.RendezvousTimeoutException;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Rendezvous;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the tasks of a barrier stage meet by one {@code allGather}.
 *
 * <p>Spark's own limit on that call is a year by default, and it swallows interrupts. What ends it
 * is only that its task is to end, which it asks the task's context every second. So at the
 * deadline, a watchdog says so to the context.
 *
 * <p>Why internals: {@code BarrierTaskContext.markInterrupted} is {@code private[spark]}, with this
 * signature since Spark 2.4. Spark does not ask the context, but the task itself whether somebody
 * has killed it; so to Spark, the task fails with what is thrown here.
 */
final class BarrierRendezvous implements Rendezvous {

  private static final Logger LOG = LoggerFactory.getLogger(BarrierRendezvous.class);
  private static final Duration LINE_PERIOD = Duration.ofSeconds(10);

  private final BarrierTaskContext context;
  private final Duration deadline;
  private final AtomicBoolean expired = new AtomicBoolean();

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
    ScheduledFuture<?> lines =
        watchdog.scheduleAtFixedRate(
            () -> LOG.info("Rank {} waits for all ranks to meet", context.partitionId()),
            LINE_PERIOD.toSeconds(),
            LINE_PERIOD.toSeconds(),
            TimeUnit.SECONDS);
    ScheduledFuture<?> alarm =
        watchdog.schedule(this::expire, deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return context.allGather(message);
    } catch (RuntimeException e) {
      throw expired.get() ? new RendezvousTimeoutException(context.partitionId(), deadline, e) : e;
    } finally {
      alarm.cancel(false);
      lines.cancel(false);
      watchdog.shutdownNow();
    }
  }

  private void expire() {
    expired.set(true);
    context.markInterrupted("The ranks did not meet within " + deadline.toSeconds() + " s");
  }
}
