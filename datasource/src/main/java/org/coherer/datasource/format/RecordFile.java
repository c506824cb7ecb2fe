package org.coherer.datasource.format;

import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;

/**
 * A file with records, or several files that are read side by side, as a format knows it after it
 * has looked at it. Is sent to tasks, so it holds what they need and nothing else.
 *
 * <p>The columns that its methods take are some of {@link FormatFiles#columns()}, in any order, or
 * none at all, when only the number of records is asked for.
 */
public interface RecordFile extends Serializable {

  /** Returns the file; of several, the one that metadata and partition columns speak of. */
  FoundFile found();

  /**
   * Returns how much there is to read and where it can be cut, without reading anything.
   *
   * @param columns the columns that are read
   */
  Extent extent(StructType columns);

  /**
   * Opens a part in a task.
   *
   * @param task the part and the columns
   * @return the caller closes it. Its rows have exactly these columns in this order
   * @throws IOException if the file cannot be opened
   */
  RecordReader open(ReadTask task) throws IOException;
}
