package org.coherer.training.barrier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Place;
import org.coherer.training.transport.Rendezvous;
import org.coherer.training.transport.TransportException;

/**
 * Lets the tasks of a barrier stage meet by one {@code allGather}.
 *
 * <p>Spark's own limit on that call is a year by default, so a watchdog interrupts it at the
 * deadline.
 */
final class BarrierRendezvous implements Rendezvous {

  private static final String SEPARATOR = "\t";

  private final BarrierTaskContext context;
  private final Duration deadline;

  BarrierRendezvous(BarrierTaskContext context, Duration deadline) {
    this.context = context;
    this.deadline = deadline;
  }

  @Override
  public List<Member> meet(Member mine) {
    List<Member> members = new ArrayList<>();
    for (String line : allGather(encode(mine))) {
      members.add(decode(line));
    }
    members.sort(Comparator.comparingInt(Member::rank));
    for (Member other : members) {
      if (!other.plan().equals(mine.plan())) {
        throw new TransportException(
            "Rank "
                + other.rank()
                + " ("
                + other.host()
                + ") follows plan "
                + other.plan()
                + " and rank "
                + mine.rank()
                + " plan "
                + mine.plan()
                + " (the executors must run the same version of Coherer)");
      }
    }
    return members;
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
      throw expired.get() ? tooLate(e) : e;
    } finally {
      alarm.cancel(false);
      watchdog.shutdownNow();
    }
  }

  private TransportException tooLate(Exception cause) {
    return new TransportException(
        "Rank "
            + context.partitionId()
            + " waited "
            + deadline.toSeconds()
            + " s for all ranks to load their shards and meet",
        cause);
  }

  static String encode(Member member) {
    return String.join(
        SEPARATOR,
        Integer.toString(member.rank()),
        member.host(),
        Integer.toString(member.port()),
        Long.toString(member.processId()),
        Long.toString(member.rows()),
        member.plan(),
        member.place().machine(),
        member.place().jvm(),
        Integer.toString(member.place().processors()));
  }

  static Member decode(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    return new Member(
        Integer.parseInt(fields[0]),
        fields[1],
        Integer.parseInt(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        fields[5],
        new Place(fields[6], fields[7], Integer.parseInt(fields[8])));
  }
}
