package org.coherer.benchmarks.barrier;

import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.storage.RDDInfo;
import org.coherer.benchmarks.harness.BenchmarkException;
import scala.collection.Iterator;

/** When Spark was given the last job with a barrier stage, and what came before. */
final class Submissions extends SparkListener {

  private static final long LIMIT_MILLIS = 10_000;

  private long endedNanos;
  private Submission last;

  /**
   * A job with a barrier stage.
   *
   * @param nanos when it was submitted, by {@link System#nanoTime}, to a millisecond
   * @param idleNanos how long before no job had run; 0 if there was none
   */
  record Submission(long nanos, long idleNanos) {}

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    if (hasBarrier(job)) {
      long nanos = nanosOf(job.time());
      last = new Submission(nanos, endedNanos == 0 ? 0 : nanos - endedNanos);
      notifyAll();
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd job) {
    endedNanos = nanosOf(job.time());
  }

  /** Spark tells listeners a little later, and the time of day. */
  private static long nanosOf(long millis) {
    long ago = System.currentTimeMillis() - millis;
    return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ago);
  }

  private static boolean hasBarrier(SparkListenerJobStart job) {
    Iterator<StageInfo> stages = job.stageInfos().iterator();
    while (stages.hasNext()) {
      Iterator<RDDInfo> rdds = stages.next().rddInfos().iterator();
      while (rdds.hasNext()) {
        if (rdds.next().isBarrier()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Forgets what was submitted so far. */
  synchronized void clear() {
    last = null;
    endedNanos = 0;
  }

  /** Returns the last one, for which Spark may take a while. */
  synchronized Submission await() {
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    try {
      while (last == null) {
        long left = end - System.currentTimeMillis();
        if (left <= 0) {
          throw new BenchmarkException("Spark has told of no job with a barrier stage");
        }
        wait(left);
      }
      return last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for Spark's listener", e);
    }
  }
}
