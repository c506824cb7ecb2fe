package org.coherer.datasource.npy;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.codec.FileOpener;
import org.coherer.datasource.file.Compression;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.ColumnsReader;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * An archive of several arrays with the same number of rows; a row of each is a record.
 *
 * @param found the file
 * @param arrays those that are columns
 */
record NpzFile(FoundFile found, List<Array> arrays) implements RecordFile {

  /**
   * An array.
   *
   * @param entry where it is
   * @param header of it
   */
  record Array(NpzEntry entry, NpyHeader header) implements Serializable {}

  NpzFile {
    arrays = List.copyOf(arrays);
  }

  StructType columns() {
    return new StructType(
        arrays.stream()
            .map(array -> NpyColumns.field(array.entry().name(), array.header()))
            .toArray(StructField[]::new));
  }

  @Override
  public Extent extent(StructType columns) {
    List<Array> wanted = wanted(columns);
    long bytes = wanted.stream().mapToLong(array -> array.entry().storedBytes()).sum();
    long memory = wanted.stream().mapToLong(array -> NpyColumns.memoryBytes(array.header())).sum();
    return Extent.ofFile(bytes, OptionalLong.of(rows()), Math.multiplyExact(rows(), memory));
  }

  @Override
  public RecordReader open(ReadTask task) throws IOException {
    List<NpyRows> rows = new ArrayList<>();
    try {
      for (Array array : wanted(task.columns())) {
        Content content = NpzArray.open(name(found), array.entry(), opener(found, task.hadoop()));
        rows.add(new NpyRows(content, array.header(), 0));
        content.skip(array.header().dataStart(), "the header");
      }
      return new ColumnsReader(rows, rows());
    } catch (IOException e) {
      ColumnsReader.closeAll(rows);
      throw e;
    }
  }

  long rows() {
    return arrays.isEmpty() ? 0 : arrays.get(0).header().rows();
  }

  /** Returns the file in words, for messages. */
  static String name(FoundFile found) {
    return "npz file '%s'".formatted(found.path());
  }

  static FileOpener opener(FoundFile found, HadoopSettings hadoop) {
    return offset -> new StoredFile(found, Compression.NONE).open(offset, hadoop);
  }

  private List<Array> wanted(StructType columns) {
    List<Array> wanted = new ArrayList<>();
    for (String name : columns.fieldNames()) {
      arrays.stream().filter(array -> array.entry().name().equals(name)).forEach(wanted::add);
    }
    return wanted;
  }
}
