package org.coherer.ml.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.TableColumn;
import org.coherer.connector.profile.ColumnProfile;
import org.coherer.connector.profile.LabelTable;
import org.coherer.connector.profile.Moments;
import org.coherer.connector.profile.RowSample;
import org.coherer.connector.row.RowCategories;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.ml.fit.input.DataSizes;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.TableParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.task.Task;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.ColumnEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.encoding.TimeEncoding;
import org.coherer.training.engine.PerceptronBuilder.Perceptron;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how the columns of a table become numbers, from what was learned of them.
 *
 * @param standardized whether numbers are standardized
 * @param limit what standardized numbers do not exceed; 0 for none
 * @param maxCategories the most categories of a column that have a place of their own
 * @param rows the rows of the training set
 */
record LearnedTable(boolean standardized, float limit, int maxCategories, long rows) {

  private static final Logger LOG = LoggerFactory.getLogger(LearnedTable.class);

  /** Up to so many categories have an input each; more have an embedding. */
  static final int MOST_INPUTS = 8;

  /** A category of fewer rows is rare, in a table that is not small. */
  private static final long RARE_ROWS = 5;

  private static final long SMALL_TABLE = 200;

  /**
   * Returns how the columns of a DataFrame become numbers; empty if they are no table, or do so as
   * a training before has decided.
   *
   * @param draft the fit, but for the size of the network
   * @throws IllegalArgumentException as {@link #encoding}
   */
  static Optional<TableEncoding> of(Draft draft, ShardingPlan sharding, Shards shards) {
    List<TableColumn> columns = sharding.reading().profiling().table();
    if (columns.isEmpty() || !(draft.params() instanceof TableParams<?> params)) {
      return Optional.empty();
    }
    boolean heldOut = LearnedData.holdsOut(draft, shards);
    long rows = shards.trainingRows() + (heldOut ? 0 : shards.validationRows());
    LearnedTable table =
        new LearnedTable(
            Standardizing.asked(draft.params()).orElse(true),
            draft.bends() ? Standardizing.LIMIT : 0,
            params.getMaxCategories(),
            rows);
    return Optional.of(
        table.encoding(
            sharding.columns().inputs().get(0),
            shards.profile().table(columns, !heldOut),
            sharding.reading().profiling().sampled()
                ? Optional.of(shards.profile().sample(!heldOut))
                : Optional.empty()));
  }

  /**
   * Returns an encoding that makes the most of the columns of a table; empty if they are none, or
   * layers are set.
   */
  static Optional<TableEncoding> largest(TrainingParams<?> params, Task task, StructType schema) {
    if (!(params instanceof TableParams<?> table)
        || !Alternatives.isPerceptron(params)
        || !DataSizes.layersOf(params).isEmpty()) {
      return Optional.empty();
    }
    List<String> categories =
        IntStream.range(0, table.getMaxCategories()).mapToObj(Integer::toString).toList();
    List<ColumnEncoding> columns =
        task.columns(schema).inputs().get(0).table().stream()
            .<ColumnEncoding>map(
                holds ->
                    holds.isCategory()
                        ? new CategoryEncoding(
                            CategoryEncoding.Type.TEXT,
                            categories,
                            true,
                            true,
                            categories.size() > MOST_INPUTS)
                        : holds == TableColumn.NUMBER
                            ? new NumberEncoding(0, 1, 0, true, true)
                            : new TimeEncoding(0, 1, 0, holds == TableColumn.TIMESTAMP, true))
            .toList();
    return columns.isEmpty() ? Optional.empty() : Optional.of(new TableEncoding(columns));
  }

  /** Returns the numbers that the first dense layer of a perceptron takes. */
  static int width(TableEncoding table) {
    return table.numbers() + Perceptron.EMBEDDING_SIZE * table.embeddings().size();
  }

  /**
   * Checks the layers that are set.
   *
   * @param width the numbers that the first of them takes
   * @throws InvalidParamException if it has another size
   */
  static void checkLayers(TrainingParams<?> params, int width) {
    List<Integer> layers = DataSizes.layersOf(params);
    if (!layers.isEmpty() && layers.get(0) != width) {
      throw new InvalidParamException(
          "Invalid layers "
              + layers
              + " (the columns of featuresCols make "
              + width
              + " numbers: set hiddenLayers in place of layers, or the first layer to "
              + width
              + ")",
          "layers");
    }
  }

  /**
   * Returns how the columns become numbers.
   *
   * @param profiles what was learned of each column
   * @param sample some rows, if numbers are scaled by their quantiles
   * @throws IllegalArgumentException if a column has too many categories, or none distinguishes
   *     rows
   */
  TableEncoding encoding(
      FeatureBinding binding, List<ColumnProfile> profiles, Optional<RowSample> sample) {
    List<ColumnEncoding> columns = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    int slot = 0;
    for (int i = 0; i < profiles.size(); i++) {
      String name = binding.columns().get(i);
      TableColumn holds = binding.table().get(i);
      ColumnProfile profile = profiles.get(i);
      int at = slot;
      ColumnEncoding column =
          profile instanceof ColumnProfile.OfNumbers numbers
              ? ofNumbers(holds, numbers, sample.map(rows -> rows.sorted(at)))
              : ofCategories(name, holds, (ColumnProfile.OfCategories) profile);
      columns.add(column);
      slot += holds.slots();
      if (isConstant(column)) {
        constant.add(name);
      }
    }
    if (constant.size() == columns.size()) {
      throw new InvalidParamException(
          "Cannot learn from the columns "
              + constant
              + ": each has the same value in all rows, or none (featuresCols must name one that"
              + " distinguishes rows)",
          "featuresCols");
    }
    if (!constant.isEmpty()) {
      LOG.warn("Columns that say nothing, for they have one value at most: {}", constant);
    }
    return new TableEncoding(columns);
  }

  private ColumnEncoding ofNumbers(
      TableColumn holds, ColumnProfile.OfNumbers profile, Optional<float[]> sorted) {
    Moments moments = profile.moments();
    boolean indicator = profile.missing() > 0 && moments.weight() > 0;
    float mean = sorted.map(Standardizing::median).orElse((float) moments.mean(0));
    float factor = sorted.map(Standardizing::robustFactor).orElse(Standardizing.factor(moments, 0));
    if (holds != TableColumn.NUMBER) {
      return new TimeEncoding(mean, factor, limit, holds == TableColumn.TIMESTAMP, indicator);
    }
    return standardized || factor == 0
        ? new NumberEncoding(mean, factor, limit, true, indicator)
        : new NumberEncoding(mean, 1, 0, false, indicator);
  }

  private ColumnEncoding ofCategories(
      String name, TableColumn holds, ColumnProfile.OfCategories profile) {
    if (profile.uncounted()) {
      throw new InvalidParamException(
          "Column '"
              + name
              + "' has more than "
              + RowCategories.MOST
              + " different values (must be categories: remove it from"
              + " featuresCols if it names rows, cast it if it holds numbers, or make a vector of"
              + " it by a FeatureHasher)",
          "featuresCols");
    }
    long fewest = Math.max(1, Math.min(RARE_ROWS, rows / SMALL_TABLE));
    List<String> known = new ArrayList<>();
    for (int i = 0; i < profile.categories().size() && known.size() < maxCategories; i++) {
      if (profile.rows().get(i) >= fewest) {
        known.add(LabelTable.textOf(profile.categories().get(i)));
      }
    }
    CategoryEncoding.Type type =
        holds == TableColumn.TEXT ? CategoryEncoding.Type.TEXT : CategoryEncoding.Type.NUMBER;
    return new CategoryEncoding(
        type,
        known,
        known.size() < profile.categories().size(),
        profile.missing() > 0,
        known.size() > MOST_INPUTS);
  }

  private static boolean isConstant(ColumnEncoding column) {
    if (column instanceof NumberEncoding number) {
      return number.factor() == 0 && !number.indicator();
    }
    if (column instanceof TimeEncoding time) {
      return time.factor() == 0 && !time.indicator() && !time.timeOfDay();
    }
    return !((CategoryEncoding) column).embedded() && column.numbers() <= 1;
  }
}
