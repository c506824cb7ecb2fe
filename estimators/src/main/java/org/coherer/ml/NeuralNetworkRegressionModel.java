package org.coherer.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.row.FeatureReader;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.evaluation.LevelsEvaluation;
import org.coherer.ml.evaluation.RegressionEvaluation;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.HasLabelCols;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.EvaluatedRows;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.LevelColumns;
import org.coherer.ml.score.OutputColumns;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.score.TargetColumns;
import org.coherer.ml.score.ValueColumns;
import org.coherer.ml.summary.TrainingSummary;
import org.coherer.training.encoding.TargetEncoding;
import scala.Option;

/**
 * A trained regressor. {@code transform} adds the prediction: a double, or a vector where the
 * network has several outputs, in the units of the targets; of ordinal regression, one of the
 * levels. How rows are scored, and what features may be, is as in {@link
 * NeuralNetworkClassificationModel}.
 */
public class NeuralNetworkRegressionModel
    extends RegressionModel<Vector, NeuralNetworkRegressionModel>
    implements FeatureParams<NeuralNetworkRegressionModel>,
        HasLabelCols<NeuralNetworkRegressionModel>,
        TrainedModel<NeuralNetworkRegressionModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ModelNetwork trained;

  NeuralNetworkRegressionModel(String uid, ModelNetwork trained) {
    this(UidStash.offer(uid), trained);
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkRegressionModel() {
    this(UidStash.offerRandom("neuralNetworkRegressionModel"), ModelNetwork.NONE);
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkRegressionModel(String uid) {
    this(UidStash.offer(uid), ModelNetwork.NONE);
  }

  private NeuralNetworkRegressionModel(UidStash.Offered offered, ModelNetwork trained) {
    this.uid = UidStash.take(offered);
    this.trained = trained;
    Defaults.scoring(this);
  }

  @Override
  public String uid() {
    return UidStash.resolve(uid);
  }

  private PackedNetwork network() {
    return trained.of(this).network();
  }

  /** Returns how many numbers it predicts for a row: one if it is a level. */
  public int numTargets() {
    return isOfLevels() ? 1 : network().outputLength();
  }

  private boolean isOfLevels() {
    return !trained.preprocessing().labels().texts().isEmpty();
  }

  private List<Double> levels() {
    return LevelColumns.levels(trained.preprocessing().labels());
  }

  @Override
  public int numFeatures() {
    return trained.of(this).numFeatures();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumns.check(this, schema, trained.preprocessing().features());
    return columns().appendTo(schema);
  }

  private OutputColumns columns() {
    return isOfLevels() ? new LevelColumns(getPredictionCol(), levels()) : values();
  }

  private ValueColumns values() {
    return new ValueColumns(
        getPredictionCol(),
        trained.isPresent() ? numTargets() : 1,
        trained.preprocessing().targets());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    InputReader reader =
        FeatureColumns.reader(this, dataset.schema(), network().shape(), trained.preprocessing());
    return trained.of(this).scorer().score(dataset, reader, columns(), getInferenceBatchSize());
  }

  /**
   * Predicts one row without Spark.
   *
   * @throws UnsupportedOperationException if the network has several outputs
   */
  @Override
  public double predict(Vector features) {
    if (numTargets() != 1) {
      throw new UnsupportedOperationException(
          "Cannot predict one number: the network has "
              + numTargets()
              + " outputs (call predictAll)");
    }
    return predictAll(features).apply(0);
  }

  /** Predicts all targets of one row without Spark. */
  public Vector predictAll(Vector features) {
    FeatureReader reader =
        FeatureColumns.vectorReader(this, numFeatures(), trained.preprocessing());
    float[] outputs = network().score(reader, features);
    return new DenseVector(
        isOfLevels()
            ? new double[] {new LevelColumns(getPredictionCol(), levels()).level(outputs)}
            : values().values(outputs));
  }

  /**
   * Returns how good the model is on rows whose targets are known, as labelCol or labelCols say.
   * The column that {@code transform} would add plays no part, and may be there already.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, there are not as
   *     many finite numbers as targets, or there are no rows. The message names column and value
   */
  public RegressionEvaluation evaluate(Dataset<?> dataset) {
    TargetBinding target = TargetColumns.bind(this, dataset.schema(), getLabelCol());
    target.check(new TargetEncoding.Values(numTargets()));
    NeuralNetworkRegressionModel scorer = copy(ParamMap.empty());
    scorer.setPredictionCol(EvaluatedRows.fresh("prediction"));
    List<String> cells = new ArrayList<>(target.columns());
    cells.add(scorer.getPredictionCol());
    Dataset<Row> scored = EvaluatedRows.select(scorer.transform(dataset), cells);
    return RegressionEvaluation.of(scored, target.columns(), numTargets());
  }

  /**
   * Returns how good a model of levels is on rows whose levels are known, as labelCol says. The
   * column that {@code transform} would add plays no part, and may be there already.
   *
   * @throws IllegalArgumentException if the column is missing or of another type, a row has none of
   *     the levels, or there are no rows. The message names column and value
   * @throws UnsupportedOperationException if the model is not one of levels
   */
  public LevelsEvaluation evaluateLevels(Dataset<?> dataset) {
    if (!isOfLevels()) {
      throw new UnsupportedOperationException(
          "Cannot evaluate by levels: the model was not trained with the loss ordinal (call"
              + " evaluate)");
    }
    Columns.checkNumeric(dataset.schema(), getLabelCol(), "labelCol");
    NeuralNetworkRegressionModel scorer = copy(ParamMap.empty());
    scorer.setPredictionCol(EvaluatedRows.fresh("prediction"));
    Dataset<Row> scored =
        EvaluatedRows.labelled(scorer.transform(dataset), getLabelCol(), scorer.getPredictionCol());
    return LevelsEvaluation.of(scored, getLabelCol(), levels());
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
  public NeuralNetworkRegressionModel copy(ParamMap extra) {
    NeuralNetworkRegressionModel copied = new NeuralNetworkRegressionModel(uid, trained);
    return copyValues(copied, extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<NeuralNetworkRegressionModel> read() {
    return ModelNetwork.reader(
        NeuralNetworkRegressionModel.class, NeuralNetworkRegressionModel::new);
  }

  /** Reads a saved model. */
  public static NeuralNetworkRegressionModel load(String path) {
    return read().load(path);
  }
}
