package org.coherer.ml.summary;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.chart.Numbers;
import org.coherer.connector.chart.TimeBar;
import org.coherer.ml.summary.EpochColumns.Column;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.Epoch;
import org.coherer.training.event.TrainingHistory.StopReason;
import org.coherer.training.event.TrainingHistory.Times;

/**
 * How a training went: its losses, its speed, and where its time went.
 *
 * <p>For programs there are numbers and a DataFrame ({@link #history}), for terminals a table
 * ({@link #text}), for notebooks a page ({@link #toHtml}, for {@code displayHTML} or {@code %html})
 * and a chart ({@link #toSvg}). Numbers in texts look alike in every locale.
 *
 * <p>It is a summary of Spark's because Spark Connect lets clients ask only such for {@code
 * objectiveHistory} and {@code totalIterations}.
 */
public final class TrainingSummary
    implements org.apache.spark.ml.classification.TrainingSummary, Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MAX_LINES = 20;

  private final TrainingHistory history;
  private final TreeMap<String, String> learned;

  /** Creates a summary. */
  public TrainingSummary(TrainingHistory history) {
    this(history, Map.of());
  }

  /**
   * Creates a summary.
   *
   * @param learned what the training has learned of its rows beside the network, by name
   */
  public TrainingSummary(TrainingHistory history, Map<String, String> learned) {
    this.history = Objects.requireNonNull(history, "history");
    this.learned = new TreeMap<>(learned);
  }

  /** Returns all that the others are made of. */
  public TrainingHistory trainingHistory() {
    return history;
  }

  /** Returns the mean training loss of each epoch, without regularization terms. */
  @Override
  public double[] objectiveHistory() {
    return history.epochs().stream().mapToDouble(Epoch::loss).toArray();
  }

  /** Returns how many epochs there were. */
  @Override
  public int totalIterations() {
    return history.epochs().size();
  }

  /** Returns the best epoch by what was monitored, counted from 1; 0 if there was none. */
  public int bestEpoch() {
    return history.bestEpoch();
  }

  /** Returns the epoch whose parameters the model has, counted from 1; 0 if there was none. */
  public int resultEpoch() {
    return history.resultEpoch();
  }

  /** Returns why there were no more epochs. */
  public StopReason stopReason() {
    return history.stopReason();
  }

  /** Returns the rows of all epochs by the seconds that training on them took; 0 without any. */
  public double rowsPerSecond() {
    long rows = history.epochs().stream().mapToLong(Epoch::rows).sum();
    double seconds = times().total();
    return seconds > 0 ? rows / seconds : 0;
  }

  /** Returns where the time of all epochs went, in seconds. */
  public Times times() {
    return new Times(
        sum(Times::total),
        sum(Times::data),
        sum(Times::compute),
        sum(Times::exchange),
        sum(Times::waiting));
  }

  private double sum(ToDoubleFunction<Times> part) {
    return history.epochs().stream().map(Epoch::times).mapToDouble(part).sum();
  }

  /**
   * Returns one row for each epoch.
   *
   * <table>
   * <caption>Columns</caption>
   * <tr><th>name</th><th>type</th><th>values</th></tr>
   * <tr><td>epoch</td><td>int</td><td>from 1</td></tr>
   * <tr><td>loss, validationLoss</td><td>double</td><td>means; the second is null where it was not
   * measured</td></tr>
   * <tr><td>learningRate</td><td>double</td><td>at the last step; null where the network has several
   * or none</td></tr>
   * <tr><td>rows, skippedSteps</td><td>long</td><td>of all workers</td></tr>
   * <tr><td>rowsPerSecond</td><td>double</td><td>null where no time was measured</td></tr>
   * <tr><td>seconds, dataSeconds, computeSeconds, exchangeSeconds, waitSeconds</td><td>double</td>
   * <td>means over all workers; the last four add up to the first</td></tr>
   * <tr><td>one for each metric</td><td>double</td><td>null where it was not measured; {@code metric_}
   * before the name if it is one of the above</td></tr>
   * </table>
   */
  public Dataset<Row> history(SparkSession spark) {
    List<Column> columns = EpochColumns.of(history);
    StructType schema =
        new StructType(
            columns.stream()
                .map(
                    column -> new StructField(column.name(), column.type(), true, Metadata.empty()))
                .toArray(StructField[]::new));
    List<Row> rows =
        history.epochs().stream()
            .map(
                epoch ->
                    RowFactory.create(
                        columns.stream().map(column -> column.value().apply(epoch)).toArray()))
            .toList();
    return spark.createDataFrame(rows, schema);
  }

  /** Returns the summary as plain text, with a line for each epoch. */
  public String text() {
    return text(history.epochs());
  }

  /** Returns the summary as plain text, with a line for each of the last 20 epochs. */
  @Override
  public String toString() {
    int all = totalIterations();
    if (all <= MAX_LINES) {
      return text();
    }
    return text(history.epochs().subList(all - MAX_LINES, all))
        + "only the last "
        + MAX_LINES
        + " of "
        + all
        + " epochs; text() has all of them\n";
  }

  private String text(List<Epoch> epochs) {
    StringBuilder text = new StringBuilder();
    facts().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.append(TextTable.of(EpochColumns.of(history), epochs)).toString();
  }

  /** Returns the losses as an SVG chart: a file of its own, or a part of a page. */
  public String toSvg() {
    return LossChart.svg(history);
  }

  /**
   * Returns the summary as HTML, charts included: one element without scripts and without anything
   * that has to be loaded.
   */
  public String toHtml() {
    return HtmlPage.of(
        facts(),
        List.of(toSvg(), TimeBar.svg(times()).toString()),
        EpochColumns.of(history),
        history.epochs());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("epochs", Integer.toString(totalIterations()));
    facts.put("best epoch", Integer.toString(bestEpoch()));
    facts.put("epoch of the result", Integer.toString(resultEpoch()));
    facts.put("stopped by", stopReason().toString());
    facts.put("rows per second", Numbers.shortText(rowsPerSecond()));
    facts.put("seconds", Numbers.shortText(times().total()));
    if (history.skippedSteps() > 0) {
      facts.put("skipped steps", Long.toString(history.skippedSteps()));
    }
    if (history.rollBacks() > 0) {
      facts.put("roll-backs", Integer.toString(history.rollBacks()));
    }
    facts.putAll(learned);
    return facts;
  }
}
