package org.coherer.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.HasLabelCols;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;

/** Predicting one number or several: the outputs against the numbers themselves. */
final class Regression implements Task {

  private final NeuralNetworkRegressor params;

  Regression(NeuralNetworkRegressor params) {
    this.params = params;
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    TargetBinding target = target(schema, params, params.getLabelCol());
    return TaskColumns.of(params, schema, List.of(params.bind(schema)), List.of(target));
  }

  /**
   * Finds the columns with the targets of an estimator, or of its model.
   *
   * @throws IllegalArgumentException if one is missing or of the wrong type, or two Params name
   *     them
   */
  static TargetBinding target(StructType schema, HasLabelCols<?> stage, String labelCol) {
    Alternatives.check(stage, "labelCol", "labelCols");
    return stage.isSet(stage.labelCols())
        ? TargetBinding.columns(schema, Arrays.asList(stage.getLabelCols()), "labelCols")
        : TargetBinding.column(schema, labelCol, "labelCol");
  }

  /** Returns what is known of the number of targets before there is a network; 0 for nothing. */
  int targets(StructType schema) {
    TargetBinding target = columns(schema).targets().get(0);
    return target.kind() == FeatureKind.COLUMNS ? target.columns().size() : 0;
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
    return new TargetEncoding.Values(shape.outputLength());
  }

  @Override
  public NetworkSpec perceptron(PerceptronBuilder builder, int... layers) {
    return builder.regressor(layers);
  }
}
