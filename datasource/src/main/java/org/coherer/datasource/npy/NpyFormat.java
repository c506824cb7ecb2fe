package org.coherer.datasource.npy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds the arrays of files {@code .npy}, which all have elements of one type. */
final class NpyFormat implements FileFormat {
  private static final String VALUE = "value";

  @Override
  public String name() {
    return "npy";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return List.of();
  }

  @Override
  public boolean accepts(String name, Options options) {
    return name.endsWith(".npy");
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    List<NpyFile> files = new ArrayList<>();
    for (FoundFile found : input.files()) {
      files.add(NpyFile.open(found, input.hadoop()));
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot tell the column of no npy file (loosen the pattern or the filters)");
    }
    StructField first = NpyColumns.field(VALUE, files.get(0).header());
    for (NpyFile file : files) {
      StructField field = NpyColumns.field(VALUE, file.header());
      if (!field.equals(first)) {
        throw new IllegalArgumentException(
            "Cannot read '%s' of %s with '%s' of %s (load them one by one)"
                .formatted(
                    file.found().path(),
                    field.dataType().sql(),
                    files.get(0).found().path(),
                    first.dataType().sql()));
      }
    }
    return new FormatFiles(new StructType().add(first), files);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Optional<RecordWriterFactory> writer(StructType columns, Options options) {
    if (columns.length() != 1) {
      throw new IllegalArgumentException(
          "Cannot write %d columns as one array (must be one; the format npz has several)"
              .formatted(columns.length()));
    }
    return Optional.of(new NpyWriterFactory(columns, false));
  }
}
