package org.coherer.ml.score;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.row.InputReader;
import org.coherer.connector.spark.Batches;
import org.coherer.training.trainer.SerializedBroadcast;

/**
 * Scores DataFrames with a network, which it hands to the executors once for each application.
 *
 * <p>The network does not know that it was broadcast: Spark keeps what it broadcasts until nobody
 * has the {@link SerializedBroadcast} any more, so a network with its own would stay for ever.
 */
public final class DatasetScorer implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MAX_BATCH_ROWS = 1024;
  private static final int MAX_BATCH_FLOATS = 1 << 20;

  private final PackedNetwork network;
  private transient SerializedBroadcast<PackedNetwork> broadcast;
  private transient SparkContext broadcastBy;

  /** Creates a dataset scorer for a network. */
  public DatasetScorer(PackedNetwork network) {
    this.network = network;
  }

  /** Returns the network. */
  public PackedNetwork network() {
    return network;
  }

  /**
   * Scores the rows of a DataFrame, lazily and in batches, one network for each executor. Starts no
   * job.
   *
   * @param batchSize rows that are computed at once; 0 for a number that suits the network
   * @throws IllegalArgumentException if a batch is too large to be computed
   */
  public Dataset<Row> score(
      Dataset<?> data, InputReader reader, OutputColumns columns, int batchSize) {
    SparkContext spark = data.sparkSession().sparkContext();
    BatchScorer scorer =
        new BatchScorer(
            broadcastTo(spark),
            reader,
            columns,
            batchRows(batchSize),
            spark.getConf().getInt("spark.task.cpus", 1),
            network.hold());
    columns.appendTo(data.schema()); // or else it says what cannot be added
    return Batches.add(data, reader.columns(), scorer);
  }

  private int batchRows(int wanted) {
    int inputs = Math.max(network.inputLength(), network.rowLength());
    int width = Math.max(inputs, network.outputLength());
    if (wanted == 0) {
      return Math.max(1, Math.min(MAX_BATCH_ROWS, MAX_BATCH_FLOATS / width));
    }
    int most = Integer.MAX_VALUE / Float.BYTES / width;
    if (wanted > most) {
      throw new InvalidParamException(
          "Invalid inferenceBatchSize "
              + wanted
              + " (must be at most "
              + most
              + " for a network with "
              + inputs
              + " inputs and "
              + network.outputLength()
              + " outputs; 0 is a size that suits it)",
          "inferenceBatchSize");
    }
    return wanted;
  }

  private synchronized SerializedBroadcast<PackedNetwork> broadcastTo(SparkContext spark) {
    if (broadcast == null || broadcastBy != spark) {
      broadcast = SerializedBroadcast.of(network, JavaSparkContext.fromSparkContext(spark));
      broadcastBy = spark;
    }
    return broadcast;
  }
}
