package org.coherer.ml;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;

/** Giving back what comes in: the outputs against the inputs. */
final class Reconstruction implements Task {

  private final Autoencoder params;

  Reconstruction(Autoencoder params) {
    this.params = params;
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    return TaskColumns.of(
        params, schema, List.of(params.bind(schema)), List.of(TargetBinding.none()));
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
  public NetworkSpec perceptron(PerceptronBuilder builder, int... layers) {
    return builder.regressor(layers);
  }
}
