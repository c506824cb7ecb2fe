package org.coherer.ml;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.row.InputReader;
import org.coherer.ml.param.Defaults;
import org.coherer.ml.param.InputOutputParams;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.InputOutputColumns;
import org.coherer.ml.score.OutputColumns;
import org.coherer.ml.score.PackedNetwork;
import org.coherer.ml.summary.TrainingSummary;
import scala.Option;

/**
 * A trained network with any number of inputs and outputs. {@code transform} adds a vector for each
 * output, under the names of outputCols. How rows are scored, and what inputs may be, is as in
 * {@link NeuralNetworkClassificationModel}.
 */
public class NeuralNetworkModel extends Model<NeuralNetworkModel>
    implements InputOutputParams<NeuralNetworkModel>, TrainedModel<NeuralNetworkModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ModelNetwork trained;

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkModel() {
    this(Identifiable$.MODULE$.randomUID("neuralNetworkModel"));
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkModel(String uid) {
    this(uid, ModelNetwork.NONE);
  }

  NeuralNetworkModel(String uid, ModelNetwork trained) {
    this.uid = uid;
    this.trained = trained;
    Defaults.scoring(this);
    Defaults.inputsAndOutputs(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputOutputColumns.check(this, schema, trained.preprocessing().features());
    return columns().appendTo(schema);
  }

  private OutputColumns columns() {
    return trained.isPresent()
        ? InputOutputColumns.outputs(this, network().shape())
        : InputOutputColumns.outputs(this);
  }

  private PackedNetwork network() {
    return trained.of(this).network();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    InputReader reader =
        InputOutputColumns.reader(
            this, dataset.schema(), network().shape(), trained.preprocessing());
    return trained.of(this).scorer().score(dataset, reader, columns(), getInferenceBatchSize());
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
  public NeuralNetworkModel copy(ParamMap extra) {
    return copyValues(new NeuralNetworkModel(uid, trained), extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<NeuralNetworkModel> read() {
    return ModelNetwork.reader(NeuralNetworkModel.class, NeuralNetworkModel::new);
  }

  /** Reads a saved model. */
  public static NeuralNetworkModel load(String path) {
    return read().load(path);
  }
}
