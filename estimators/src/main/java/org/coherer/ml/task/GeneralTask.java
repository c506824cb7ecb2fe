package org.coherer.ml.task;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.GeneralParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.InputOutputColumns;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Output;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Transfer.NewOutput;

/** Whatever a network's losses say: each output is compared with a column of its own. */
public final class GeneralTask implements Task {

  private final GeneralParams<?> params;

  /** Creates the task of an estimator. */
  public GeneralTask(GeneralParams<?> params) {
    this.params = params;
  }

  @Override
  public Task with(TrainingParams<?> other) {
    return new GeneralTask((GeneralParams<?>) other);
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    if (!params.isSet(params.targetCols()) || params.getTargetCols().length == 0) {
      throw new InvalidParamException(
          "targetCols is not set (name a column for each output of the network)", "targetCols");
    }
    List<TargetBinding> targets =
        Arrays.stream(params.getTargetCols())
            .map(name -> TargetBinding.column(schema, name, "targetCols"))
            .toList();
    return TaskColumns.of(params, schema, InputOutputColumns.bindInputs(params, schema), targets);
  }

  @Override
  public TargetEncoding target(NetworkShape shape) {
    InputOutputColumns.outputs(params, shape);
    List<TargetEncoding> parts = shape.outputs().stream().map(GeneralTask::encoding).toList();
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
  public PerceptronBuilder.Output output() {
    throw new IllegalStateException("The stage has no Param for it");
  }
}
