package org.coherer.connector.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.report.SessionReports.Numbered;

/**
 * A column of reports as a table. Numbers that are not known, or not finite, are null.
 *
 * @param value returns the value in a report; a nested map for a map
 */
record ReportColumn(String name, DataType type, Function<Numbered, Object> value) {

  static final List<ReportColumn> ALL =
      List.of(
          new ReportColumn("number", DataTypes.LongType, Numbered::number),
          of("fit", DataTypes.LongType, report -> report.fit().number()),
          of("uid", DataTypes.StringType, report -> report.fit().uid()),
          of("kind", DataTypes.StringType, report -> report.kind().label()),
          of("time", DataTypes.TimestampType, FitReport::time),
          of("epoch", DataTypes.IntegerType, FitReport::epoch),
          of("epochs", DataTypes.IntegerType, FitReport::epochs),
          of("step", DataTypes.LongType, report -> report.position().step()),
          of("stepsPerEpoch", DataTypes.LongType, report -> report.position().stepsPerEpoch()),
          number("loss", FitReport::loss),
          number("validationLoss", FitReport::validationLoss),
          of(
              "metrics",
              DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType),
              report -> finite(report.metrics())),
          of("rows", DataTypes.LongType, report -> report.measures().rows()),
          number("seconds", report -> report.measures().seconds()),
          number("rowsPerSecond", report -> report.measures().rowsPerSecond()),
          number("secondsLeft", report -> report.measures().secondsLeft()),
          number("learningRate", report -> report.measures().learningRate()),
          of("text", DataTypes.StringType, FitReport::text));

  private static final Map<String, ReportColumn> BY_NAME =
      ALL.stream().collect(Collectors.toMap(ReportColumn::name, Function.identity()));

  private static ReportColumn of(String name, DataType type, Function<FitReport, Object> value) {
    return new ReportColumn(name, type, numbered -> value.apply(numbered.report()));
  }

  private static ReportColumn number(String name, ToDoubleFunction<FitReport> value) {
    return of(name, DataTypes.DoubleType, report -> finite(value.applyAsDouble(report)));
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Map<String, Double> finite(Map<String, Double> values) {
    Map<String, Double> found = new TreeMap<>();
    values.forEach((name, value) -> found.put(name, finite(value)));
    return found;
  }

  /** Returns all columns. */
  static StructType schema() {
    StructType schema = new StructType();
    for (ReportColumn column : ALL) {
      schema = schema.add(column.name, column.type, true);
    }
    return schema;
  }

  /** Returns some columns of a report. */
  static Row row(StructType columns, Numbered report) {
    String[] names = columns.fieldNames();
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = BY_NAME.get(names[i]).value.apply(report);
    }
    return RowFactory.create(values);
  }
}
