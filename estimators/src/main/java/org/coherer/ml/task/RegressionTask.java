package org.coherer.ml.task;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.FeatureWidth;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.RegressorParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.TargetColumns;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Content;
import org.coherer.training.engine.PerceptronBuilder;

/** Regression: the outputs are compared with one number or several, such as counts. */
public final class RegressionTask implements Task {

  private static final String POISSON = "poisson";

  private final RegressorParams<?> params;

  /** Creates the task of an estimator. */
  public RegressionTask(RegressorParams<?> params) {
    this.params = params;
  }

  @Override
  public Task with(TrainingParams<?> other) {
    return new RegressionTask((RegressorParams<?>) other);
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    TargetBinding target = TargetColumns.bind(params, schema, params.getLabelCol());
    return TaskColumns.of(
        params, schema, FeatureColumns.bindInputs(params, schema), List.of(target));
  }

  /** Returns the task of an estimator: this one, or that of levels if its loss says so. */
  public static Task of(RegressorParams<?> params) {
    return LevelsTask.isAskedBy(params) ? new LevelsTask(params) : new RegressionTask(params);
  }

  /** Returns what is known of the number of targets before there is a network; 0 for nothing. */
  public int targets(StructType schema) {
    TargetBinding target = columns(schema).targets().get(0);
    return target.kind() == FeatureKind.COLUMNS ? target.columns().size() : 0;
  }

  @Override
  public int outputs(Dataset<?> data, TrainingColumns columns) {
    return FeatureWidth.of(data, columns.targets().get(0).asFeatures(), "labelCol");
  }

  @Override
  public TargetEncoding target(NetworkShape shape) {
    if (shape.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "Cannot train a regressor: the network has "
              + shape.outputs().size()
              + " outputs (must be one, of as many values as there are targets; or take a"
              + " NeuralNetworkEstimator)");
    }
    return new TargetEncoding.Values(
        shape.outputLength(),
        shape.outputIs(Content.COUNTS)
            ? TargetEncoding.Domain.COUNTS
            : TargetEncoding.Domain.NUMBERS);
  }

  @Override
  public boolean lossSaysOutput() {
    return Alternatives.isPerceptron(params)
        && params.isSet(params.loss())
        && params.getLoss().equals(POISSON);
  }

  @Override
  public PerceptronBuilder.Output output() {
    return lossSaysOutput() ? PerceptronBuilder.Output.COUNTS : PerceptronBuilder.Output.VALUES;
  }
}
