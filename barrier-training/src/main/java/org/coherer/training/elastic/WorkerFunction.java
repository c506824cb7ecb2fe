package org.coherer.training.elastic;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverChannel;
import org.coherer.training.job.ExecutorHere;
import org.coherer.training.trainer.JavaBytes;
import scala.Tuple2;

/** The function of a worker's task: does one piece of work on the shard with the task's number. */
final class WorkerFunction
    implements FlatMapFunction<Iterator<Tuple2<Integer, RecordBlock>>, byte[]> {

  private static final long serialVersionUID = 1L;

  private final ElasticTask task;
  private final Work work;

  WorkerFunction(ElasticTask task, Work work) {
    this.task = task;
    this.work = work;
  }

  @Override
  public Iterator<byte[]> call(Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    TaskContext context = TaskContext.get();
    int worker = context.partitionId();
    try (DriverChannel driver =
        new DriverChannel(
            task.entry().driver(),
            worker,
            context.attemptNumber(),
            ExecutorHere.host(),
            task.plan().transport().timeouts().peer())) {
      try {
        Work.Done done = new Worker(task, worker).work(work, blocks);
        return List.of(JavaBytes.of(done)).iterator();
      } catch (RuntimeException | Error e) {
        if (!context.isInterrupted()) {
          driver.reportFailure(e);
        }
        throw e;
      }
    }
  }
}
