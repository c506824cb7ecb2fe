package org.coherer.benchmarks.datasource;

import java.util.List;

/**
 * A format and what its rows hold.
 *
 * @param format the name of the format, and of the case
 * @param bytesPerRow about how many bytes a row takes in a file
 * @param columns as expressions of {@code id}; none if Spark cannot write the format
 */
record ScanCase(String format, int bytesPerRow, List<String> columns) {

  /** Numbers that are cheap to make and do not repeat from row to row. */
  private static final String FLOATS =
      "transform(sequence(0, 783), i -> cast(pmod(id * 7919 + i * 104729 + id * i, 65521) / 65521 AS float))";

  private static final String CLASS = "id % 10";

  /** 3136 bytes that stand for an image. */
  private static final String BYTES =
      "cast(array_join(transform(sequence(0, 48), i -> sha2(concat(id, '-', i), 256)), '') AS binary) AS jpg";

  private static final List<ScanCase> ALL =
      List.of(
          new ScanCase("tfrecord", 3175, List.of(FLOATS + " AS features", CLASS + " AS label")),
          new ScanCase("idx", 784, List.of()),
          new ScanCase("npy", 3136, List.of(FLOATS + " AS value")),
          new ScanCase(
              "webdataset",
              5120,
              List.of("concat('samples/', id) AS __key__", CLASS + " AS cls", BYTES)));

  ScanCase {
    columns = List.copyOf(columns);
  }

  /** Returns all cases. */
  static List<ScanCase> all() {
    return ALL;
  }

  /** Returns the names of all. */
  static List<String> names() {
    return ALL.stream().map(ScanCase::format).toList();
  }

  /** Returns the case of a format. */
  static ScanCase of(String format) {
    return ALL.stream().filter(one -> one.format.equals(format)).findFirst().orElseThrow();
  }
}
