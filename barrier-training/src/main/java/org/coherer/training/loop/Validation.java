package org.coherer.training.loop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.data.Batch;
import org.coherer.training.data.BatchSource;
import org.coherer.training.data.TargetEncoding;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TrainingEvent;

/**
 * Measures a network on the rows for validation: every rank on its own, and then all sums over all
 * ranks, so that the metrics are those of all rows together.
 *
 * <table>
 * <caption>Metrics, w being the weights of the rows, p the prediction, y the label</caption>
 * <tr><th>name</th><th>of</th><th>formula</th></tr>
 * <tr><td>accuracy</td><td>classes</td><td>sum of w where p = y / sum of w</td></tr>
 * <tr><td>rmse</td><td>values</td><td>square root of (sum of w (p - y)^2 / sum of w)</td></tr>
 * <tr><td>mae</td><td>values</td><td>sum of w |p - y| / sum of w</td></tr>
 * </table>
 */
public final class Validation {

  private static final int ROWS = 0;
  private static final int WEIGHT = 1;
  private static final int LOSS = 2;
  private static final int RIGHT = 3;
  private static final int SQUARES = 4;
  private static final int DISTANCES = 5;
  private static final int SUMS = 6;

  private final BatchSource batches;
  private final TargetEncoding target;
  private final ExactSums allRanks;
  private FloatBuffer outputs = FloatBuffer.allocate(0);

  /**
   * Creates one.
   *
   * @param batches this rank's rows, maybe none
   */
  public Validation(BatchSource batches, TargetEncoding target, ExactSums allRanks) {
    this.batches = batches;
    this.target = target;
    this.allRanks = allRanks;
  }

  /**
   * Measures the network as it is after an epoch. All ranks call it at the same time.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public TrainingEvent.EpochValidated after(int epoch, Replica replica) {
    long start = System.nanoTime();
    double[] sums = new double[SUMS];
    batches.startEpoch(epoch);
    for (Batch batch = batches.next(); batch.rows() > 0; batch = batches.next()) {
      sums[ROWS] += batch.rows();
      sums[WEIGHT] += batch.weightSum();
      sums[LOSS] += replica.evaluate(batch, outputsFor(batch));
      for (int row = 0; row < batch.rows(); row++) {
        compare(batch, row, sums);
      }
    }
    allRanks.sum(sums);
    return new TrainingEvent.EpochValidated(
        epoch,
        (long) sums[ROWS],
        sums[LOSS] / sums[WEIGHT],
        metrics(sums),
        (System.nanoTime() - start) / 1e9);
  }

  private FloatBuffer outputsFor(Batch batch) {
    int floats = batch.capacity() * batch.targetLength();
    if (outputs.capacity() != floats) {
      outputs =
          ByteBuffer.allocateDirect(floats * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return outputs;
  }

  private void compare(Batch batch, int row, double[] sums) {
    double weight = batch.weights().get(row);
    if (target instanceof TargetEncoding.ClassIndex) {
      int right = largest(batch.targets(), row, batch.targetLength());
      sums[RIGHT] += largest(outputs, row, batch.targetLength()) == right ? weight : 0;
    } else {
      double off = outputs.get(row) - batch.targets().get(row);
      sums[SQUARES] += weight * off * off;
      sums[DISTANCES] += weight * Math.abs(off);
    }
  }

  private static int largest(FloatBuffer values, int row, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (values.get(row * width + i) > values.get(row * width + best)) {
        best = i;
      }
    }
    return best;
  }

  private SortedMap<String, Double> metrics(double[] sums) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    if (target instanceof TargetEncoding.ClassIndex) {
      metrics.put("accuracy", sums[RIGHT] / sums[WEIGHT]);
    } else {
      metrics.put("rmse", Math.sqrt(sums[SQUARES] / sums[WEIGHT]));
      metrics.put("mae", sums[DISTANCES] / sums[WEIGHT]);
    }
    return metrics;
  }
}
