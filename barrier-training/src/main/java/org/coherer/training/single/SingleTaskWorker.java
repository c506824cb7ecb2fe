package org.coherer.training.single;

import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.FailureKind;
import org.coherer.training.job.Worker;
import org.coherer.training.job.WorkerContext;
import org.coherer.training.job.WorkerTask;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The function of the task. Spark would try it again at once; so after a failure that no attempt
 * can mend, it waits for the driver, which has been told, to cancel the job.
 */
final class SingleTaskWorker
    extends AbstractFunction1<
        Iterator<Tuple2<Integer, RecordBlock>>, Iterator<Tuple2<Integer, byte[]>>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The driver looks every few milliseconds; this is for one that cannot. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final WorkerTask task;

  SingleTaskWorker(WorkerTask task) {
    this.task = task;
  }

  @Override
  public Iterator<Tuple2<Integer, byte[]>> apply(Iterator<Tuple2<Integer, RecordBlock>> shards) {
    WorkerContext context = new SingleTaskContext(TaskContext.get());
    try {
      return new Worker(task, context).run(shards);
    } catch (RuntimeException | Error e) {
      if (FailureKind.of(e) == FailureKind.FINAL) {
        awaitCancellation(context);
      }
      throw e;
    }
  }

  private static void awaitCancellation(WorkerContext context) {
    long end = System.nanoTime() + LONGEST_WAIT_NANOS;
    while (!context.isInterrupted() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
