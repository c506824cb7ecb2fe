package org.coherer.datasource.idx;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.read.HadoopSettings;
import org.coherer.datasource.read.Listing;
import org.coherer.datasource.read.RowRange;
import org.coherer.datasource.read.RowSource;
import org.coherer.datasource.read.SourceSize;
import org.coherer.datasource.read.SplitSizing;

/**
 * One IDX file, or a pair of them that belong together.
 *
 * @param description format and path
 * @param columns one for each file; all have the same number of rows
 */
record IdxSource(String description, List<IdxColumn> columns) implements RowSource {
  /** The null bits that precede the values of a Spark row. */
  private static final int ROW_OVERHEAD_BYTES = Long.BYTES;

  static IdxSource open(IdxOptions options, HadoopSettings hadoop) throws IOException {
    FileStatus found = Listing.status(options.path(), hadoop);
    List<IdxColumn> columns =
        found.isDirectory()
            ? new MnistDirectory(found.getPath(), hadoop).columns(options)
            : List.of(singleColumn(options, IdxFile.open(requireFile(options, found), hadoop)));
    return new IdxSource("idx '" + options.path() + "'", columns);
  }

  @Override
  public StructType schema() {
    return new StructType(columns.stream().map(IdxColumn::field).toArray(StructField[]::new));
  }

  @Override
  public SourceSize size(StructType wanted) {
    long bytesOfValues = selected(wanted).mapToLong(IdxColumn::bytesInMemory).sum();
    return SourceSize.of(rows(), ROW_OVERHEAD_BYTES + bytesOfValues);
  }

  @Override
  public List<RowRange> partitions(StructType wanted, SplitSizing sizing) {
    List<IdxFile> files = selected(wanted).map(IdxColumn::file).toList();
    if (files.isEmpty() || !files.stream().allMatch(file -> file.stored().isSplittable())) {
      return RowRange.whole(rows());
    }
    long bytesPerRow = files.stream().mapToLong(file -> file.header().bytesPerRow()).sum();
    return RowRange.cut(rows(), bytesPerRow, sizing);
  }

  @Override
  public PartitionReaderFactory readers(StructType wanted) {
    return new IdxReaderFactory(selected(wanted).toArray(IdxColumn[]::new));
  }

  private long rows() {
    return columns.get(0).file().header().rows();
  }

  private Stream<IdxColumn> selected(StructType wanted) {
    return Stream.of(wanted.fieldNames())
        .map(name -> columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow());
  }

  private static FileStatus requireFile(IdxOptions options, FileStatus found) {
    options
        .split()
        .ifPresent(
            split -> {
              throw new IllegalArgumentException(
                  "Cannot read a split of '%s': it is a file (omit the option split, or load the directory)"
                      .formatted(options.path()));
            });
    return found;
  }

  private static IdxColumn singleColumn(IdxOptions options, IdxFile file) {
    IdxValues values =
        options.scale().isPresent()
            ? new IdxValues.Floats(options.scale().getAsDouble())
            : new IdxValues.AsStored();
    return new IdxColumn("value", file, values);
  }
}
