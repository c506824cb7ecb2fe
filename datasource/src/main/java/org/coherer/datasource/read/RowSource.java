package org.coherer.datasource.read;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What a format found at a path: the columns, how much there is, and how tasks read it.
 *
 * <p>A source is made on the driver, after it has read and checked whatever headers there are; its
 * methods read nothing more. They are called any number of times, from any thread. The {@code
 * columns} that they take are always some of {@link #schema()}, in any order, or none at all, when
 * only the number of rows is asked for.
 */
public interface RowSource {

  /** Returns the format and the path, in words for Spark's plans and for messages. */
  String description();

  /** Returns all columns that can be read. */
  StructType schema();

  /**
   * Returns the number of rows and the bytes that they take in memory with these columns only.
   *
   * @param columns the columns that are read
   */
  SourceSize size(StructType columns);

  /**
   * Returns the parts in which tasks read the rows, at least one.
   *
   * @param columns the columns that are read
   * @param sizing how large a part may be
   */
  List<? extends InputPartition> partitions(StructType columns, SplitSizing sizing);

  /**
   * Returns what opens a partition in a task. Its readers return rows with exactly these columns in
   * this order; the row may be reused by the next call.
   *
   * @param columns the columns that are read
   */
  PartitionReaderFactory readers(StructType columns);
}
