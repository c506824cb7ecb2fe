package org.coherer.datasource.format;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * What a format has found.
 *
 * @param columns all columns that the records have, without partition columns
 * @param files where the records are, in the order in which they are read
 */
public record FormatFiles(StructType columns, List<? extends RecordFile> files) {
  /** Copies the files. */
  public FormatFiles {
    files = List.copyOf(files);
  }
}
