package org.coherer.datasource.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.coherer.datasource.file.FileFinder;
import org.coherer.datasource.file.FileOptions;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;
import org.coherer.datasource.partition.PartitionColumns;

/**
 * What a reading has found: the files, their records and their partition columns.
 *
 * @param format the format
 * @param options of the reading
 * @param hadoop the settings with which files are opened
 * @param zone of times in options, as the session has it
 * @param files what the format says of them
 * @param partitions the partition columns
 */
public record ReadSource(
    FileFormat format,
    Options options,
    HadoopSettings hadoop,
    String zone,
    FormatFiles files,
    PartitionColumns partitions) {

  /** Checks that no column is there twice. */
  public ReadSource {
    for (String name : partitions.fields().fieldNames()) {
      if (List.of(files.columns().fieldNames()).contains(name)) {
        throw new IllegalArgumentException(
            "Column '%s' is in the files and in names of directories (set recursiveFileLookup to ignore the directories)"
                .formatted(name));
      }
    }
  }

  /**
   * Returns all options for reading a format.
   *
   * @param format which
   */
  public static List<OptionSpec<?>> options(FileFormat format) {
    List<OptionSpec<?>> all = new ArrayList<>(format.readOptions());
    all.addAll(FileOptions.all());
    all.add(SourceStream.MAX_FILES);
    if (format.hasMalformedRecords()) {
      all.addAll(MalformedMode.OPTIONS);
    }
    return all;
  }

  /**
   * Finds the files and has the format look at them.
   *
   * @param format which
   * @param given the user's options
   * @param schema the columns that the user has named, if any
   * @param session whose settings hold
   * @throws IllegalArgumentException if an option is bad, or nothing is found
   * @throws IOException if data is broken. The message names the path and the offset
   */
  public static ReadSource open(
      FileFormat format,
      CaseInsensitiveStringMap given,
      Optional<StructType> schema,
      SparkSession session)
      throws IOException {
    Options options = Options.of(format.name(), options(format), given);
    HadoopSettings hadoop = HadoopSettings.ofSession(session, given);
    String zone = session.conf().get("spark.sql.session.timeZone");
    List<FoundRoot> roots =
        accepted(format, options, FileFinder.find(options, hadoop, zone, format.isRecursive()));
    String typed = session.conf().get("spark.sql.sources.partitionColumnTypeInference.enabled");
    PartitionColumns named =
        partitions(format, options, hadoop, roots, Boolean.parseBoolean(typed));
    Optional<StructType> own = schema.map(all -> ofRecords(all, named, format, options));
    FormatFiles files = format.open(new FormatInput(options, hadoop, roots, own));
    return new ReadSource(format, options, hadoop, zone, files, files.directories().orElse(named));
  }

  /** Returns the columns that neither directories have nor malformed records. */
  private static StructType ofRecords(
      StructType all, PartitionColumns partitions, FileFormat format, Options options) {
    List<String> others = new ArrayList<>(List.of(partitions.fields().fieldNames()));
    if (format.hasMalformedRecords()) {
      options.find(MalformedMode.CORRUPT_COLUMN).ifPresent(others::add);
    }
    return new StructType(
        Arrays.stream(all.fields())
            .filter(field -> !others.contains(field.name()))
            .toArray(StructField[]::new));
  }

  private static PartitionColumns partitions(
      FileFormat format,
      Options options,
      HadoopSettings hadoop,
      List<FoundRoot> roots,
      boolean typed)
      throws IOException {
    if (format.isRecursive() || options.value(FileOptions.RECURSIVE)) {
      return PartitionColumns.none();
    }
    Optional<String> base = options.find(FileOptions.BASE_PATH);
    if (base.isPresent()) {
      Path path = new Path(base.get());
      base = Optional.of(path.getFileSystem(hadoop.configuration()).makeQualified(path).toString());
    }
    return PartitionColumns.of(roots, base, typed);
  }

  /** Returns what is there now, which may be nothing. */
  List<FoundRoot> findAgain() throws IOException {
    return accepted(
        format, options, FileFinder.findAgain(options, hadoop, zone, format.isRecursive()));
  }

  private static List<FoundRoot> accepted(
      FileFormat format, Options options, List<FoundRoot> roots) {
    return roots.stream()
        .map(root -> root.isFile() ? root : root.only(file -> format.accepts(file.name(), options)))
        .toList();
  }

  /**
   * Returns what is in other files, which must have the same columns.
   *
   * @param roots with these files alone
   * @throws IllegalArgumentException if they have others. The message has both
   */
  ReadSource of(List<FoundRoot> roots) throws IOException {
    FormatFiles found =
        format.open(new FormatInput(options, hadoop, roots, Optional.of(files.columns())));
    PartitionColumns named =
        found.directories().isPresent()
            ? found.directories().get()
            : partitions(format, options, hadoop, roots, true);
    PartitionColumns columns = named.as(partitions.fields());
    ReadSource other = new ReadSource(format, options, hadoop, zone, found, columns);
    if (!other.schema().equals(schema())) {
      throw new IllegalArgumentException(
          "New files of %s have the columns %s (must be %s, as when the stream was started)"
              .formatted(description(), other.schema().toDDL(), schema().toDDL()));
    }
    return other;
  }

  /** Returns the format and its paths, in words for Spark's plans and for messages. */
  public String description() {
    List<String> paths = options.paths();
    return "%s '%s'%s"
        .formatted(
            format.name(),
            paths.get(0),
            paths.size() == 1 ? "" : " and " + (paths.size() - 1) + " more");
  }

  /** Returns all columns: those of the records, then those of directories. */
  public StructType schema() {
    StructType all = new StructType();
    for (StructField field : files.columns().fields()) {
      all = all.add(mode() == MalformedMode.PERMISSIVE ? nullable(field) : field);
    }
    for (StructField field : partitions.fields().fields()) {
      all = all.add(field);
    }
    return all;
  }

  /** Returns the column of corrupt records, if a schema may name it. */
  Optional<String> corruptColumn() {
    return mode() == MalformedMode.PERMISSIVE
        ? options.find(MalformedMode.CORRUPT_COLUMN)
        : Optional.empty();
  }

  MalformedMode mode() {
    return format.hasMalformedRecords() ? MalformedMode.of(options) : MalformedMode.FAILFAST;
  }

  ReadSource with(PartitionColumns typed) {
    return new ReadSource(format, options, hadoop, zone, files, typed);
  }

  private static StructField nullable(StructField field) {
    return new StructField(field.name(), field.dataType(), true, field.metadata());
  }
}
