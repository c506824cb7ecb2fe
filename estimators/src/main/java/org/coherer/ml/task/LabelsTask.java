package org.coherer.ml.task;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.FeatureWidth;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.ClassifierParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.LabelColumns;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Content;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Transfer.NewOutput;

/** Classification by several labels: the sigmoid of each is compared with 0 or 1. */
public final class LabelsTask implements Task {

  private final ClassifierParams<?> params;

  /** Creates the task of an estimator. */
  public LabelsTask(ClassifierParams<?> params) {
    this.params = params;
  }

  /** Nothing that it asks for is ever chosen; a smoothing that is does not concern it. */
  @Override
  public Task with(TrainingParams<?> other) {
    return this;
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    checkParams();
    return TaskColumns.of(
        params,
        schema,
        FeatureColumns.bindInputs(params, schema),
        List.of(TargetBinding.labels(schema, params.getLabelCol(), "labelCol")));
  }

  /** What is said of classes has no meaning where a row can have several labels, or none. */
  private void checkParams() {
    Stream.<Param<?>>of(
            params.classWeights(),
            params.balanceClasses(),
            params.labelSmoothing(),
            params.calibration(),
            params.stratified(),
            params.predictedLabelCol())
        .filter(params::isSet)
        .filter(param -> !params.get(param).equals(params.getDefault(param)))
        .findFirst()
        .ifPresent(
            param -> {
              throw new InvalidParamException(
                  param.name()
                      + " is set and column '"
                      + params.getLabelCol()
                      + "' has several labels for each row (clear it: it is for classes, of which a"
                      + " row has one)",
                  param.name());
            });
  }

  @Override
  public int outputs(Dataset<?> data, TrainingColumns columns) {
    return FeatureWidth.of(data, columns.targets().get(0).asFeatures(), "labelCol");
  }

  @Override
  public TargetEncoding target(NetworkShape shape) {
    if (!shape.outputIs(Content.LABELS)) {
      throw new IllegalArgumentException(
          "The network's output is no probability for each label (end it with an output layer with"
              + " sigmoid activation and the binary cross-entropy loss; or take a column of one"
              + " label for each row)");
    }
    LabelColumns.checkThresholds(params, shape.outputLength());
    return new TargetEncoding.Values(shape.outputLength(), TargetEncoding.Domain.LABELS);
  }

  @Override
  public NewOutput.Meaning newOutputs() {
    return NewOutput.Meaning.LABELS;
  }

  @Override
  public boolean lossSaysOutput() {
    return Alternatives.isPerceptron(params)
        && params.isSet(params.loss())
        && params.getLoss().equals("binaryCrossEntropy");
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public PerceptronBuilder.Output output() {
    return PerceptronBuilder.Output.LABELS;
  }
}
