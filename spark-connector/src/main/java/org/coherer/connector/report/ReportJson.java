package org.coherer.connector.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.report.SessionReports.Numbered;

/** Reads the reports of a session as JSON, for Python in a session that has its own JVM. */
public final class ReportJson {

  private ReportJson() {}

  /**
   * Returns reports in their order, each an object on a line of its own, with the columns of the
   * format {@code coherer-progress} as its keys.
   *
   * @param after the number of the last report that is known; 0 for none
   * @param limit how many of the newest at most
   * @param showing whether the caller shows them to a user, whom standard error need not tell
   */
  public static String read(SparkSession session, long after, int limit, boolean showing) {
    SessionReports reports = SessionReports.of(session);
    if (showing) {
      reports.shown();
    }
    return lines(reports.after(after, limit));
  }

  static String lines(List<Numbered> reports) {
    StringJoiner lines = new StringJoiner("\n");
    for (Numbered report : reports) {
      StringJoiner keys = new StringJoiner(",", "{", "}");
      for (ReportColumn column : ReportColumn.ALL) {
        keys.add(quoted(column.name()) + ":" + value(column.value().apply(report)));
      }
      lines.add(keys.toString());
    }
    return lines.toString();
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner keys = new StringJoiner(",", "{", "}");
      map.forEach((name, each) -> keys.add(quoted(name.toString()) + ":" + value(each)));
      return keys.toString();
    }
    return value == null || value instanceof Number
        ? String.valueOf(value)
        : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ' || each == '\u2028' || each == '\u2029') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
