package org.coherer.datasource.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.format.MalformedRecordException;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;
import org.coherer.datasource.format.RecordWriter;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.format.Span;
import org.coherer.datasource.option.Options;
import org.coherer.datasource.read.ReadSource;

/**
 * Reads bytes as a file of a format with some options.
 *
 * <p>An input may be refused, by the errors that the format declares, which name the file. What is
 * read has to be the same in two parts, has as many rows as are counted, and is the same again when
 * the format's writer has written it.
 */
final class FormatTarget implements Target {
  /** Rows behind these are not read: a small file may stand for very many, and all are alike. */
  private static final int MOST_ROWS = 512;

  private final FileFormat format;
  private final Options options;
  private final Optional<Options> writing;
  private final String path;
  private final HadoopSettings hadoop;

  /**
   * Makes a target.
   *
   * @param format the format
   * @param options of the reading
   * @param writing the options with which what is read is written, if it is
   */
  FormatTarget(
      FileFormat format, Map<String, String> options, Optional<Map<String, String>> writing) {
    this.format = format;
    this.options = Options.of(format.name(), ReadSource.options(format), options);
    this.writing = writing.map(given -> Options.of(format.name(), format.writeOptions(), given));
    path = MemoryFileSystem.SCHEME + ":/fuzz/input." + format.name();
    Configuration configuration = new Configuration(false);
    configuration.set("fs." + MemoryFileSystem.SCHEME + ".impl", MemoryFileSystem.class.getName());
    hadoop = new HadoopSettings(configuration);
  }

  @Override
  public void run(byte[] input) {
    Optional<Table> table = open(input).map(this::read);
    if (table.isPresent() && table.get().isWhole() && writing.isPresent()) {
      byte[] written = write(table.get(), writing.get());
      if (written.length > 0) {
        checkSame(
            sorted(table.get().rows()),
            sorted(read(reopen(written, table.get())).rows()),
            "written and read again");
      }
    }
  }

  /** What was read. */
  private record Table(
      FormatFiles files, List<List<Object>> rows, List<InternalRow> raw, boolean isWhole) {}

  private Optional<FormatFiles> open(byte[] input) {
    MemoryFileSystem.set(input);
    FoundFile found = new FoundFile(path, input.length, 0);
    FoundRoot root = new FoundRoot(path, path, true, List.of(found));
    try {
      return Optional.of(
          format.open(new FormatInput(options, hadoop, List.of(root), Optional.empty())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      requirePath(e);
      return Optional.empty();
    }
  }

  private FormatFiles reopen(byte[] written, Table table) {
    MemoryFileSystem.set(written);
    FoundFile found = new FoundFile(path, written.length, 0);
    FoundRoot root = new FoundRoot(path, path, true, List.of(found));
    try {
      return format.open(
          new FormatInput(options, hadoop, List.of(root), Optional.of(table.files().columns())));
    } catch (IOException e) {
      throw new AssertionError("What was written cannot be read", e);
    }
  }

  private Table read(FormatFiles files) {
    RecordFile file = files.files().get(0);
    StructType columns = files.columns();
    Extent extent = file.extent(columns);
    Table all = read(files, extent.whole());
    if (extent.unit() == Extent.Unit.RECORD && all.isWhole()) {
      long middle = extent.units() / 2;
      List<List<Object>> parts = new ArrayList<>(read(files, new Span(0, middle)).rows());
      parts.addAll(read(files, new Span(middle, extent.units())).rows());
      checkSame(all.rows(), parts, "read in two parts");
    }
    if (all.isWhole()) {
      checkCount(file, all.rows().size());
    }
    return all;
  }

  private Table read(FormatFiles files, Span span) {
    List<List<Object>> rows = new ArrayList<>();
    List<InternalRow> raw = new ArrayList<>();
    boolean isWhole = false;
    try (RecordReader reader =
        files.files().get(0).open(new ReadTask(files.columns(), span, hadoop))) {
      for (int i = 0; i < MOST_ROWS && !isWhole; i++) {
        try {
          isWhole = !reader.next();
          if (!isWhole) {
            rows.add(RowValues.of(reader.row(), files.columns()));
            raw.add(reader.row().copy());
          }
        } catch (MalformedRecordException e) {
          requirePath(e);
          rows.add(List.of());
        }
      }
    } catch (IOException e) {
      requirePath(e);
      isWhole = false;
    }
    return new Table(files, rows, raw, isWhole);
  }

  /** Counts rows without reading their columns, which may find less that is wrong. */
  private void checkCount(RecordFile file, int expected) {
    StructType none = new StructType();
    int counted = 0;
    try (RecordReader reader = file.open(new ReadTask(none, file.extent(none).whole(), hadoop))) {
      boolean hasMore = true;
      while (hasMore) {
        try {
          hasMore = reader.next();
        } catch (MalformedRecordException e) {
          requirePath(e);
        }
        counted += hasMore ? 1 : 0;
      }
    } catch (IOException e) {
      throw new AssertionError("What was read cannot be counted", e);
    }
    if (counted != expected) {
      throw new AssertionError("%d rows were counted of %d".formatted(counted, expected));
    }
  }

  /** Returns the file, empty if the writer refuses the rows, or some of them are malformed. */
  private byte[] write(Table table, Options given) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (table.raw().size() < table.rows().size()) {
      return new byte[0];
    }
    try {
      RecordWriterFactory factory = format.writer(table.files().columns(), given).orElseThrow();
      try (RecordWriter writer = factory.open(out)) {
        for (InternalRow row : table.raw()) {
          writer.write(row);
        }
      }
    } catch (IllegalArgumentException | IOException e) {
      return new byte[0];
    }
    return out.toByteArray();
  }

  /**
   * Returns the rows as far as all writers keep them: TFRecord has no doubles, which become floats,
   * and tensors are written in the order of alignment.
   */
  private static List<List<Object>> sorted(List<List<Object>> rows) {
    return rows.stream()
        .map(RowValues::rounded)
        .sorted(Comparator.comparing(List::hashCode))
        .toList();
  }

  private static void checkSame(List<List<Object>> expected, List<List<Object>> found, String how) {
    if (!found.equals(expected)) {
      throw new AssertionError(
          "%d rows %s are %s (must be %s)".formatted(expected.size(), how, found, expected));
    }
  }

  private void requirePath(IOException failure) {
    if (failure.getMessage() == null || !failure.getMessage().contains(path)) {
      throw new AssertionError("A message does not name '%s'".formatted(path), failure);
    }
  }
}
