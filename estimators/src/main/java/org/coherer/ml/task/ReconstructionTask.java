package org.coherer.ml.task;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.AutoencoderParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.PerceptronBuilder;

/** Reconstruction: the outputs are compared with the inputs. */
public final class ReconstructionTask implements Task {

  private final AutoencoderParams<?> params;

  /** Creates the task of an estimator. */
  public ReconstructionTask(AutoencoderParams<?> params) {
    this.params = params;
  }

  @Override
  public Task with(TrainingParams<?> other) {
    return new ReconstructionTask((AutoencoderParams<?>) other);
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    return TaskColumns.of(
        params,
        schema,
        List.of(FeatureColumns.bind(params, schema)),
        List.of(TargetBinding.none()));
  }

  @Override
  public TargetEncoding target(NetworkShape shape) {
    if (shape.outputs().size() != 1 || shape.outputLength() != shape.inputLength()) {
      throw new IllegalArgumentException(
          "Cannot train an autoencoder: the network takes "
              + shape.inputLength()
              + " values and gives "
              + shape.outputLength()
              + " (must be as many)");
    }
    return new TargetEncoding.Inputs(shape.inputLength());
  }

  @Override
  public PerceptronBuilder.Output output() {
    return PerceptronBuilder.Output.VALUES;
  }
}
