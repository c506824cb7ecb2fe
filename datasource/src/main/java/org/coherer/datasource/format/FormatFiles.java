package org.coherer.datasource.format;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.partition.PartitionColumns;

/**
 * What a format has found.
 *
 * @param columns all columns that the records have, without partition columns
 * @param files where the records are, in the order in which they are read
 * @param directories the columns that names of directories have, if the format knows better than
 *     the plumbing
 */
public record FormatFiles(
    StructType columns, List<? extends RecordFile> files, Optional<PartitionColumns> directories) {

  /** Copies the files. */
  public FormatFiles {
    files = List.copyOf(files);
  }

  /**
   * Returns what was found by a format that does not look at names of directories.
   *
   * @param columns all columns that the records have
   * @param files where the records are
   */
  public FormatFiles(StructType columns, List<? extends RecordFile> files) {
    this(columns, files, Optional.empty());
  }
}
