package org.coherer.ml.fit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.shard.Reading;
import org.coherer.connector.shard.ShardBalance;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.ValidationSplit;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.Preprocessing;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.NetworkShape;

/**
 * Makes the plan by which rows are read.
 *
 * @param draft the fit before rows were read
 * @param workers the number of workers
 */
record ShardingPlans(Draft draft, Task task, Dataset<?> data, int workers) {

  /**
   * Returns the plan.
   *
   * @throws IllegalArgumentException if columns, network and Params do not fit each other
   */
  ShardingPlan plan() {
    TrainingParams<?> params = draft.params();
    NetworkShape shape = draft.shape();
    TrainingColumns columns = task.columns(data.schema()).to(shape);
    TargetEncoding target =
        InvalidParamException.naming(draft.choices(), () -> task.target(shape));
    boolean coded = columns.targets().get(0).kind() == FeatureKind.LABEL;
    boolean standardized =
        Standardizing.isWanted(params, columns.inputs(), shape.inputLength());
    return new ShardingPlan(
        columns,
        shape.inputs().stream().map(NetworkShape.Input::length).toList(),
        new RecordLayout(
            shape.inputLength(),
            columns.recordType(),
            Preprocessing.rescaling(params),
            coded ? new TargetEncoding.Values(1) : target),
        new Reading(
            Preprocessing.invalidPolicy(params),
            new Profiling(
                labels(coded, target),
                standardized,
                standardized && target instanceof TargetEncoding.Values)),
        coded ? List.of() : task.classWeights(),
        new ShardBalance(workers, ParamSynonyms.batchSize(params), task.stratified()),
        new ValidationSplit(params.getValidationFraction(), params.getSeed()));
  }

  private static Profiling.Labels labels(boolean coded, TargetEncoding target) {
    if (coded) {
      return Profiling.Labels.CODES;
    }
    return target instanceof TargetEncoding.ClassIndex
        ? Profiling.Labels.INDICES
        : Profiling.Labels.NONE;
  }
}
