package org.coherer.ml.score;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.spark.ColumnNames;
import org.coherer.ml.param.HasPredictedLabelCol;

/**
 * The column of a classification model with the label of the predicted class, in the type of the
 * column that the labels of the training came from.
 *
 * @param name what it is called; empty for none
 * @param labels the labels of the classes
 * @param classes how many there are; 0 before that is known
 */
public record PredictedLabel(String name, ClassLabels labels, int classes) {

  private static final String PARAM = "predictedLabelCol";

  /** Returns the column that the Param of a stage names. */
  public static PredictedLabel of(HasPredictedLabelCol<?> stage, ClassLabels labels, int classes) {
    return new PredictedLabel(stage.getPredictedLabelCol(), labels, classes);
  }

  /**
   * Returns no column, for a model by which a row can have several labels.
   *
   * @throws IllegalArgumentException if the Param names one
   */
  public static PredictedLabel none(HasPredictedLabelCol<?> stage) {
    if (!stage.getPredictedLabelCol().isEmpty()) {
      throw new InvalidParamException(
          PARAM + " is set and a row can have several labels (clear it)", PARAM);
    }
    return new PredictedLabel("", ClassLabels.NONE, 0);
  }

  /**
   * Returns the schema with the column.
   *
   * @throws IllegalArgumentException if it has a column of just that name
   */
  public StructType appendTo(StructType schema) {
    return append(schema, name, type());
  }

  /**
   * Returns the schema with the column that a Param names, before labels are known.
   *
   * @param type that of the column with labels
   * @throws IllegalArgumentException if it has a column of just that name
   */
  public static StructType append(HasPredictedLabelCol<?> stage, StructType schema, DataType type) {
    return append(schema, stage.getPredictedLabelCol(), type);
  }

  private static StructType append(StructType schema, String name, DataType type) {
    if (name.isEmpty()) {
      return schema;
    }
    List<StructField> fields = new ArrayList<>(List.of(schema.fields()));
    if (List.of(schema.fieldNames()).contains(name)) {
      throw OutputColumns.exists(name, PARAM);
    }
    OutputColumns.replaceOrAdd(fields, new StructField(name, type, true, Metadata.empty()));
    return new StructType(fields.toArray(new StructField[0]));
  }

  /**
   * Scores rows and adds the column.
   *
   * @param prediction what the column of the predictions is called; if empty, there is one while
   *     this one is made
   * @param score adds the columns of the model, with a name for that of the predictions
   * @throws IllegalArgumentException if there is a column of just that name
   */
  public Dataset<Row> addTo(
      Dataset<?> rows, String prediction, Function<String, Dataset<Row>> score) {
    if (name.isEmpty()) {
      return score.apply(prediction);
    }
    String index = prediction.isEmpty() ? unused(rows.schema()) : prediction;
    Dataset<Row> scored = score.apply(index);
    appendTo(scored.schema()); // or else it says what cannot be added
    Dataset<Row> labelled = scored.withColumn(name, label(index));
    return prediction.isEmpty() ? labelled.drop(index) : labelled;
  }

  private String unused(StructType schema) {
    StringBuilder unused = new StringBuilder("prediction of " + name);
    while (List.of(schema.fieldNames()).stream()
        .anyMatch(other -> ColumnNames.same(other, unused.toString()))) {
      unused.append('_');
    }
    return unused.toString();
  }

  private Column label(String index) {
    String[] literals = labels.literals(classes).toArray(new String[0]);
    Column all = lit(literals).cast(DataTypes.createArrayType(type()));
    Column at = col("`" + index.replace("`", "``") + "`").cast("int");
    return element_at(all, at.plus(1)).as(name, Metadata.empty());
  }

  /** An index that the column of the labels could not have held is a double. */
  private DataType type() {
    return labels.canHold(classes) ? labels.type() : DataTypes.DoubleType;
  }
}
