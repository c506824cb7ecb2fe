package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.NetworkDescription.Port;
import org.coherer.training.engine.Transfer.NewOutput;

/** Whatever a network's losses say: each output against a column of its own. */
final class AnyOutputs implements Task {

  private final NeuralNetworkEstimator params;

  AnyOutputs(NeuralNetworkEstimator params) {
    this.params = params;
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    if (!params.isSet(params.targetCols()) || params.getTargetCols().length == 0) {
      throw new IllegalArgumentException(
          "targetCols is not set (name a column for each output of the network)");
    }
    List<TargetBinding> targets =
        Arrays.stream(params.getTargetCols())
            .map(name -> TargetBinding.column(schema, name, "targetCols"))
            .toList();
    return TaskColumns.of(params, schema, params.bindInputs(schema), targets);
  }

  @Override
  public TargetEncoding target(NetworkDescription network) {
    params.outputColumns(network);
    List<TargetEncoding> parts = network.outputs().stream().map(AnyOutputs::encoding).toList();
    return parts.size() == 1
        ? parts.get(0)
        : new TargetEncoding.Joined(network.outputs().stream().map(Port::name).toList(), parts);
  }

  private static TargetEncoding encoding(Port output) {
    return output.isDistribution()
        ? new TargetEncoding.ClassIndex(output.length())
        : new TargetEncoding.Values(output.length());
  }

  @Override
  public NewOutput.Meaning newOutputs() {
    return NewOutput.Meaning.AS_BEFORE;
  }

  @Override
  public String perceptron(Engine engine, int... layers) {
    throw new IllegalStateException("The stage has no Param for it");
  }
}
