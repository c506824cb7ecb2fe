package org.coherer.datasource.idx;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.format.ColumnsReader;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * One IDX file, or a pair of them that belong together.
 *
 * @param columns one for each file; all have the same number of rows
 */
record IdxRecords(List<IdxColumn> columns) implements RecordFile {
  /** The null bits that precede the values of a Spark row. */
  private static final int ROW_OVERHEAD_BYTES = Long.BYTES;

  IdxRecords {
    columns = List.copyOf(columns);
  }

  StructType columnsOfAll() {
    return new StructType(columns.stream().map(IdxColumn::field).toArray(StructField[]::new));
  }

  @Override
  public FoundFile found() {
    return columns.get(0).file().stored().found();
  }

  @Override
  public Extent extent(StructType wanted) {
    List<IdxFile> files = selected(wanted).map(IdxColumn::file).toList();
    long bytesInMemory =
        ROW_OVERHEAD_BYTES + selected(wanted).mapToLong(IdxColumn::bytesInMemory).sum();
    if (!files.stream().allMatch(file -> file.stored().isSplittable())) {
      return Extent.ofFile(
          files.stream().mapToLong(file -> file.stored().length()).sum(),
          OptionalLong.of(rows()),
          Math.multiplyExact(rows(), bytesInMemory));
    }
    long bytesPerRow = files.stream().mapToLong(file -> file.header().bytesPerRow()).sum();
    return Extent.ofRecords(rows(), bytesPerRow, bytesInMemory);
  }

  @Override
  public RecordReader open(ReadTask task) {
    boolean isWhole = extent(task.columns()).unit() == Extent.Unit.FILE;
    long first = isWhole ? 0 : task.span().first();
    return new ColumnsReader(
        selected(task.columns())
            .map(column -> new IdxColumnReader(column, first, task.hadoop()))
            .toList(),
        isWhole ? rows() : task.span().length());
  }

  private long rows() {
    return columns.get(0).file().header().rows();
  }

  private Stream<IdxColumn> selected(StructType wanted) {
    return Stream.of(wanted.fieldNames())
        .map(name -> columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow());
  }
}
