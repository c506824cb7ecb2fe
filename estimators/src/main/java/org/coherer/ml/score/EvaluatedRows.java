package org.coherer.ml.score;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.coherer.connector.spark.ColumnNames;

/** Columns as evaluations want them. */
public final class EvaluatedRows {

  private EvaluatedRows() {}

  /** Returns a name for a column that no DataFrame has. */
  public static String fresh(String what) {
    return what + "_" + UUID.randomUUID();
  }

  /**
   * Returns the rows with just the columns of some names, and these as they stand: a dot or a
   * difference in case means nothing any more.
   *
   * @param names as {@link ColumnNames} finds them
   */
  public static Dataset<Row> select(Dataset<?> rows, List<String> names) {
    String[] numbered =
        IntStream.range(0, names.size()).mapToObj(i -> "_" + i).toArray(String[]::new);
    return ColumnNames.select(rows, names).toDF(numbered);
  }

  /**
   * Returns the rows with the column of labels, as doubles, null where it is null, and behind it
   * others.
   */
  public static Dataset<Row> labelled(Dataset<?> rows, String label, String... others) {
    List<String> names = new ArrayList<>(List.of(label));
    names.addAll(List.of(others));
    return select(rows, names).withColumn("_0", col("_0").cast("double"));
  }
}
