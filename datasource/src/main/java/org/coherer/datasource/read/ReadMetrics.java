package org.coherer.datasource.read;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** The figures of a scan in Spark's UI. Spark counts bytes and rows of its own beside them. */
public final class ReadMetrics {
  private static final String RECORDS = "recordsRead";
  private static final String MALFORMED = "malformedRecords";
  private static final String FILES = "filesRead";
  private static final String FILE_BYTES = "fileBytes";

  private ReadMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {new Records(), new Malformed(), new Files(), new FileBytes()};
  }

  static CustomTaskMetric[] ofTask(long records, long malformed) {
    return new CustomTaskMetric[] {new Value(RECORDS, records), new Value(MALFORMED, malformed)};
  }

  static CustomTaskMetric[] ofDriver(long files, long bytes) {
    return new CustomTaskMetric[] {new Value(FILES, files), new Value(FILE_BYTES, bytes)};
  }

  /** Records that were read, malformed ones included. Spark makes one by reflection. */
  public static final class Records extends Sum {
    /** Called by Spark. */
    public Records() {
      super(RECORDS, "records read");
    }
  }

  /** Records that made no sense. */
  public static final class Malformed extends Sum {
    /** Called by Spark. */
    public Malformed() {
      super(MALFORMED, "malformed records");
    }
  }

  /** Files that filters on partition columns have left. */
  public static final class Files extends Sum {
    /** Called by Spark. */
    public Files() {
      super(FILES, "files");
    }
  }

  /** Their bytes. */
  public static final class FileBytes extends Sum {
    /** Called by Spark. */
    public FileBytes() {
      super(FILE_BYTES, "bytes of files");
    }
  }

  /** A figure that is the sum of all tasks'. */
  public abstract static class Sum extends CustomSumMetric {
    private final String name;
    private final String description;

    /**
     * Names the figure.
     *
     * @param name for tasks
     * @param description for people
     */
    protected Sum(String name, String description) {
      this.name = name;
      this.description = description;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final String description() {
      return description;
    }
  }

  private record Value(String name, long value) implements CustomTaskMetric {}
}
