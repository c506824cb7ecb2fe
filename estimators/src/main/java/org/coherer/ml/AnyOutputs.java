package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Output;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;
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
  public TargetEncoding target(NetworkShape shape) {
    params.outputColumns(shape);
    List<TargetEncoding> parts = shape.outputs().stream().map(AnyOutputs::encoding).toList();
    return parts.size() == 1
        ? parts.get(0)
        : new TargetEncoding.Joined(shape.outputs().stream().map(Output::name).toList(), parts);
  }

  private static TargetEncoding encoding(Output output) {
    return output.isDistribution()
        ? new TargetEncoding.ClassIndex(output.length())
        : new TargetEncoding.Values(output.length());
  }

  @Override
  public NewOutput.Meaning newOutputs() {
    return NewOutput.Meaning.AS_BEFORE;
  }

  @Override
  public NetworkSpec perceptron(PerceptronBuilder builder, int... layers) {
    throw new IllegalStateException("The stage has no Param for it");
  }
}
