package org.coherer.training.barrier;

import java.io.Serializable;
import org.apache.spark.BarrierTaskContext;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.job.Worker;
import org.coherer.training.job.WorkerTask;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** The function of a barrier task. */
final class BarrierWorker
    extends AbstractFunction1<
        Iterator<Tuple2<Integer, RecordBlock>>, Iterator<Tuple2<Integer, byte[]>>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTask task;

  BarrierWorker(WorkerTask task) {
    this.task = task;
  }

  @Override
  public Iterator<Tuple2<Integer, byte[]>> apply(Iterator<Tuple2<Integer, RecordBlock>> shards) {
    return new Worker(task, new BarrierContext(BarrierTaskContext.get())).run(shards);
  }
}
