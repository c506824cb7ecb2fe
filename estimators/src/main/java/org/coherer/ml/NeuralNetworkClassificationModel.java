package org.coherer.ml;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.ml.evaluation.ClassificationEvaluation;
import org.coherer.ml.persistence.ModelReader;
import scala.Tuple3;

/**
 * A trained classifier. {@code transform} scores batches of rows with one network per executor JVM
 * and starts no Spark job of its own, so that it also works on streams.
 *
 * <table>
 * <caption>Columns that transform adds</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>rawPredictionCol</td><td>vector</td><td>the natural logarithm of each probability</td></tr>
 * <tr><td>probabilityCol</td><td>vector</td><td>one probability per class, summing to 1 in float precision</td></tr>
 * <tr><td>predictionCol</td><td>double</td><td>the class with the largest probability, or as thresholds say; where the
 * labels of the training came from a StringIndexer, the column knows what the classes are called, for
 * IndexToString</td></tr>
 * </table>
 *
 * <p>Features may come in any type that they may have in training, whichever they had there. A row
 * whose features are null, of another length or not finite fails the job, and the message names the
 * column and the value; unless handleInvalid says otherwise.
 */
public class NeuralNetworkClassificationModel
    extends ProbabilisticClassificationModel<Vector, NeuralNetworkClassificationModel>
    implements FeatureParams<NeuralNetworkClassificationModel>,
        TrainedModel<NeuralNetworkClassificationModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainedNetwork trained;

  NeuralNetworkClassificationModel(String uid, TrainedNetwork trained) {
    this(UidStash.offer(uid), trained);
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkClassificationModel() {
    this(UidStash.offerRandom("neuralNetworkClassificationModel"), null);
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkClassificationModel(String uid) {
    this(UidStash.offer(uid), null);
  }

  private NeuralNetworkClassificationModel(UidStash.Offered offered, TrainedNetwork trained) {
    this.uid = UidStash.take(offered);
    this.trained = trained;
    setScoringDefaults();
  }

  @Override
  public String uid() {
    return UidStash.resolve(uid);
  }

  PackedNetwork packed() {
    return TrainedNetwork.of(this).network();
  }

  @Override
  public int numClasses() {
    return packed().outputLength();
  }

  @Override
  public int numFeatures() {
    return packed().inputLength();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    bind(schema);
    return columns().appendTo(schema);
  }

  private ClassColumns columns() {
    return trained == null
        ? ClassColumns.of(this, 0, List.of())
        : ClassColumns.of(this, numClasses(), trained.labels());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    InputReader reader =
        InputReader.of(dataset.schema(), List.of(reader(dataset.schema(), packed().inputLength())));
    return TrainedNetwork.of(this)
        .scorer()
        .score(dataset, reader, columns(), getInferenceBatchSize());
  }

  /** Scores one row without Spark: returns the logarithms of its probabilities. */
  @Override
  public Vector predictRaw(Vector features) {
    ClassColumns.checkThresholds(ClassColumns.thresholds(this), numClasses());
    return LogProbabilities.of(packed().score(vectorReader(packed().inputLength()), features));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector rawPrediction) {
    LogProbabilities.toProbabilities(((DenseVector) rawPrediction).values());
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
   * Returns how good the model is on rows whose labels are known, as labelCol says. The columns
   * that {@code transform} would add play no part, and may be there already.
   *
   * @throws IllegalArgumentException if a column is missing, a label is none of the classes, or
   *     there are no rows. The message names column and value
   */
  public ClassificationEvaluation evaluate(Dataset<?> dataset) {
    Column label = EvaluatedRows.number(dataset.schema(), getLabelCol(), "labelCol");
    NeuralNetworkClassificationModel scorer = copy(ParamMap.empty());
    scorer.setRawPredictionCol("");
    scorer.setProbabilityCol(EvaluatedRows.fresh("probability"));
    scorer.setPredictionCol(EvaluatedRows.fresh("prediction"));
    Dataset<Row> scored =
        scorer
            .transform(dataset)
            .select(label, col(scorer.getPredictionCol()), col(scorer.getProbabilityCol()));
    return ClassificationEvaluation.of(scored, getLabelCol(), classNames());
  }

  private List<String> classNames() {
    return trained.labels().isEmpty()
        ? IntStream.range(0, numClasses()).mapToObj(Integer::toString).toList()
        : trained.labels();
  }

  @Override
  public TrainedNetwork trained() {
    return trained;
  }

  @SuppressWarnings("MissingOverride") // Spark 3.5 does not ask
  public long estimatedSize() {
    return TrainedNetwork.sizeOf(trained);
  }

  @Override
  public NeuralNetworkClassificationModel copy(ParamMap extra) {
    NeuralNetworkClassificationModel copied = new NeuralNetworkClassificationModel(uid, trained);
    return copyValues(copied, extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<NeuralNetworkClassificationModel> read() {
    return new ModelReader<>(
        NeuralNetworkClassificationModel.class,
        (uid, artifact) -> new NeuralNetworkClassificationModel(uid, TrainedNetwork.of(artifact)));
  }

  /** Reads a saved model. */
  public static NeuralNetworkClassificationModel load(String path) {
    return read().load(path);
  }
}
