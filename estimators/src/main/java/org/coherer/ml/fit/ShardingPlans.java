package org.coherer.ml.fit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.shard.Reading;
import org.coherer.connector.shard.ShardBalance;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.ValidationSplit;
import org.coherer.ml.embedding.EmbeddingColumns;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.Preprocessing;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;

/**
 * Makes the plan by which rows are read.
 *
 * @param draft the fit before rows were read
 * @param workers the number of workers
 */
record ShardingPlans(Draft draft, Dataset<?> data, int workers) {

  /**
   * Returns the plan.
   *
   * @throws IllegalArgumentException if columns, network and Params do not fit each other
   */
  ShardingPlan plan() {
    TrainingParams<?> params = draft.params();
    NetworkShape shape = draft.shape();
    List<EmbeddingInput> ids = EmbeddingColumns.of(params);
    List<NetworkShape.Input> features = EmbeddingColumns.featureInputs(shape, ids);
    TrainingColumns columns = columns().to(features);
    FeatureBinding first = columns.inputs().get(0);
    boolean table = first.kind() == FeatureKind.TABLE;
    checkTable(table);
    checkResizing(columns.inputs());
    TargetEncoding target =
        InvalidParamException.naming(draft.choices(), () -> draft.task().target(shape));
    boolean coded = columns.targets().get(0).kind() == FeatureKind.LABEL;
    boolean trained = draft.start().preprocessing() != null;
    FeatureEncoding before = ofFeatures(draft.preprocessing().features());
    int taken = features.stream().mapToInt(NetworkShape.Input::length).sum();
    boolean standardized =
        taken > 0 && Standardizing.isWanted(params, columns.inputs(), taken, before);
    int length = first.recordLength(taken);
    FeatureEncoding encoding = before.isIdentity() ? Preprocessing.rescaling(params) : before;
    return new ShardingPlan(
        columns,
        table ? List.of(length) : lengths(features, ids),
        new RecordLayout(
            ids.isEmpty() ? length : taken + EmbeddingEncoding.idFloats(ids),
            columns.recordType(),
            ids.isEmpty() ? encoding : new EmbeddingEncoding(encoding, taken, ids),
            coded ? new TargetEncoding.Values(1) : target),
        new Reading(
            Preprocessing.invalidPolicy(params),
            new Profiling(
                labels(coded, target),
                standardized && !table && !Standardizing.isVaried(params),
                standardized && !trained && isScaled(target),
                (standardized || (table && !trained)) && Standardizing.isRobust(params),
                table && !trained ? first.table() : List.of()),
            params.isSet(params.checkpointDir())),
        coded ? List.of() : draft.task().classWeights(),
        new ShardBalance(workers, ParamSynonyms.batchSize(params), draft.task().stratified()),
        new ValidationSplit(params.getValidationFraction(), params.getSeed()));
  }

  private static FeatureEncoding ofFeatures(FeatureEncoding learned) {
    return learned instanceof EmbeddingEncoding embedding ? embedding.features() : learned;
  }

  private static List<Integer> lengths(
      List<NetworkShape.Input> features, List<EmbeddingInput> ids) {
    List<Integer> lengths = new ArrayList<>();
    features.forEach(input -> lengths.add(input.length()));
    lengths.addAll(EmbeddingColumns.floats(ids));
    return lengths;
  }

  private static boolean isScaled(TargetEncoding target) {
    return target instanceof TargetEncoding.Values values
        && values.domain() != TargetEncoding.Domain.LABELS;
  }

  /** A network that knows labels from before goes on with them, whatever type they have. */
  private TrainingColumns columns() {
    TrainingColumns columns = features(draft.task().columns(data.schema()));
    ClassLabels before = draft.preprocessing().labels();
    if (before.meaning() != ClassLabels.Meaning.VALUE) {
      return columns;
    }
    if (draft.task().target(draft.shape()) instanceof TargetEncoding.Values) {
      throw new InvalidParamException(
          "initialModelPath's network says which of the levels "
              + before.text()
              + " are reached (set loss to ordinal, on a NeuralNetworkRegressor; or replace its output"
              + " by outputSize)",
          "initialModelPath");
    }
    String label = columns.targets().get(0).columns().get(0);
    before.checkColumn(data.schema(), label, "labelCol");
    return new TrainingColumns(
        columns.inputs(),
        List.of(TargetBinding.label(data.schema(), label, "labelCol")),
        columns.weight(),
        columns.validation());
  }

  /** A network that knows the columns of a table from before goes on with what they held. */
  private TrainingColumns features(TrainingColumns columns) {
    if (!(draft.preprocessing().features() instanceof TableEncoding learned)
        || !(draft.params() instanceof FeatureParams<?> params)) {
      return columns;
    }
    return new TrainingColumns(
        List.of(FeatureColumns.bind(params, data.schema(), learned)),
        columns.targets(),
        columns.weight(),
        columns.validation());
  }

  private void checkResizing(List<FeatureBinding> inputs) {
    if (draft.params().getResizeImages() && inputs.stream().noneMatch(FeatureBinding::resized)) {
      throw new InvalidParamException(
          "Invalid resizeImages true: "
              + inputs.get(0).label()
              + " has no images of Spark's data source, and nothing else has sizes of its own (set"
              + " resizeImages to false)",
          "resizeImages");
    }
  }

  private void checkTable(boolean table) {
    TrainingParams<?> params = draft.params();
    boolean known = draft.preprocessing().features() instanceof TableEncoding;
    if (table && !known && !Alternatives.isPerceptron(params)) {
      throw new InvalidParamException(
          "featuresCols names columns that are not one number each, or handleInvalid is impute ("
              + String.join(", ", draft.choices())
              + " says what the network takes: clear it, or encode the columns before)",
          "featuresCols");
    }
    if (!table && Preprocessing.invalidPolicy(params) == InvalidPolicy.IMPUTE) {
      throw new InvalidParamException(
          "Invalid handleInvalid impute without featuresCols (name the columns there, or set it to"
              + " error, skip or keep)",
          "handleInvalid");
    }
    if (table && !Preprocessing.rescaling(params).isIdentity()) {
      throw new InvalidParamException(
          "Invalid inputScale or inputOffset beside the columns of a table (clear them:"
              + " standardization scales its numbers)",
          "inputScale",
          "inputOffset");
    }
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
