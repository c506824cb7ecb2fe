package org.coherer.benchmarks.step;

import java.util.OptionalDouble;
import org.coherer.training.data.Batch;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;

/** Our way: a replica, as a rank has it. */
final class ReplicaTrainer implements StepTrainer {

  private final Replica replica;
  private final Batch batch;
  private long steps;

  ReplicaTrainer(StepModel model) {
    replica =
        Engines.named(Engines.DEFAULT)
            .open(new ReplicaSettings(model.network(), OptionalDouble.empty(), 1, 1));
    batch = new Batch(model.batch(), model.inputs(), model.classes());
    batch.rows(model.batch());
    for (int row = 0; row < model.batch(); row++) {
      for (int column = 0; column < model.inputs(); column++) {
        batch.features().put(row * model.inputs() + column, model.feature(row, column));
      }
      batch.targets().put(row * model.classes() + model.label(row), 1f);
      batch.weights().put(row, 1f);
    }
  }

  @Override
  public double step() {
    replica.position(steps++, 1);
    double loss = replica.forwardBackward(batch);
    replica.step(batch.rows());
    return loss / batch.rows();
  }

  @Override
  public void close() {
    replica.close();
  }
}
