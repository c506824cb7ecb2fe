package org.coherer.training.job;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverChannel;
import org.coherer.training.trainer.JavaBytes;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * What a task does: runs one rank and reports its failure to the driver before the task ends with
 * it, since Spark keeps only the failure that reaches it first.
 *
 * @param task what the driver has given to it
 * @param context the task that it runs in
 */
public record Worker(WorkerTask task, WorkerContext context) {

  /** Returns the rank's parts of the result, by the partition that each travels in. */
  public Iterator<Tuple2<Integer, byte[]>> run(Iterator<Tuple2<Integer, RecordBlock>> shards) {
    try (DriverChannel driver =
        new DriverChannel(
            task.entry().driver(),
            context.rank(),
            task.attempt(context),
            SparkEnv.get().blockManager().blockManagerId().host(),
            task.plan().transport().timeouts().peer())) {
      List<ResultPart> parts = run(driver, shards);
      return ScalaIterators.toScala(
          parts.stream()
              .map(part -> new Tuple2<>(task.result().partitionOf(part), JavaBytes.of(part)))
              .iterator());
    }
  }

  private List<ResultPart> run(
      DriverChannel driver, Iterator<Tuple2<Integer, RecordBlock>> shards) {
    FailureReport report = new FailureReport(driver, context);
    try {
      return new WorkerRun(task, context, driver, report).train(ScalaIterators.toJava(shards));
    } catch (RuntimeException | Error e) {
      report.tell(e);
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
