package org.coherer.ml.evaluation;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Reads scored rows: a cell for each target, or one with a vector or an array of all, and behind
 * them the prediction, a number or a vector.
 *
 * @param columns what the cells of the targets are called
 * @param targets how many there are
 */
record TargetRows(List<String> columns, int targets) implements Serializable {

  /** Returns what the targets are called: as their columns are, numbered if one has several. */
  List<String> names() {
    return columns.size() == targets
        ? columns
        : IntStream.range(0, targets).mapToObj(i -> columns.get(0) + "[" + i + "]").toList();
  }

  /**
   * Returns what is wrong with the targets of a row; {@code null} if nothing is.
   *
   * @param labels whether each must be 0 or 1
   */
  String problem(Row row, boolean labels) {
    for (int cell = 0; cell < columns.size(); cell++) {
      if (row.isNullAt(cell)) {
        return invalid("null", columns.get(cell), "must be a finite number");
      }
    }
    double[] values = targets(row);
    if (values.length != targets) {
      return invalid(
          "of " + values.length + " numbers",
          columns.get(0),
          "must be " + targets + " numbers, one for each target");
    }
    for (int i = 0; i < targets; i++) {
      if (!Double.isFinite(values[i])) {
        return invalid(Double.toString(values[i]), names().get(i), "must be a finite number");
      }
      if (labels && values[i] != 0 && values[i] != 1) {
        return invalid(Double.toString(values[i]), names().get(i), "must be 0 or 1");
      }
    }
    return null;
  }

  private static String invalid(String value, String target, String constraint) {
    return "Invalid value "
        + value
        + " of target '"
        + target
        + "' ("
        + constraint
        + "; filter out such rows)";
  }

  /** Returns the values of the targets; an element that is null is NaN. */
  double[] targets(Row row) {
    if (columns.size() > 1) {
      return IntStream.range(0, columns.size())
          .mapToDouble(cell -> number(row.get(cell)))
          .toArray();
    }
    return row.get(0) instanceof scala.collection.Seq<?>
        ? row.getList(0).stream().mapToDouble(TargetRows::number).toArray()
        : numbers(row.get(0));
  }

  /** Returns the predictions. */
  double[] predictions(Row row) {
    return numbers(row.get(columns.size()));
  }

  private static double[] numbers(Object cell) {
    return cell instanceof Vector vector ? vector.toArray() : new double[] {number(cell)};
  }

  private static double number(Object value) {
    if (value instanceof Boolean holds) {
      return holds ? 1 : 0;
    }
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
