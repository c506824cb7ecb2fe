package org.coherer.datasource.write;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/**
 * What a query writes, and where to.
 *
 * @param directory the directory of the table, as it was given
 * @param queryId Spark's, which names the files
 * @param hadoop the settings of the file system
 * @param layout the columns of rows
 * @param writers opens files
 * @param recordsPerFile how many records a file has at most
 */
public record WriteTarget(
    String directory,
    String queryId,
    HadoopSettings hadoop,
    RowLayout layout,
    RecordWriterFactory writers,
    long recordsPerFile) {
  private static final OptionSpec<Long> RECORDS_PER_FILE =
      new OptionSpec<>(
          "maxRecordsPerFile",
          new OptionKind.WholeNumber(0, Long.MAX_VALUE),
          "0",
          "how many records a file has at most; 0 sets no limit");

  /**
   * Returns all options for writing a format.
   *
   * @param format which
   */
  public static List<OptionSpec<?>> options(FileFormat format) {
    List<OptionSpec<?>> all = new ArrayList<>(format.writeOptions());
    all.add(RECORDS_PER_FILE);
    return all;
  }

  /**
   * Checks what is to be written.
   *
   * @param format the format
   * @param info rows, options and name of the query
   * @param partitioning the columns that become directories
   * @param session whose settings hold
   * @throws UnsupportedOperationException if the format has no writer
   * @throws IllegalArgumentException if an option or a column is not allowed
   */
  public static WriteTarget of(
      FileFormat format, LogicalWriteInfo info, Transform[] partitioning, SparkSession session) {
    if (!format.isWritable()) {
      throw new UnsupportedOperationException(
          "Cannot write format '%s': it is only read (write another format, such as parquet)"
              .formatted(format.name()));
    }
    Options options = Options.of(format.name(), options(format), info.options());
    if (options.paths().size() > 1) {
      throw new IllegalArgumentException(
          "Cannot write to several paths %s (save to one)".formatted(options.paths()));
    }
    boolean isCaseSensitive = Boolean.parseBoolean(session.conf().get("spark.sql.caseSensitive"));
    RowLayout layout =
        new RowLayout(
            info.schema(), DirectoryColumns.of(info.schema(), partitioning, isCaseSensitive));
    long limit = options.value(RECORDS_PER_FILE);
    return new WriteTarget(
        options.paths().get(0),
        info.queryId(),
        HadoopSettings.ofSession(session, info.options()),
        layout,
        format.writer(layout.recordFields(), options).orElseThrow(),
        limit == 0 ? Long.MAX_VALUE : limit);
  }

  /** Returns the hidden directory that tasks write into. */
  Path staging() {
    return new Path(directory, "_temporary-" + queryId);
  }

  /**
   * Which columns of a row are written, and which become directories.
   *
   * @param fields all columns of a row
   * @param directories the names of those that become directories, as {@code fields} has them
   */
  public record RowLayout(StructType fields, List<String> directories) implements Serializable {
    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if no column is left to be written, or directories would be
     *     hidden
     */
    public RowLayout {
      directories = List.copyOf(directories);
      if (directories.size() >= fields.length()) {
        throw new IllegalArgumentException(
            "Cannot partition by all columns %s (leave one for the files)".formatted(directories));
      }
      for (String name : directories) {
        if (name.startsWith(".")) {
          throw new IllegalArgumentException(
              "Cannot partition by column '%s' (must not begin with a dot, since such directories are hidden: rename it)"
                  .formatted(name));
        }
      }
    }

    StructType recordFields() {
      return new StructType(
          Stream.of(fields.fields())
              .filter(field -> !directories.contains(field.name()))
              .toArray(StructField[]::new));
    }
  }
}
