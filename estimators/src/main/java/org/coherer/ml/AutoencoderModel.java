package org.coherer.ml;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.Columns;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.evaluation.AnomalyEvaluation;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.ReconstructionParams;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.EvaluatedRows;
import org.coherer.ml.score.FeatureColumns;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.score.ReconstructionColumns;
import org.coherer.ml.summary.TrainingSummary;
import scala.Option;

/**
 * A trained autoencoder. How rows are scored, and what features may be, is as in {@link
 * NeuralNetworkClassificationModel}.
 *
 * <table>
 * <caption>Columns that transform adds</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>reconstructionCol</td><td>vector</td><td>what the network makes of the features, in their own
 * units: their standardization, or inputScale and inputOffset, are undone</td></tr>
 * <tr><td>anomalyScoreCol</td><td>double</td><td>the mean over all n features of (y - x)^2, x being what enters the
 * network, scaled as it is there, and y what leaves it: the higher, the more anomalous the row</td></tr>
 * </table>
 */
public class AutoencoderModel extends Model<AutoencoderModel>
    implements ReconstructionParams<AutoencoderModel>, TrainedModel<AutoencoderModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ModelNetwork trained;

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public AutoencoderModel() {
    this(Identifiable$.MODULE$.randomUID("autoencoderModel"));
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public AutoencoderModel(String uid) {
    this(uid, ModelNetwork.NONE);
  }

  AutoencoderModel(String uid, ModelNetwork trained) {
    this.uid = uid;
    this.trained = trained;
    Defaults.scoring(this);
    Defaults.reconstruction(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  private PackedNetwork network() {
    return trained.of(this).network();
  }

  /** Returns how many values the network takes, and gives. */
  public int numFeatures() {
    return network().inputLength();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumns.check(this, schema, trained.preprocessing().features());
    return columns().appendTo(schema);
  }

  private ReconstructionColumns columns() {
    return ReconstructionColumns.of(
        this, trained.isPresent() ? numFeatures() : 0, trained.preprocessing());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    InputReader reader =
        FeatureColumns.reader(this, dataset.schema(), network().shape(), trained.preprocessing());
    return trained.of(this).scorer().score(dataset, reader, columns(), getInferenceBatchSize());
  }

  /** Reconstructs one row without Spark; the result is in the units of the features. */
  public Vector reconstruct(Vector features) {
    return new DenseVector(columns().reconstruction(outputs(inputs(features))));
  }

  /** Returns the anomaly score of one row, without Spark. */
  public double anomalyScore(Vector features) {
    float[] inputs = inputs(features);
    return ReconstructionColumns.score(inputs, outputs(inputs), inputs.length);
  }

  private float[] inputs(Vector features) {
    float[] inputs = new float[numFeatures()];
    FeatureColumns.vectorReader(this, inputs.length, trained.preprocessing())
        .read(features, inputs);
    return inputs;
  }

  private float[] outputs(float[] inputs) {
    return network().score(inputs);
  }

  /**
   * Returns how well the anomaly score tells anomalies from other rows.
   *
   * @param anomalyCol the column that is 1 in anomalies and 0 in other rows
   * @throws IllegalArgumentException if the column is missing, not numeric or has another value, or
   *     if there are not both kinds of rows. The message names column and value
   */
  public AnomalyEvaluation evaluate(Dataset<?> dataset, String anomalyCol) {
    Columns.checkNumeric(dataset.schema(), anomalyCol, "anomalyCol");
    AutoencoderModel scorer = copy(ParamMap.empty());
    scorer.setReconstructionCol("");
    scorer.setAnomalyScoreCol(EvaluatedRows.fresh("score"));
    Dataset<Row> scored =
        EvaluatedRows.labelled(scorer.transform(dataset), anomalyCol, scorer.getAnomalyScoreCol());
    return AnomalyEvaluation.of(scored, anomalyCol);
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
  public AutoencoderModel copy(ParamMap extra) {
    return copyValues(new AutoencoderModel(uid, trained), extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<AutoencoderModel> read() {
    return ModelNetwork.reader(AutoencoderModel.class, AutoencoderModel::new);
  }

  /** Reads a saved model. */
  public static AutoencoderModel load(String path) {
    return read().load(path);
  }
}
