package org.coherer.datasource.npy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.codec.FileOpener;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds the arrays of archives {@code .npz}, which all have the same columns. */
final class NpzFormat implements FileFormat {
  private static final OptionSpec<String> ARRAYS =
      new OptionSpec<>(
          "arrays",
          new OptionKind.Text("names of arrays with commas between them, such as x_train,y_train"),
          "",
          "which arrays are columns; by default all, which must have the same number of rows");

  @Override
  public String name() {
    return "npz";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return List.of(ARRAYS);
  }

  @Override
  public boolean accepts(String name, Options options) {
    return name.endsWith(".npz");
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    Optional<List<String>> wanted =
        input
            .options()
            .find(ARRAYS)
            .map(text -> Arrays.asList(text.strip().split("\\s*,\\s*", -1)));
    List<NpzFile> files = new ArrayList<>();
    for (FoundFile found : input.files()) {
      files.add(open(found, wanted, input.hadoop()));
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot tell the columns of no npz file (loosen the pattern or the filters)");
    }
    StructType first = files.get(0).columns();
    for (NpzFile file : files) {
      if (!file.columns().equals(first)) {
        throw new IllegalArgumentException(
            "Cannot read '%s' of %s with '%s' of %s (load them one by one)"
                .formatted(
                    file.found().path(),
                    file.columns().toDDL(),
                    files.get(0).found().path(),
                    first.toDDL()));
      }
    }
    return new FormatFiles(first, files);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Optional<RecordWriterFactory> writer(StructType columns, Options options) {
    return Optional.of(new NpyWriterFactory(columns, true));
  }

  private static NpzFile open(FoundFile found, Optional<List<String>> wanted, HadoopSettings hadoop)
      throws IOException {
    FileOpener file = NpzFile.opener(found, hadoop);
    List<NpzEntry> entries = NpzDirectory.read(NpzFile.name(found), found.length(), file);
    List<String> names = wanted.orElse(entries.stream().map(NpzEntry::name).toList());
    List<NpzFile.Array> arrays = new ArrayList<>();
    for (String name : names) {
      NpzEntry entry =
          entries.stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Cannot read array '%s' of '%s' (must be one of %s)"
                              .formatted(
                                  name,
                                  found.path(),
                                  entries.stream().map(NpzEntry::name).toList())));
      try (Content content = NpzArray.open(NpzFile.name(found), entry, file)) {
        arrays.add(new NpzFile.Array(entry, NpzArray.header(content, entry)));
      }
    }
    return checked(new NpzFile(found, arrays));
  }

  private static NpzFile checked(NpzFile file) {
    if (file.arrays().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read '%s': it has no array".formatted(file.found().path()));
    }
    for (NpzFile.Array array : file.arrays()) {
      if (array.header().rows() != file.rows()) {
        throw new IllegalArgumentException(
            "Cannot read '%s': array '%s' has %d rows and '%s' has %d (must be as many; name arrays that belong together by the option arrays)"
                .formatted(
                    file.found().path(),
                    array.entry().name(),
                    array.header().rows(),
                    file.arrays().get(0).entry().name(),
                    file.rows()));
      }
    }
    return file;
  }
}
