package org.coherer.connector.spark;

import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The file that a task read a row from, as {@code input_file_name} and its kind ask the task: a
 * batch holds rows of several files, and each has to leave it with its own.
 *
 * <p>Why: {@code InputFileBlockHolder} is internal; public in bytecode, with these methods since
 * Spark 2.2.
 *
 * @param path empty for none
 * @param start where the part of the file starts that is read, in bytes; -1 for none
 */
record InputFile(UTF8String path, long start, long length) {

  /** Returns the file of now: the same object as before if it is the same file. */
  static InputFile now(InputFile before) {
    UTF8String path = InputFileBlockHolder.getInputFilePath();
    return before != null && before.path.equals(path) && before.isStartOfNow()
        ? before
        : new InputFile(
            path, InputFileBlockHolder.getStartOffset(), InputFileBlockHolder.getLength());
  }

  /** No file has no start either, which need not be asked for each row. */
  private boolean isStartOfNow() {
    return start < 0 || start == InputFileBlockHolder.getStartOffset();
  }

  /** Makes it the file of now. */
  void show() {
    if (start < 0) {
      InputFileBlockHolder.unset();
    } else {
      InputFileBlockHolder.set(path.toString(), start, length);
    }
  }
}
