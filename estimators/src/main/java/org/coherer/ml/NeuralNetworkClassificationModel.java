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
import org.coherer.connector.row.FeatureReader;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.evaluation.ClassificationEvaluation;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.HasPredictedLabelCol;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.ClassColumns;
import org.coherer.ml.score.Doubles;
import org.coherer.ml.score.EvaluatedRows;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.LogProbabilities;
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

  @Override
  public int numClasses() {
    return network().outputLength();
  }

  @Override
  public int numFeatures() {
    return network().inputLength();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumns.bind(this, schema, trained.preprocessing().features());
    return label().appendTo(columns().appendTo(schema));
  }

  private ClassColumns columns() {
    return ClassColumns.of(this, classCount(), labels().texts())
        .withTemperature(trained.calibration().temperature());
  }

  private PredictedLabel label() {
    return PredictedLabel.of(this, labels(), classCount());
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

  /** Scores one row without Spark: returns the logarithms of its probabilities. */
  @Override
  public Vector predictRaw(Vector features) {
    ClassColumns.checkThresholds(ClassColumns.thresholds(this), numClasses());
    FeatureReader reader =
        FeatureColumns.vectorReader(this, numFeatures(), trained.preprocessing());
    float[] outputs = network().score(reader, features);
    return new DenseVector(LogProbabilities.of(Doubles.of(outputs, 0, outputs.length)));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector rawPrediction) {
    LogProbabilities.toProbabilities(
        ((DenseVector) rawPrediction).values(), trained.calibration().temperature());
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
   */
  public ClassificationEvaluation evaluate(Dataset<?> dataset) {
    ClassIndex classes = new ClassIndex(labels(), numClasses());
    labels().checkColumn(dataset.schema(), getLabelCol(), "labelCol");
    NeuralNetworkClassificationModel scorer = copy(ParamMap.empty());
    scorer.setRawPredictionCol("");
    scorer.setPredictedLabelCol("");
    scorer.setProbabilityCol(EvaluatedRows.fresh("probability"));
    scorer.setPredictionCol(EvaluatedRows.fresh("prediction"));
    Dataset<Row> scored =
        EvaluatedRows.select(
            scorer.transform(dataset),
            List.of(getLabelCol(), scorer.getPredictionCol(), scorer.getProbabilityCol()));
    return ClassificationEvaluation.of(scored, getLabelCol(), classes);
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
