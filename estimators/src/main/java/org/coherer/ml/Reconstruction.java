package org.coherer.ml;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkDescription;

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
  public TargetEncoding target(NetworkDescription network) {
    if (network.outputs().size() != 1 || network.outputLength() != network.inputLength()) {
      throw new IllegalArgumentException(
          "Cannot train an autoencoder: the network takes "
              + network.inputLength()
              + " values and gives "
              + network.outputLength()
              + " (must be as many)");
    }
    return new TargetEncoding.Inputs(network.inputLength());
  }

  @Override
  public String perceptron(Engine engine, int... layers) {
    return engine.regressionPerceptron(layers);
  }
}
