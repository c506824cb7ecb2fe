package org.coherer.ml;

import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.ClassIndex;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.row.FeatureReader;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.evaluation.ClassificationEvaluation;
import org.coherer.ml.evaluation.LabelsEvaluation;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.HasPredictedLabelCol;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.ClassColumns;
import org.coherer.ml.score.ClassifierColumns;
import org.coherer.ml.score.EvaluatedRows;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.LabelColumns;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.score.PredictedLabel;
import org.coherer.ml.summary.TrainingSummary;
import scala.Option;
import scala.Tuple3;

/**
 * A trained classifier. {@code transform} scores batches of rows with one network per executor JVM
 * and starts no Spark job of its own, so that it also works on streams.
 *
 * <table>
 * <caption>Columns that transform adds</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>rawPredictionCol</td><td>vector</td><td>the natural logarithm of each of the network's probabilities</td></tr>
 * <tr><td>probabilityCol</td><td>vector</td><td>one probability per class, summing to 1 in float precision; calibrated,
 * if the training was asked to do so: softmax(rawPrediction / temperature)</td></tr>
 * <tr><td>predictionCol</td><td>double</td><td>the class with the largest probability, or as thresholds say; where the
 * training knew what the classes are called, the column does, too, for IndexToString</td></tr>
 * <tr><td>predictedLabelCol</td><td>that of labelCol in training</td><td>the label of that class; only if it is set
 * </td></tr>
 * </table>
 *
 * <p>Where a row can have several labels, rawPredictionCol has the logit of each label's
 * probability, probabilityCol the probabilities, which do not sum to 1, and predictionCol a vector
 * with 1 for each label whose probability exceeds 0.5, or its element of thresholds, and else 0.
 *
 * <p>Features may come in any type that they may have in training, whichever they had there. A row
 * whose features are null, of another length or not finite fails the job, and the message names the
 * column and the value; unless handleInvalid says otherwise.
 */
public class NeuralNetworkClassificationModel
    extends ProbabilisticClassificationModel<Vector, NeuralNetworkClassificationModel>
    implements FeatureParams<NeuralNetworkClassificationModel>,
        HasPredictedLabelCol<NeuralNetworkClassificationModel>,
        TrainedModel<NeuralNetworkClassificationModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ModelNetwork trained;

  NeuralNetworkClassificationModel(String uid, ModelNetwork trained) {
    this(UidStash.offer(uid), trained);
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkClassificationModel() {
    this(UidStash.offerRandom("neuralNetworkClassificationModel"), ModelNetwork.NONE);
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkClassificationModel(String uid) {
    this(UidStash.offer(uid), ModelNetwork.NONE);
  }

  private NeuralNetworkClassificationModel(UidStash.Offered offered, ModelNetwork trained) {
    this.uid = UidStash.take(offered);
    this.trained = trained;
    Defaults.scoring(this);
    Defaults.predictedLabel(this);
  }

  @Override
  public String uid() {
    return UidStash.resolve(uid);
  }

  private PackedNetwork network() {
    return trained.of(this).network();
  }

  /** Returns how many classes there are, or labels of which a row can have several. */
  @Override
  public int numClasses() {
    return network().outputLength();
  }

  @Override
  public int numFeatures() {
    return trained.of(this).numFeatures();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumns.check(this, schema, trained.preprocessing().features());
    return label().appendTo(columns().appendTo(schema));
  }

  private boolean isOfLabels() {
    return trained.isPresent() && ClassifierColumns.areLabels(network().shape());
  }

  private ClassifierColumns columns() {
    return trained.isPresent()
        ? ClassifierColumns.of(
            this, network().shape(), labels().texts(), trained.calibration().temperature())
        : ClassColumns.of(this, 0, List.of());
  }

  private PredictedLabel label() {
    return isOfLabels()
        ? PredictedLabel.none(this)
        : PredictedLabel.of(this, labels(), classCount());
  }

  /** Returns 0 before there is a network. */
  private int classCount() {
    return trained.isPresent() ? numClasses() : 0;
  }

  private ClassLabels labels() {
    return trained.preprocessing().labels();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    InputReader reader =
        FeatureColumns.reader(this, dataset.schema(), network().shape(), trained.preprocessing());
    return label()
        .addTo(
            dataset,
            getPredictionCol(),
            prediction ->
                trained
                    .of(this)
                    .scorer()
                    .score(
                        dataset,
                        reader,
                        columns().withPrediction(prediction),
                        getInferenceBatchSize()));
  }

  /**
   * Scores one row without Spark: returns the logarithms of its probabilities, or the logits of
   * those of its labels.
   */
  @Override
  public Vector predictRaw(Vector features) {
    return new DenseVector(columns().raw(scored(features)));
  }

  private float[] scored(Vector features) {
    columns(); // or else it says what thresholds there must be
    FeatureReader reader =
        FeatureColumns.vectorReader(this, numFeatures(), trained.preprocessing());
    return network().score(reader, features);
  }

  /** Predicts the class of one row without Spark; refused if a row can have several labels. */
  @Override
  public double predict(Vector features) {
    checkIs(false, "predict", "predictLabels");
    return super.predict(features);
  }

  /**
   * Predicts the labels of one row without Spark: 1 for each that it has, else 0.
   *
   * @throws UnsupportedOperationException if the model is of classes
   */
  public Vector predictLabels(Vector features) {
    checkIs(true, "predictLabels", "predict");
    return new DenseVector(LabelColumns.of(this, numClasses()).predicted(scored(features)));
  }

  private void checkIs(boolean ofLabels, String called, String other) {
    if (isOfLabels() != ofLabels) {
      String why = ofLabels ? ": a row has one class" : ": a row can have several labels";
      throw new UnsupportedOperationException("Cannot " + called + why + " (call " + other + ")");
    }
  }

  @Override
  public Vector raw2probabilityInPlace(Vector rawPrediction) {
    columns().toProbabilities(((DenseVector) rawPrediction).values());
    return rawPrediction;
  }

  /**
   * Overridden only because javac requires it: the base classes declare it with types that are
   * compatible in Scala, whose tuples are covariant, and not in Java. A raw tuple fits both.
   */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public Tuple3 findSummaryModel() {
    return super.findSummaryModel();
  }

  /**
   * Returns how good the model is on rows whose labels are known, as labelCol says: indices of
   * classes, or what the labels were in training. The columns that {@code transform} would add play
   * no part, and may be there already.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, a label is none of
   *     the classes, or there are no rows. The message names column and value
   * @throws UnsupportedOperationException if a row can have several labels
   */
  public ClassificationEvaluation evaluate(Dataset<?> dataset) {
    checkIs(false, "evaluate", "evaluateLabels");
    ClassIndex classes = new ClassIndex(labels(), numClasses());
    labels().checkColumn(dataset.schema(), getLabelCol(), "labelCol");
    return ClassificationEvaluation.of(labelled(dataset), getLabelCol(), classes);
  }

  /**
   * Returns how good a model of several labels is on rows whose labels are known, as labelCol says.
   * The columns that {@code transform} would add play no part, and may be there already.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, a row has not 0 or
   *     1 for each label, or there are no rows. The message names column and value
   * @throws UnsupportedOperationException if the model is of classes
   */
  public LabelsEvaluation evaluateLabels(Dataset<?> dataset) {
    checkIs(true, "evaluateLabels", "evaluate");
    TargetBinding.labels(dataset.schema(), getLabelCol(), "labelCol");
    return LabelsEvaluation.of(labelled(dataset), getLabelCol(), numClasses());
  }

  /** Returns label, prediction and probability of rows. */
  private Dataset<Row> labelled(Dataset<?> dataset) {
    NeuralNetworkClassificationModel scorer = copy(ParamMap.empty());
    scorer.setRawPredictionCol("");
    scorer.setPredictedLabelCol("");
    scorer.setProbabilityCol(EvaluatedRows.fresh("probability"));
    scorer.setPredictionCol(EvaluatedRows.fresh("prediction"));
    return EvaluatedRows.select(
        scorer.transform(dataset),
        List.of(getLabelCol(), scorer.getPredictionCol(), scorer.getProbabilityCol()));
  }

  @Override
  public ModelArtifact artifact() {
    return trained.of(this).artifact();
  }

  @Override
  public String describe() {
    return trained.of(this).describe();
  }

  @Override
  public Option<TrainingSummary> trainingSummary() {
    return trained.summary();
  }

  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public long estimatedSize() {
    return trained.sizeInBytes();
  }

  @Override
  public NeuralNetworkClassificationModel copy(ParamMap extra) {
    NeuralNetworkClassificationModel copied = new NeuralNetworkClassificationModel(uid, trained);
    return copyValues(copied, extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<NeuralNetworkClassificationModel> read() {
    return ModelNetwork.reader(
        NeuralNetworkClassificationModel.class, NeuralNetworkClassificationModel::new);
  }

  /** Reads a saved model. */
  public static NeuralNetworkClassificationModel load(String path) {
    return read().load(path);
  }
}
