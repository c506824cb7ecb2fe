package org.coherer.connector.column;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.spark.ColumnNames;
import org.coherer.training.data.FeatureType;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.engine.NetworkShape;

/**
 * The columns that a network is trained on.
 *
 * @param inputs the features, one binding for each input of the network, in its order; behind them
 *     the columns of ids, whose rows the network takes as further inputs or as more values
 * @param targets one binding for each output of the network, in its order
 * @param weight the name of the weight's column, or {@code null} where every row counts 1
 * @param validation the name of the column that marks the rows of the validation set, or {@code
 *     null}
 */
public record TrainingColumns(
    List<FeatureBinding> inputs, List<TargetBinding> targets, String weight, String validation)
    implements Serializable {

  /** Copies the lists, and checks that there are inputs and targets, ids behind features. */
  public TrainingColumns {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    if (inputs.isEmpty() || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "No inputs or no targets are named (must be at least one each)");
    }
    for (int i = 1; i < inputs.size(); i++) {
      if (inputs.get(i - 1).ids() != null && inputs.get(i).ids() == null) {
        throw new IllegalArgumentException(
            "Invalid order of inputs: "
                + inputs.get(i - 1).label()
                + " of ids is before "
                + inputs.get(i).label()
                + " (columns of ids must be behind all features)");
      }
    }
  }

  /** Creates those of a network with one input, whose one output is compared with a number. */
  public TrainingColumns(FeatureBinding features, String label, String weight, String validation) {
    this(
        List.of(features),
        List.of(new TargetBinding(List.of(label), FeatureKind.COLUMNS)),
        weight,
        validation);
  }

  /**
   * Returns the columns with the features bound to inputs of a network, see {@link
   * FeatureBinding#to}; unbound if there are not as many.
   *
   * @param network the inputs that features are for, not those that rows of tables are for
   */
  public TrainingColumns to(List<NetworkShape.Input> network) {
    int features = inputs.size() - ids().size();
    if (features != network.size()) {
      return this;
    }
    List<FeatureBinding> bound = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      bound.add(inputs.get(i).to(network.get(i)));
    }
    bound.addAll(inputs.subList(features, inputs.size()));
    return new TrainingColumns(bound, targets, weight, validation);
  }

  /**
   * Returns how the features of a row lie in its record: as bytes if all inputs are bytes, or else
   * as floats.
   */
  public FeatureType recordType() {
    return inputs.stream().allMatch(input -> input.kind().recordType() == FeatureType.UINT8)
        ? FeatureType.UINT8
        : FeatureType.FLOAT32;
  }

  /** Returns the columns of ids, which are behind all features. */
  public List<EmbeddingInput> ids() {
    return inputs.stream().map(FeatureBinding::ids).filter(Objects::nonNull).toList();
  }

  /** Returns how many columns the inputs have. */
  public int inputWidth() {
    return inputs.stream().mapToInt(input -> input.columns().size()).sum();
  }

  /** Returns how many columns the targets have. */
  public int targetWidth() {
    return targets.stream().mapToInt(target -> target.columns().size()).sum();
  }

  /**
   * Checks that a schema has all but the features, in types that can be read.
   *
   * @throws IllegalArgumentException naming the column, what was found and what was expected
   */
  public void checkIn(StructType schema) {
    for (TargetBinding target : targets) {
      if (target.kind() == FeatureKind.COLUMNS) {
        target.columns().forEach(column -> Columns.checkNumeric(schema, column, "labelCol"));
      }
    }
    if (weight != null) {
      Columns.checkNumeric(schema, weight, "weightCol");
    }
    if (validation != null) {
      DataType type = Columns.typeOf(schema, validation, "validationIndicatorCol");
      if (!(type instanceof BooleanType)) {
        throw Columns.mistyped(validation, type, "boolean", "validationIndicatorCol");
      }
    }
  }

  /**
   * Returns the rows with just these columns: inputs, targets, then weight and validation if set.
   */
  public Dataset<Row> select(Dataset<?> data) {
    List<String> names = new ArrayList<>();
    inputs.forEach(input -> names.addAll(input.columns()));
    targets.forEach(target -> names.addAll(target.columns()));
    if (weight != null) {
      names.add(weight);
    }
    if (validation != null) {
      names.add(validation);
    }
    return ColumnNames.select(data, names);
  }
}
