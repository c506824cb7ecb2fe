package org.coherer.ml;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.ml.persistence.ModelReader;
import org.coherer.training.engine.NetworkShape;

/**
 * A trained network with any number of inputs and outputs. {@code transform} adds a vector for each
 * output, under the names of outputCols. How rows are scored, and what inputs may be, is as in
 * {@link NeuralNetworkClassificationModel}.
 */
public class NeuralNetworkModel extends Model<NeuralNetworkModel>
    implements PortParams<NeuralNetworkModel>, TrainedModel<NeuralNetworkModel> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainedNetwork trained;

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkModel() {
    this(Identifiable$.MODULE$.randomUID("neuralNetworkModel"));
  }

  /** Creates a model without a network, which cannot do anything: for Spark's lists of stages. */
  public NeuralNetworkModel(String uid) {
    this(uid, (TrainedNetwork) null);
  }

  NeuralNetworkModel(String uid, TrainedNetwork trained) {
    this.uid = uid;
    this.trained = trained;
    setScoringDefaults();
    setPortDefaults();
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    bindInputs(schema);
    return columns().appendTo(schema);
  }

  private VectorColumns columns() {
    return trained == null ? outputColumns() : outputColumns(network().shape());
  }

  private PackedNetwork network() {
    return TrainedNetwork.of(this).network();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    NetworkShape shape = network().shape();
    InputReader reader = InputReader.of(dataset.schema(), readers(dataset.schema(), shape));
    return TrainedNetwork.of(this)
        .scorer()
        .score(dataset, reader, columns(), getInferenceBatchSize());
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
  public NeuralNetworkModel copy(ParamMap extra) {
    return copyValues(new NeuralNetworkModel(uid, trained), extra).setParent(parent());
  }

  /** Returns what reads a saved model. */
  public static MLReader<NeuralNetworkModel> read() {
    return new ModelReader<>(
        NeuralNetworkModel.class,
        (uid, artifact) -> new NeuralNetworkModel(uid, TrainedNetwork.of(artifact)));
  }

  /** Reads a saved model. */
  public static NeuralNetworkModel load(String path) {
    return read().load(path);
  }
}
