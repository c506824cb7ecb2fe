package org.coherer.ml.task;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.RegressorParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.ParamChecks;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Content;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Transfer.NewOutput;

/**
 * Ordinal regression: for each level but the lowest, a sigmoid says whether it is reached.
 *
 * @see <a href="https://arxiv.org/abs/0704.1028">Cheng et al., 2008</a>
 * @see <a href="https://doi.org/10.1109/CVPR.2016.532">Niu et al., 2016</a>
 */
public final class LevelsTask implements Task {

  private static final String ORDINAL = "ordinal";

  private final RegressorParams<?> params;

  /** Creates the task of an estimator. */
  public LevelsTask(RegressorParams<?> params) {
    this.params = params;
  }

  /** Returns whether the loss of an estimator asks for levels. */
  public static boolean isAskedBy(RegressorParams<?> params) {
    return params.isSet(params.loss()) && params.getLoss().equals(ORDINAL);
  }

  /** Nothing that it asks for is ever chosen. */
  @Override
  public Task with(TrainingParams<?> other) {
    return this;
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    ParamChecks.exclusive(params, "loss", "labelCols");
    Columns.checkNumeric(schema, params.getLabelCol(), "labelCol");
    return TaskColumns.of(
        params,
        schema,
        FeatureColumns.bindInputs(params, schema),
        List.of(TargetBinding.label(schema, params.getLabelCol(), "labelCol")));
  }

  /** Only the rows know how many levels there are. */
  @Override
  public int outputs(Dataset<?> data, TrainingColumns columns) {
    return 0;
  }

  @Override
  public TargetEncoding target(NetworkShape shape) {
    if (!shape.outputIs(Content.LABELS)) {
      throw new IllegalArgumentException(
          "The network's output does not say which levels are reached (end it with an output layer"
              + " with sigmoid activation and the binary cross-entropy loss, of one output less than"
              + " there are levels; or clear loss)");
    }
    return new TargetEncoding.Levels(classesOf(shape.outputLength()));
  }

  @Override
  public DataType labelType(StructType schema) {
    return Columns.typeOf(schema, params.getLabelCol(), "labelCol");
  }

  @Override
  public NewOutput.Meaning newOutputs() {
    return NewOutput.Meaning.LABELS;
  }

  @Override
  public boolean hasLevels() {
    return true;
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public boolean lossSaysOutput() {
    return true;
  }

  @Override
  public PerceptronBuilder.Output output() {
    return PerceptronBuilder.Output.LABELS;
  }
}
