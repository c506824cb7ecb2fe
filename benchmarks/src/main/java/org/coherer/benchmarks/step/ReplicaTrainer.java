package org.coherer.benchmarks.step;

import java.util.OptionalDouble;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.StepContext;

/** Our way: a replica, as a rank has it. */
final class ReplicaTrainer implements StepTrainer {

  private final Replica replica;
  private final Batch batch;
  private long steps;

  ReplicaTrainer(SampleNetwork model) {
    replica =
        Engines.named(Engines.DEFAULT)
            .open(new ReplicaSettings(model.network(), OptionalDouble.empty(), 1, 1));
    batch = new Batch(model.trainingBatch(), model.inputs(), model.classes());
    batch.rows(model.trainingBatch());
    batch.features().put(0, model.features(model.trainingBatch()));
    for (int row = 0; row < model.trainingBatch(); row++) {
      batch.targets().put(row * model.classes() + model.label(row), 1f);
      batch.weights().put(row, 1f);
    }
  }

  @Override
  public double step() {
    StepContext context = StepContext.at(steps++, 1);
    double loss = replica.forwardBackward(batch, context);
    replica.optimizer().step(batch.rows(), context);
    return loss / batch.rows();
  }

  @Override
  public void close() {
    replica.close();
  }
}
