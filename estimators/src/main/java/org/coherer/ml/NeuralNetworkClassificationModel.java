package org.coherer.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.data.FeatureBinding;
import org.coherer.connector.data.FeatureKind;
import org.coherer.connector.data.FeatureReader;
import org.coherer.connector.data.InvalidPolicy;
import org.coherer.ml.param.HasFeatureShape;
import org.coherer.ml.param.HasFeaturesCols;
import org.coherer.ml.param.HasHandleInvalid;
import org.coherer.ml.param.HasInputOffset;
import org.coherer.ml.param.HasInputScale;
import org.coherer.ml.persistence.NetworkStore;
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
 * <tr><td>predictionCol</td><td>double</td><td>the class with the largest probability, or as thresholds say</td></tr>
 * </table>
 *
 * <p>Features may come in any type that they may have in training, whichever they had there. A row
 * whose features are null, of another length or not finite fails the job, and the message names the
 * column and the value; unless handleInvalid says otherwise.
 */
public class NeuralNetworkClassificationModel
    extends ProbabilisticClassificationModel<Vector, NeuralNetworkClassificationModel>
    implements FeatureParams, MLWritable {

  private static final long serialVersionUID = 1L;
  private static final int MAX_BATCH_ROWS = 1024;
  private static final int MAX_BATCH_FLOATS = 1 << 20;

  private final String uid;
  private final PackedNetwork network;
  private final StringArrayParam featuresCols;
  private final IntArrayParam featureShape;
  private final DoubleParam inputScale;
  private final DoubleParam inputOffset;
  private final Param<String> handleInvalid;
  private transient Broadcast<PackedNetwork> broadcast;
  private transient SparkContext broadcastBy;

  NeuralNetworkClassificationModel(String uid, PackedNetwork network) {
    this(UidStash.offer(uid), network);
  }

  /** Creates a model that has Params and no network, for Spark's reader of Params to fill. */
  public NeuralNetworkClassificationModel(String uid) {
    this(UidStash.offer(uid), null);
  }

  private NeuralNetworkClassificationModel(UidStash.Offered offered, PackedNetwork network) {
    this.uid = UidStash.take(offered);
    this.network = network;
    featuresCols = HasFeaturesCols.create(this);
    featureShape = HasFeatureShape.create(this);
    inputScale = HasInputScale.create(this);
    inputOffset = HasInputOffset.create(this);
    handleInvalid = HasHandleInvalid.create(this);
    setDefault(inputScale, 1.0);
    setDefault(inputOffset, 0.0);
    setDefault(handleInvalid, InvalidPolicy.ERROR.text());
  }

  @Override
  public StringArrayParam featuresCols() {
    return featuresCols;
  }

  @Override
  public IntArrayParam featureShape() {
    return featureShape;
  }

  @Override
  public DoubleParam inputScale() {
    return inputScale;
  }

  @Override
  public DoubleParam inputOffset() {
    return inputOffset;
  }

  @Override
  public Param<String> handleInvalid() {
    return handleInvalid;
  }

  @Override
  public String uid() {
    return UidStash.resolve(uid);
  }

  /** Returns the network as it travels to executors and files. */
  PackedNetwork packed() {
    return network;
  }

  @Override
  public int numClasses() {
    return network.outputLength();
  }

  @Override
  public int numFeatures() {
    return network.inputLength();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    bind(schema, getFeaturesCol());
    return PredictionColumns.of(this).appendTo(schema);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    FeatureReader reader = reader(dataset.schema());
    SparkContext spark = dataset.sparkSession().sparkContext();
    BatchScorer scorer =
        new BatchScorer(
            broadcastTo(spark),
            reader,
            reader.binding().columns().stream().mapToInt(dataset.schema()::fieldIndex).toArray(),
            PredictionColumns.of(this),
            new ClassDecision(isDefined(thresholds()) ? getThresholds() : null),
            Math.max(1, Math.min(MAX_BATCH_ROWS, MAX_BATCH_FLOATS / network.inputLength())),
            spark.getConf().getInt("spark.task.cpus", 1));
    return dataset.toDF().mapPartitions(scorer, Encoders.row(schema));
  }

  private synchronized Broadcast<PackedNetwork> broadcastTo(SparkContext spark) {
    if (broadcast == null || broadcastBy != spark) {
      broadcast = JavaSparkContext.fromSparkContext(spark).broadcast(network);
      broadcastBy = spark;
    }
    return broadcast;
  }

  private FeatureReader reader(StructType schema) {
    FeatureBinding binding = bind(schema, getFeaturesCol());
    binding.checkLength(network.inputLength());
    return new FeatureReader(binding, network.inputLength(), rescaling(), invalidPolicy());
  }

  /** Scores one row without Spark: returns the logarithms of its probabilities. */
  @Override
  public Vector predictRaw(Vector features) {
    float[] values = new float[network.inputLength()];
    FeatureBinding vectors =
        new FeatureBinding(List.of(getFeaturesCol()), FeatureKind.VECTOR, List.of());
    new FeatureReader(vectors, network.inputLength(), rescaling(), invalidPolicy())
        .read(features, values);
    FloatBuffer in = direct(values.length).put(0, values);
    FloatBuffer out = direct(network.outputLength());
    network.predictor(1).predict(in, 1, out);
    double[] probabilities = new double[network.outputLength()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = out.get(i);
    }
    return LogProbabilities.of(probabilities);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
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

  @Override
  public NeuralNetworkClassificationModel copy(ParamMap extra) {
    NeuralNetworkClassificationModel copied = new NeuralNetworkClassificationModel(uid, network);
    return copyValues(copied, extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Returns what reads a saved model. */
  public static MLReader<NeuralNetworkClassificationModel> read() {
    return new Reader();
  }

  /** Reads a saved model. */
  public static NeuralNetworkClassificationModel load(String path) {
    return read().load(path);
  }

  /** Writes the Params as every Spark stage does, and the network beside them. */
  private static final class Writer extends MLWriter {

    private final NeuralNetworkClassificationModel model;

    Writer(NeuralNetworkClassificationModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      try {
        new DefaultParamsWriter(model).session(sparkSession()).save(path);
        new NetworkStore(path, sparkSession().sparkContext().hadoopConfiguration())
            .write(model.packed().engine(), model.packed().unpack());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a model to " + path, e);
      }
    }
  }

  /** Reads what the writer wrote. */
  private static final class Reader extends MLReader<NeuralNetworkClassificationModel> {

    @Override
    public NeuralNetworkClassificationModel load(String path) {
      NeuralNetworkClassificationModel params =
          new DefaultParamsReader<NeuralNetworkClassificationModel>()
              .session(sparkSession())
              .load(path);
      try {
        NetworkStore store =
            new NetworkStore(path, sparkSession().sparkContext().hadoopConfiguration());
        NetworkStore.Stored stored = store.read();
        PackedNetwork network =
            PackedNetwork.pack(
                stored.engine(), stored.file().network(), stored.file().parameters());
        return params.copyValues(
            new NeuralNetworkClassificationModel(params.uid(), network), ParamMap.empty());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the network of a model from " + path, e);
      }
    }
  }
}
