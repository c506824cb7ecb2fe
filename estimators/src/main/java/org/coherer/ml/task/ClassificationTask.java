package org.coherer.ml.task;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.Columns;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.ClassifierParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.Attributes;
import org.coherer.ml.score.ClassColumns;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.ParamChecks;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Transfer.NewOutput;

/** Classification: a softmax is compared with the index of a class. */
public final class ClassificationTask implements Task {

  private final ClassifierParams<?> params;

  /** Creates the task of an estimator. */
  public ClassificationTask(ClassifierParams<?> params) {
    this.params = params;
  }

  /**
   * Returns the task of an estimator on rows of a schema: this one, or that of several labels if
   * the column has them.
   */
  public static Task of(ClassifierParams<?> params, StructType schema) {
    return isOfLabels(params, schema) ? new LabelsTask(params) : new ClassificationTask(params);
  }

  /** Returns whether the column of labels has several for each row. */
  public static boolean isOfLabels(ClassifierParams<?> params, StructType schema) {
    return Columns.isOfType(schema, params.getLabelCol(), TargetBinding::isSeveral);
  }

  @Override
  public Task with(TrainingParams<?> other) {
    return new ClassificationTask((ClassifierParams<?>) other);
  }

  @Override
  public TrainingColumns columns(StructType schema) {
    if (balanced()) {
      ParamChecks.exclusive(params, "balanceClasses", "classWeights");
    }
    return TaskColumns.of(
        params, schema, FeatureColumns.bindInputs(params, schema), List.of(label(schema)));
  }

  /** Labels are indices where the network, or a StringIndexer, has fixed what they stand for. */
  private TargetBinding label(StructType schema) {
    String column = params.getLabelCol();
    TargetBinding any = TargetBinding.label(schema, column, "labelCol");
    StructField field = Columns.find(schema, column, "labelCol");
    boolean fixed = !Alternatives.isPerceptron(params) || Attributes.classes(field) > 0;
    return fixed && field.dataType() instanceof NumericType
        ? new TargetBinding(List.of(column), FeatureKind.COLUMNS)
        : any;
  }

  @Override
  public int outputs(Dataset<?> data, TrainingColumns columns) {
    return Attributes.classes(Columns.find(data.schema(), params.getLabelCol(), "labelCol"));
  }

  @Override
  public int provisionalOutputs() {
    double[] thresholds = ClassColumns.thresholds(params);
    int named = thresholds == null ? classWeights().size() : thresholds.length;
    return Math.max(Task.super.provisionalOutputs(), named);
  }

  @Override
  public TargetEncoding target(NetworkShape shape) {
    if (!shape.outputIsDistribution()) {
      throw new IllegalArgumentException(
          "The network's output is no probability distribution over classes (end it with an output"
              + " layer with softmax activation and a cross-entropy loss; for the labels of a"
              + " sigmoid, take a column of vectors or arrays of 0 and 1)");
    }
    int classes = shape.outputLength();
    ClassColumns.checkThresholds(ClassColumns.thresholds(params), classes);
    return new TargetEncoding.ClassIndex(classes, params.getLabelSmoothing());
  }

  @Override
  public List<Double> classWeights() {
    return params.isSet(params.classWeights())
        ? Arrays.stream(params.getClassWeights()).boxed().toList()
        : List.of();
  }

  @Override
  public boolean balanced() {
    return params.getBalanceClasses();
  }

  @Override
  public DataType labelType(StructType schema) {
    return Columns.typeOf(schema, params.getLabelCol(), "labelCol");
  }

  @Override
  public ClassLabels labels(StructType schema, NetworkShape shape) {
    StructField column = Columns.find(schema, params.getLabelCol(), "labelCol");
    List<String> names = Attributes.labels(column);
    return column.dataType() instanceof NumericType
        ? ClassLabels.indices(
            column.dataType(), names.size() == shape.outputLength() ? names : List.of())
        : ClassLabels.NONE;
  }

  @Override
  public NewOutput.Meaning newOutputs() {
    return NewOutput.Meaning.CLASSES;
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public boolean stratified() {
    return params.getStratified();
  }

  @Override
  public PerceptronBuilder.Output output() {
    return PerceptronBuilder.Output.CLASS;
  }
}
