package org.coherer.ml;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.ml.evaluation.AnomalyEvaluation;
import org.coherer.ml.persistence.ModelReader;

/**
 * A trained autoencoder. How rows are scored, and what features may be, is as in {@link
 * NeuralNetworkClassificationModel}.
 *
 * <table>
 * <caption>Columns that transform adds</caption>
 * <tr><th>Param</th><th>type</th><th>values</th></tr>
 * <tr><td>reconstructionCol</td><td>vector</td><td>what the network makes of the features, in their own
 * units: inputScale and inputOffset are undone</td></tr>
 * <tr><td>anomalyScoreCol</td><td>double</td><td>the mean over all n features of (y - x)^2, x being what enters the
 * network and y what leaves it: the higher, the stranger the row</td></tr>
 * </table>
 */
public class AutoencoderModel extends Model<AutoencoderModel>
    implements ReconstructionParams<AutoencoderModel>, TrainedModel<AutoencoderModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainedNetwork trained;

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public AutoencoderModel() {
    this(Identifiable$.MODULE$.randomUID("autoencoderModel"));
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public AutoencoderModel(String uid) {
    this(uid, (TrainedNetwork) null);
  }

  AutoencoderModel(String uid, TrainedNetwork trained) {
    this.uid = uid;
    this.trained = trained;
    setScoringDefaults();
    setReconstructionDefaults();
  }

  @Override
  public String uid() {
    return uid;
  }

  private PackedNetwork network() {
    return TrainedNetwork.of(this).network();
  }

  /** Returns how many values the network takes, and gives. */
  public int numFeatures() {
    return network().inputLength();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    bind(schema);
    return columns().appendTo(schema);
  }

  private ReconstructionColumns columns() {
    return reconstructionColumns(trained == null ? 0 : numFeatures());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    InputReader reader =
        InputReader.of(dataset.schema(), List.of(reader(dataset.schema(), numFeatures())));
    return TrainedNetwork.of(this)
        .scorer()
        .score(dataset, reader, columns(), getInferenceBatchSize());
  }

  /** Reconstructs one row without Spark; the result is in the units of the features. */
  public Vector reconstruct(Vector features) {
    return columns().reconstruction(outputs(inputs(features)));
  }

  /** Returns the anomaly score of one row, without Spark. */
  public double anomalyScore(Vector features) {
    float[] inputs = inputs(features);
    return ReconstructionColumns.score(inputs, outputs(inputs), inputs.length);
  }

  private float[] inputs(Vector features) {
    float[] inputs = new float[numFeatures()];
    vectorReader(inputs.length).read(features, inputs);
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
    Column anomaly = EvaluatedRows.number(dataset.schema(), anomalyCol, "anomalyCol");
    AutoencoderModel scorer = copy(ParamMap.empty());
    scorer.setReconstructionCol("");
    scorer.setAnomalyScoreCol(EvaluatedRows.fresh("score"));
    Dataset<Row> scored =
        scorer.transform(dataset).select(anomaly, col(scorer.getAnomalyScoreCol()));
    return AnomalyEvaluation.of(scored, anomalyCol);
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
  public AutoencoderModel copy(ParamMap extra) {
    return copyValues(new AutoencoderModel(uid, trained), extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<AutoencoderModel> read() {
    return new ModelReader<>(
        AutoencoderModel.class,
        (uid, artifact) -> new AutoencoderModel(uid, TrainedNetwork.of(artifact)));
  }

  /** Reads a saved model. */
  public static AutoencoderModel load(String path) {
    return read().load(path);
  }
}
