package org.coherer.ml.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.coherer.connector.chart.Numbers;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.Epoch;

/** What is known of each epoch, as columns: for DataFrames, texts and pages alike. */
final class EpochColumns {

  /**
   * A column.
   *
   * @param value its value in an epoch; {@code null} if it has none
   */
  record Column(String name, DataType type, Function<Epoch, Object> value) {

    /** Returns the value in an epoch as a text; a hyphen if it has none. */
    String text(Epoch epoch) {
      Object found = value.apply(epoch);
      if (found == null) {
        return "-";
      }
      return found instanceof Double number ? Numbers.shortText(number) : found.toString();
    }
  }

  private EpochColumns() {}

  /** Returns the columns of a history: always the same ones first, then one for each metric. */
  static List<Column> of(TrainingHistory history) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("epoch", DataTypes.IntegerType, Epoch::epoch));
    columns.add(number("loss", Epoch::loss));
    columns.add(number("validationLoss", epoch -> orNull(epoch.validationLoss())));
    columns.add(number("learningRate", epoch -> orNull(epoch.learningRate())));
    columns.add(new Column("rows", DataTypes.LongType, Epoch::rows));
    columns.add(new Column("skippedSteps", DataTypes.LongType, Epoch::skippedSteps));
    columns.add(number("rowsPerSecond", epoch -> orNull(epoch.rows() / epoch.times().total())));
    columns.add(number("seconds", epoch -> epoch.times().total()));
    columns.add(number("dataSeconds", epoch -> epoch.times().data()));
    columns.add(number("computeSeconds", epoch -> epoch.times().compute()));
    columns.add(number("exchangeSeconds", epoch -> epoch.times().exchange()));
    columns.add(number("waitSeconds", epoch -> epoch.times().waiting()));
    addMetrics(history, columns);
    return columns;
  }

  private static Column number(String name, Function<Epoch, Object> value) {
    return new Column(name, DataTypes.DoubleType, value);
  }

  /** A value that was not measured, or is a division by nothing, is none. */
  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Spark takes names that differ in case for the same. */
  private static void addMetrics(TrainingHistory history, List<Column> columns) {
    TreeSet<String> metrics = new TreeSet<>();
    history.epochs().forEach(epoch -> metrics.addAll(epoch.metrics().keySet()));
    Set<String> taken =
        columns.stream().map(column -> lower(column.name())).collect(Collectors.toSet());
    for (String metric : metrics) {
      String name = metric;
      while (!taken.add(lower(name))) {
        name = "metric_" + name;
      }
      columns.add(number(name, epoch -> epoch.metrics().get(metric)));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
