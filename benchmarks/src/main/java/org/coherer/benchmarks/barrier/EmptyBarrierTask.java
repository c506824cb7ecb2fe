package org.coherer.benchmarks.barrier;

import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.BarrierTaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The function of a barrier task that does nothing but meet the others, and notes when: {@link
 * #started} and {@link #met}.
 */
public final class EmptyBarrierTask extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>>
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long PAUSE_MILLIS = 2;
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final boolean waits;

  /**
   * Creates the function.
   *
   * @param waits whether tasks of the first attempt do not end by themselves, so that there is
   *     somebody to kill
   */
  EmptyBarrierTask(boolean waits) {
    this.waits = waits;
  }

  /** Returns the number of the moment at which a task of an attempt has started. */
  public static long started(int attempt) {
    return 2L * attempt;
  }

  /** Returns the number of the moment at which a task of an attempt has met all others. */
  public static long met(int attempt) {
    return 2L * attempt + 1;
  }

  @Override
  public Iterator<Integer> apply(Iterator<Integer> rows) {
    BarrierTaskContext context = BarrierTaskContext.get();
    MomentFile moments = MomentFile.here(context.partitionId());
    int attempt = context.stageAttemptNumber();
    moments.note(started(attempt));
    context.barrier();
    moments.note(met(attempt));
    if (waits && attempt == 0) {
      awaitEnd(context);
    }
    return rows;
  }

  private static void awaitEnd(BarrierTaskContext context) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!context.isInterrupted()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("Nobody has ended the first attempt");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Ended by an interrupt", e);
      }
    }
    throw new IllegalStateException("Ended by Spark");
  }
}
