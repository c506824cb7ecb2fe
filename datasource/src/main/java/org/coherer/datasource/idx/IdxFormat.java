package org.coherer.datasource.idx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds single IDX files, and pairs of them that belong together. */
final class IdxFormat implements FileFormat {

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return IdxOptions.ALL;
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    IdxOptions options = IdxOptions.of(input.options());
    List<IdxRecords> found = new ArrayList<>();
    for (FoundRoot root : input.roots()) {
      if (root.isFile()) {
        requireNoSplit(options, root);
        for (FoundFile file : root.files()) {
          found.add(single(options, file, input.hadoop()));
        }
      } else {
        found.addAll(new MnistDirectory(root, input.hadoop()).records(options));
      }
    }
    return new FormatFiles(sameColumns(found), found);
  }

  @Override
  public void requireStreamable(Options options) {
    if (IdxOptions.of(options).split().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot stream pairs of IDX files: one may be there before the other (stream single files without the option split)");
    }
  }

  /** Returns the columns that all have. */
  private static StructType sameColumns(List<IdxRecords> found) throws IOException {
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot tell the columns of no IDX file (loosen the pattern or the filters)");
    }
    StructType columns = found.get(0).columnsOfAll();
    for (IdxRecords records : found) {
      if (!records.columnsOfAll().equals(columns)) {
        throw new BrokenIdxException(
            records.columns().get(0).file().stored(),
            2,
            "columns %s differ from %s of '%s' (load them one by one)"
                .formatted(
                    records.columnsOfAll().toDDL(), columns.toDDL(), found.get(0).found().path()));
      }
    }
    return columns;
  }

  private static void requireNoSplit(IdxOptions options, FoundRoot root) {
    if (options.split().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot read a split of '%s': it is a file (omit the option split, or load the directory)"
              .formatted(root.given()));
    }
  }

  private static IdxRecords single(IdxOptions options, FoundFile file, HadoopSettings hadoop)
      throws IOException {
    IdxValues values =
        options.scale().isPresent()
            ? new IdxValues.Floats(options.scale().getAsDouble())
            : new IdxValues.AsStored();
    return new IdxRecords(List.of(new IdxColumn("value", IdxFile.open(file, hadoop), values)));
  }
}
