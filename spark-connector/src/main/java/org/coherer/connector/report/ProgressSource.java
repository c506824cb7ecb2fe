package org.coherer.connector.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.coherer.connector.spark.DriverTable;

/**
 * The format {@value #NAME}: the latest reports of the fits of the session that reads, a row each.
 *
 * <p>Reading takes no task, so it does not wait for one while a fit occupies all slots; what is
 * computed from it in Spark does. Options: {@code after}, the number of the last report that is
 * known; {@code limit}, how many of the newest at most; {@code showing}, whether the reader shows
 * them to a user.
 */
public final class ProgressSource implements TableProvider, DataSourceRegister {

  /** The name of the format. */
  public static final String NAME = "coherer-progress";

  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final String SHOWING = "showing";
  private static final Set<String> OPTIONS = new TreeSet<>(Set.of(AFTER, LIMIT, SHOWING));

  /** Called by Spark, by reflection. */
  public ProgressSource() {}

  @Override
  public String shortName() {
    return NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return ReportColumn.schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
    for (String name : options.keySet()) {
      if (!OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown option '" + name + "' of " + NAME + " (must be one of " + OPTIONS + ")");
      }
    }
    long after = number(options, AFTER, 0);
    int limit = (int) Math.min(Integer.MAX_VALUE, number(options, LIMIT, Integer.MAX_VALUE));
    boolean showing = options.getBoolean(SHOWING, false);
    return new DriverTable(NAME, schema, columns -> read(columns, after, limit, showing));
  }

  private static List<Row> read(StructType columns, long after, int limit, boolean showing) {
    SessionReports reports = SessionReports.of(SparkSession.active());
    if (showing) {
      reports.shown();
    }
    return reports.after(after, limit).stream()
        .map(report -> ReportColumn.row(columns, report))
        .toList();
  }

  private static long number(CaseInsensitiveStringMap options, String name, long otherwise) {
    String text = options.getOrDefault(name, Long.toString(otherwise));
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "Invalid option "
              + name
              + "='"
              + text
              + "' of "
              + NAME
              + " (must be a whole number, at least 0)");
    }
    return Long.parseLong(text);
  }
}
