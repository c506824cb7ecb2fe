package org.coherer.datasource.webdataset;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds the columns of shards: those of a schema, or the extensions that some records have. */
final class WebDatasetFormat implements FileFormat {
  /** The most columns that are inferred. */
  private static final int MAX_COLUMNS = 1024;

  private static final OptionSpec<Long> INFER_RECORDS =
      new OptionSpec<>(
          "inferRecords",
          new OptionKind.WholeNumber(1, Long.MAX_VALUE),
          "100",
          "how many records, in the order of the files, tell the columns where no schema is given");
  private static final OptionSpec<Boolean> DECODE =
      new OptionSpec<>(
          "decode",
          new OptionKind.Flag(),
          "true",
          "whether extensions of texts and numbers are such columns where no schema is given; else all are binary");
  private static final OptionSpec<Long> MAX_ENTRY_BYTES =
      new OptionSpec<>(
          "maxEntryBytes",
          new OptionKind.WholeNumber(1, Content.MAX_ARRAY_BYTES),
          "268435456",
          "the longest file of a record that is read, in bytes");

  @Override
  public String name() {
    return "webdataset";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return List.of(INFER_RECORDS, DECODE, MAX_ENTRY_BYTES);
  }

  @Override
  public boolean accepts(String name, Options options) {
    return name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    int maxEntryBytes = Math.toIntExact(input.options().value(MAX_ENTRY_BYTES));
    List<ShardFile> files =
        input.files().stream().map(found -> new ShardFile(found, maxEntryBytes)).toList();
    if (input.given().isPresent()) {
      return new FormatFiles(given(input.given().get()), files);
    }
    boolean areDecoded = input.options().value(DECODE);
    StructType columns = new StructType().add(SampleColumns.key());
    for (String extension :
        extensions(files, input.options().value(INFER_RECORDS), input.hadoop())) {
      columns = columns.add(extension, SampleColumns.type(extension, areDecoded), true);
    }
    if (columns.length() == 1) {
      throw new IllegalArgumentException(
          "Cannot infer columns of %d shards in which there is no record (loosen the filters, or give a schema)"
              .formatted(files.size()));
    }
    return new FormatFiles(columns, files);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Optional<RecordWriterFactory> writer(StructType columns, Options options) {
    return Optional.of(new ShardWriterFactory(columns));
  }

  private static StructType given(StructType given) {
    StructType columns = new StructType();
    for (StructField field : given.fields()) {
      SampleColumns.check(field);
      boolean isKey = field.name().equals(SampleColumns.KEY);
      columns = columns.add(isKey ? SampleColumns.key() : nullable(field));
    }
    return columns;
  }

  private static StructField nullable(StructField field) {
    return new StructField(field.name(), field.dataType(), true, field.metadata());
  }

  private static Set<String> extensions(List<ShardFile> files, long records, HadoopSettings hadoop)
      throws IOException {
    Set<String> extensions = new LinkedHashSet<>();
    long left = records;
    for (ShardFile file : files) {
      if (left == 0) {
        break;
      }
      try (SampleReader samples = file.samples(hadoop, name -> false)) {
        for (Sample sample = samples.next(); sample != null; sample = samples.next()) {
          extensions.addAll(sample.files().keySet());
          left--;
          if (left == 0 || extensions.size() > MAX_COLUMNS) {
            break;
          }
        }
      }
    }
    if (extensions.size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "Cannot infer columns of records with more than %d extensions (give a schema)"
              .formatted(MAX_COLUMNS));
    }
    return extensions;
  }
}
