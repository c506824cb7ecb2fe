package org.coherer.training.loop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.calibration.TemperatureFit;
import org.coherer.training.data.RankBatches;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.plan.Metric;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.StepTotals;

/**
 * Evaluates a network on the validation set: every rank on its own, and then all sums over all
 * ranks, so that the metrics are those of all rows together.
 *
 * <p>The loss is that of all outputs together, and of targets as they are scaled; errors are in the
 * original unit of the targets. Of a network with several outputs, the names of metrics end in that
 * of the output: {@code accuracy_color}.
 *
 * <table>
 * <caption>Metrics of an output, w being the weights of the rows, p the predictions, y the targets,
 * k the values per row</caption>
 * <tr><th>name</th><th>of</th><th>formula</th></tr>
 * <tr><td>accuracy</td><td>a class</td><td>sum of w where p = y / sum of w</td></tr>
 * <tr><td>subsetAccuracy</td><td>labels, predicted where p &gt; 0.5</td><td>sum of w where all labels are right / sum of
 * w</td></tr>
 * <tr><td>hammingLoss</td><td>labels</td><td>sum of w x wrong labels / k / sum of w</td></tr>
 * <tr><td>accuracy, mae</td><td>a level, of which as many are reached as p &gt; 0.5</td><td>as above; sum of w x levels
 * between p and y / sum of w</td></tr>
 * <tr><td>rmse</td><td>values, a reconstruction</td><td>square root of (sum of w (p - y)^2 / k / sum of w)</td></tr>
 * <tr><td>mae</td><td>values, a reconstruction</td><td>sum of w |p - y| / k / sum of w</td></tr>
 * </table>
 */
public final class Validation {

  private static final int ROWS = 0;
  private static final int WEIGHT = 1;
  private static final int LOSS = 2;
  private static final int FIRST_OF_OUTPUTS = 3;

  /** Of each output. The weight of right answers, and of wrong labels; or of squares. */
  private static final int RIGHT = 0;

  private static final int WRONG_LABELS = 1;
  private static final int SQUARES = 0;
  private static final int DISTANCES = 1;
  private static final int SUMS_OF_OUTPUT = 2;

  private final RankBatches batches;
  private final TargetEncoding target;
  private final List<TargetEncoding> parts;
  private final DoubleAllReduce allRanks;
  private StepTotals own = StepTotals.ZERO;
  private boolean diverged;
  private FloatBuffer outputs = FloatBuffer.allocate(0);

  /**
   * Creates a validation.
   *
   * @param batches this rank's rows, maybe none
   */
  public Validation(RankBatches batches, TargetEncoding target, DoubleAllReduce allRanks) {
    this.batches = batches;
    this.target = target;
    this.parts = target.parts();
    this.allRanks = allRanks;
  }

  /**
   * Measures the network as it is after an epoch. All ranks call it at the same time.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public TrainingEvent.EpochValidated after(int epoch, Replica replica) {
    long start = System.nanoTime();
    double[] sums = measure(epoch, replica);
    own = new StepTotals((long) sums[ROWS], sums[WEIGHT], sums[LOSS]);
    allRanks.sum(sums);
    diverged = hasDiverged(sums);
    return result(target, epoch, sums, (System.nanoTime() - start) / 1e9);
  }

  /**
   * Returns what this rank's rows add up to, for {@link #result}; sums of several ranks can be
   * added.
   */
  public double[] measure(int epoch, Replica replica) {
    double[] sums = new double[FIRST_OF_OUTPUTS + parts.size() * SUMS_OF_OUTPUT];
    batches.forEach(
        epoch,
        batch -> {
          sums[ROWS] += batch.rows();
          sums[WEIGHT] += batch.weightSum();
          sums[LOSS] += replica.evaluate(batch, outputsFor(batch));
          for (int row = 0; row < batch.rows(); row++) {
            compare(batch, row, sums);
          }
        });
    return sums;
  }

  /**
   * Returns whether the loss is not finite that sums over all rows have. The loss of rows that
   * weigh nothing is NaN as well, and says nothing of the network.
   */
  public static boolean hasDiverged(double[] sums) {
    return sums[WEIGHT] > 0 && !Double.isFinite(sums[LOSS] / sums[WEIGHT]);
  }

  /**
   * Returns what the sums over all rows say.
   *
   * @param sums the sum of what {@link #measure} has returned on all ranks
   * @param seconds how long it took
   */
  public static TrainingEvent.EpochValidated result(
      TargetEncoding target, int epoch, double[] sums, double seconds) {
    return new TrainingEvent.EpochValidated(
        epoch, (long) sums[ROWS], sums[LOSS] / sums[WEIGHT], metrics(target, sums), seconds);
  }

  /**
   * Finds the temperature of a network that classifies, as it is when its training has ended. All
   * ranks call it at the same time.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  Calibration calibrate(int epoch, Replica replica) {
    TemperatureFit fit = fit(epoch, replica);
    allRanks.sum(fit.sums());
    return fit.best();
  }

  /** Returns the fit of a temperature to this rank's rows; sums of several ranks can be added. */
  public TemperatureFit fit(int epoch, Replica replica) {
    TemperatureFit fit = new TemperatureFit(target.length());
    batches.forEach(
        epoch,
        batch -> {
          replica.predict(batch.features(), batch.rows(), outputsFor(batch));
          for (int row = 0; row < batch.rows(); row++) {
            int at = row * batch.targetLength();
            int label = largest(batch.targets(), at, target.length());
            fit.add(outputs, at, label, batch.weights().get(row));
          }
        });
    return fit;
  }

  /** Returns whether the loss that was measured last is not finite, on all ranks alike. */
  boolean hasDiverged() {
    return diverged;
  }

  /** Returns what this rank's own rows added up to last. */
  StepTotals own() {
    return own;
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
    int at = row * batch.targetLength();
    int sum = FIRST_OF_OUTPUTS;
    for (TargetEncoding part : parts) {
      if (part instanceof TargetEncoding.ClassIndex) {
        int right = largest(batch.targets(), at, part.length());
        sums[sum + RIGHT] += largest(outputs, at, part.length()) == right ? weight : 0;
      } else if (part instanceof TargetEncoding.Levels) {
        int off = reached(outputs, at, part.length()) - reached(batch.targets(), at, part.length());
        sums[sum + RIGHT] += off == 0 ? weight : 0;
        sums[sum + DISTANCES] += weight * Math.abs(off);
      } else if (areLabels(part)) {
        int wrong = wrongLabels(batch.targets(), at, part.length());
        sums[sum + RIGHT] += wrong == 0 ? weight : 0;
        sums[sum + WRONG_LABELS] += weight * wrong;
      } else {
        for (int i = 0; i < part.length(); i++) {
          double scaled = outputs.get(at + i) - batch.targets().get(at + i);
          double off = part.scaling().invertDifference(i, scaled);
          sums[sum + SQUARES] += weight * off * off;
          sums[sum + DISTANCES] += weight * Math.abs(off);
        }
      }
      at += part.length();
      sum += SUMS_OF_OUTPUT;
    }
  }

  private static boolean areLabels(TargetEncoding part) {
    return part instanceof TargetEncoding.Values values
        && values.domain() == TargetEncoding.Domain.LABELS;
  }

  private static int reached(FloatBuffer values, int first, int count) {
    int reached = 0;
    for (int i = first; i < first + count; i++) {
      reached += values.get(i) > 0.5f ? 1 : 0;
    }
    return reached;
  }

  private int wrongLabels(FloatBuffer targets, int first, int count) {
    int wrong = 0;
    for (int i = first; i < first + count; i++) {
      wrong += outputs.get(i) > 0.5f != targets.get(i) > 0.5f ? 1 : 0;
    }
    return wrong;
  }

  private static int largest(FloatBuffer values, int first, int count) {
    int best = first;
    for (int i = first + 1; i < first + count; i++) {
      if (values.get(i) > values.get(best)) {
        best = i;
      }
    }
    return best - first;
  }

  private static SortedMap<String, Double> metrics(TargetEncoding target, double[] sums) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    List<TargetEncoding> parts = target.parts();
    for (int i = 0; i < parts.size(); i++) {
      TargetEncoding part = parts.get(i);
      int sum = FIRST_OF_OUTPUTS + i * SUMS_OF_OUTPUT;
      if (part instanceof TargetEncoding.ClassIndex) {
        metrics.put(Metric.ACCURACY.nameOf(target, i), sums[sum + RIGHT] / sums[WEIGHT]);
      } else if (part instanceof TargetEncoding.Levels) {
        metrics.put(Metric.ACCURACY.nameOf(target, i), sums[sum + RIGHT] / sums[WEIGHT]);
        metrics.put(Metric.MAE.nameOf(target, i), sums[sum + DISTANCES] / sums[WEIGHT]);
      } else if (areLabels(part)) {
        double labels = sums[WEIGHT] * part.length();
        metrics.put(Metric.SUBSET_ACCURACY.nameOf(target, i), sums[sum + RIGHT] / sums[WEIGHT]);
        metrics.put(Metric.HAMMING_LOSS.nameOf(target, i), sums[sum + WRONG_LABELS] / labels);
      } else {
        double values = sums[WEIGHT] * part.length();
        metrics.put(Metric.RMSE.nameOf(target, i), Math.sqrt(sums[sum + SQUARES] / values));
        metrics.put(Metric.MAE.nameOf(target, i), sums[sum + DISTANCES] / values);
      }
    }
    return metrics;
  }
}
