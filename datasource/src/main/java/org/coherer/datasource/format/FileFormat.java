package org.coherer.datasource.format;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** A format of files, as the plumbing sees it. Has no state; all methods are of any thread. */
public interface FileFormat {

  /** Returns the name that users give to {@code format(NAME)}. */
  String name();

  /** Returns the format's own options for reading. */
  List<OptionSpec<?>> readOptions();

  /**
   * Returns whether a file of a directory is one of the format's. Files that a path names are read
   * whatever they are called.
   *
   * @param name the name of the file, without its directory
   * @param options of the reading
   */
  default boolean accepts(String name, Options options) {
    return true;
  }

  /**
   * Returns whether a directory stands for the files of all directories below it, and their names
   * are no partition columns, whatever {@code recursiveFileLookup} says.
   */
  default boolean isRecursive() {
    return false;
  }

  /**
   * Looks at what was found and says which columns and records there are, on the driver.
   *
   * <p>Reads headers as far as they are needed for that and for the limits of memory, and opens no
   * file whose size alone tells all.
   *
   * @param input what was found, and the options
   * @throws IllegalArgumentException if the options do not fit what was found
   * @throws IOException if data is broken. The message names the path and the offset
   */
  FormatFiles open(FormatInput input) throws IOException;

  /**
   * Checks that files mean the same whether they are read one by one or together, as they are in a
   * stream, which reads new files as they come.
   *
   * @param options of the reading
   * @throws IllegalArgumentException if they do not
   */
  default void requireStreamable(Options options) {}

  /**
   * Returns whether a reader throws {@link MalformedRecordException} and goes on behind the record.
   * If so, the format has the options {@code mode} and {@code columnNameOfCorruptRecord}.
   */
  default boolean hasMalformedRecords() {
    return false;
  }

  /** Returns whether there is a writer. */
  default boolean isWritable() {
    return false;
  }

  /** Returns the format's own options for writing. */
  default List<OptionSpec<?>> writeOptions() {
    return List.of();
  }

  /**
   * Returns what opens the writer of a file, in the tasks; nothing if the format is only read.
   *
   * @param columns what is written: the columns of each row, in this order, without those that
   *     become directories
   * @param options of the writing
   * @throws IllegalArgumentException if the format cannot hold such columns. The message names the
   *     column, its type, and the types that are allowed
   */
  default Optional<RecordWriterFactory> writer(StructType columns, Options options) {
    return Optional.empty();
  }
}
