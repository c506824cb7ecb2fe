package org.coherer.training.barrier;

import org.coherer.training.job.ExecutorHere;
import org.coherer.training.job.ScalaIterators;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverChannel;
import org.coherer.training.driver.RendezvousTimeoutException;
import org.coherer.training.trainer.JavaBytes;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

/**
 * The function of a barrier task: runs one rank and reports its failure to the driver before the
 * task ends with it, since Spark keeps only the failure that reaches it first.
 */
final class BarrierWorker
    extends AbstractFunction1<
        scala.collection.Iterator<Tuple2<Integer, RecordBlock>>,
        scala.collection.Iterator<Tuple2<Integer, byte[]>>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTask task;

  BarrierWorker(WorkerTask task) {
    this.task = task;
  }

  @Override
  public scala.collection.Iterator<Tuple2<Integer, byte[]>> apply(
      scala.collection.Iterator<Tuple2<Integer, RecordBlock>> shards) {
    BarrierTaskContext context = BarrierTaskContext.get();
    try (DriverChannel driver =
        new DriverChannel(
            task.entry().driver(),
            context.partitionId(),
            task.attempt(context),
            ExecutorHere.host(),
            task.plan().transport().timeouts().peer())) {
      List<ResultPart> parts = run(context, driver, shards);
      return ScalaIterators.toScala(
          parts.stream()
              .map(part -> new Tuple2<>(task.result().partitionOf(part), JavaBytes.of(part)))
              .iterator());
    }
  }

  private List<ResultPart> run(
      BarrierTaskContext context,
      DriverChannel driver,
      scala.collection.Iterator<Tuple2<Integer, RecordBlock>> shards) {
    try {
      return new WorkerRun(task, context, driver).train(ScalaIterators.toJava(shards));
    } catch (RuntimeException | Error e) {
      if (!context.isInterrupted() || e instanceof RendezvousTimeoutException) {
        driver.reportFailure(e);
      }
      checkDirectMemory(e);
      throw e;
    }
  }

  /**
   * Spark ends the whole process after an {@link OutOfMemoryError} of a task, in local mode that of
   * the user, for the heap may be in disorder. Where only memory off the heap was refused, nothing
   * is, and the process can go on.
   */
  private static void checkDirectMemory(Throwable failure) {
    if (failure instanceof OutOfMemoryError
        && String.valueOf(failure.getMessage()).contains("irect buffer memory")) {
      IllegalStateException harmless = new IllegalStateException(failure.toString());
      harmless.setStackTrace(failure.getStackTrace());
      throw harmless;
    }
  }
}
