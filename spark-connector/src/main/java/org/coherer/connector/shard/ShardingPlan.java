package org.coherer.connector.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.Profiling;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.encoding.ValueCode;

/**
 * How the rows of a DataFrame become the shards of a run.
 *
 * @param columns the columns
 * @param inputLengths the values of each input, in the order of the columns' inputs; of ids, the
 *     numbers of a record
 * @param layout the records that rows become; its encoding has the columns' ids
 * @param reading how rows are read
 * @param classWeights one factor for each class, by which the weights of its rows are multiplied in
 *     training and validation alike; empty to leave them as they are
 * @param balance how evenly rows are spread over shards
 * @param split which rows are in the validation set
 */
public record ShardingPlan(
    TrainingColumns columns,
    List<Integer> inputLengths,
    RecordLayout layout,
    Reading reading,
    List<Double> classWeights,
    ShardBalance balance,
    ValidationSplit split)
    implements Serializable {

  /** Checks that columns, layout and settings fit each other. */
  public ShardingPlan {
    inputLengths = List.copyOf(inputLengths);
    classWeights = List.copyOf(classWeights);
    if (split.fraction() > 0 && columns.validation() != null) {
      throw new InvalidParamException(
          "Both validationFraction and validationIndicatorCol are set (clear one of them)",
          "validationFraction",
          "validationIndicatorCol");
    }
    checkInputs(columns, inputLengths, layout);
    checkIds(columns, layout.encoding());
    checkTargets(columns, layout.target());
    boolean codes = reading.profiling().labels() == Profiling.Labels.CODES;
    if (balance.stratified() && !codes && !(layout.target() instanceof TargetEncoding.ClassIndex)) {
      throw new InvalidParamException(
          "Cannot stratify rows by class: the target is no class (set stratified to false)",
          "stratified");
    }
    if (!classWeights.isEmpty()) {
      ClassWeights.check(classWeights, layout.target());
    }
  }

  /** Creates the plan of a network with one input, without weights of classes. */
  public ShardingPlan(
      TrainingColumns columns,
      RecordLayout layout,
      InvalidPolicy invalid,
      ShardBalance balance,
      ValidationSplit split) {
    this(
        columns,
        List.of(layout.featureLength()),
        layout,
        new Reading(invalid, Profiling.NONE),
        List.of(),
        balance,
        split);
  }

  private static void checkInputs(
      TrainingColumns columns, List<Integer> lengths, RecordLayout layout) {
    if (columns.inputs().size() != lengths.size()) {
      throw new InvalidParamException(
          "Cannot train with "
              + columns.inputs().size()
              + (columns.inputs().size() == 1 ? " input" : " inputs")
              + " (the network has "
              + lengths.size()
              + ")",
          "inputCols");
    }
    for (int i = 0; i < lengths.size(); i++) {
      columns.inputs().get(i).checkLength(lengths.get(i));
    }
    int total = lengths.stream().mapToInt(Integer::intValue).sum();
    if (total != layout.featureLength() || columns.recordType() != layout.features()) {
      throw new IllegalArgumentException(
          "Cannot store inputs of "
              + total
              + " values of type "
              + columns.recordType()
              + " in records of "
              + layout.featureLength()
              + " of type "
              + layout.features()
              + " (must be the same)");
    }
  }

  private static void checkIds(TrainingColumns columns, FeatureEncoding encoding) {
    List<EmbeddingInput> stored =
        encoding instanceof EmbeddingEncoding ids ? ids.inputs() : List.of();
    if (!columns.ids().equals(stored)) {
      throw new IllegalArgumentException(
          "Cannot store columns of ids "
              + names(columns.ids())
              + " in records with those of "
              + names(stored)
              + " (must be the same, of the same tables)");
    }
  }

  private static List<String> names(List<EmbeddingInput> ids) {
    return ids.stream().map(EmbeddingInput::column).toList();
  }

  private static void checkTargets(TrainingColumns columns, TargetEncoding target) {
    List<TargetEncoding> parts = target.parts();
    if (columns.targets().size() != parts.size()) {
      throw new InvalidParamException(
          "Cannot train with "
              + columns.targets().size()
              + (columns.targets().size() == 1 ? " target" : " targets")
              + " (the network has "
              + parts.size()
              + (parts.size() == 1 ? " output)" : " outputs)"),
          "targetCols");
    }
    for (int i = 0; i < parts.size(); i++) {
      columns.targets().get(i).check(parts.get(i));
    }
  }

  /**
   * Returns what to throw if no row of a set counts.
   *
   * @param classes whether classes are weighed
   */
  public IllegalArgumentException weightless(String set, boolean classes) {
    List<String> sources = new ArrayList<>();
    if (columns.weight() != null) {
      sources.add("column '" + columns.weight() + "'");
    }
    if (classes) {
      sources.add("the weight of its class");
    }
    return new IllegalArgumentException(
        "All rows of the "
            + set
            + " have the weight 0 (one of them must have more, in "
            + String.join(" and in ", sources)
            + ")");
  }

  /** Returns the number of shards. */
  public int workers() {
    return balance.workers();
  }

  /** Returns how many numbers of a record are features; those of ids are behind them. */
  int featureLength() {
    return layout.encoding() instanceof EmbeddingEncoding ids
        ? ids.featureLength()
        : layout.featureLength();
  }

  /** Returns the groups of rows that are spread evenly, each by itself. */
  int strata() {
    if (!balance.stratified()) {
      return 1;
    }
    return hasCodes() ? ValueCode.STRATA : layout.target().length();
  }

  /** Returns the group of the rows with a label, where there are several. */
  int stratumOf(float label) {
    return hasCodes() ? ValueCode.stratum(label) : (int) label;
  }

  private boolean hasCodes() {
    return reading.profiling().labels() == Profiling.Labels.CODES;
  }

  /** Returns what becomes of rows that a network cannot take. */
  InvalidPolicy invalid() {
    return reading.invalid();
  }

  /** Returns whether rows may be in the validation set: there may be none in the end. */
  public boolean mayValidate() {
    return split.fraction() > 0 || columns.validation() != null;
  }
}
