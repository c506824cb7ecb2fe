package org.coherer.datasource.idx;

import java.io.IOException;
import java.io.Serial;
import org.coherer.datasource.file.StoredFile;

/** An IDX file is damaged. The message has the file, the byte of its content and the problem. */
final class BrokenIdxException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  BrokenIdxException(StoredFile file, long offset, String problem) {
    this(file, offset, problem, null);
  }

  /**
   * Returns the exception for a row that this JVM has no memory for.
   *
   * @param cause null if it was not tried
   */
  static BrokenIdxException tooLarge(
      StoredFile file, IdxHeader header, long row, OutOfMemoryError cause) {
    return new BrokenIdxException(
        file,
        header.rowOffset(row),
        "row %d of %d has %d bytes, too many for a JVM of %d bytes (raise its memory)"
            .formatted(row, header.rows(), header.bytesPerRow(), Runtime.getRuntime().maxMemory()),
        cause);
  }

  private BrokenIdxException(StoredFile file, long offset, String problem, Throwable cause) {
    super(
        "Cannot read IDX file '%s' at byte %d%s: %s"
            .formatted(
                file.path(),
                offset,
                file.isSplittable() ? "" : " of its inflated content",
                problem),
        cause);
  }

  /**
   * Returns the exception for a file that ends within a row.
   *
   * @param row the row, counted from 0
   * @param found the number of its bytes in the file
   */
  static BrokenIdxException truncatedRow(StoredFile file, IdxHeader header, long row, long found) {
    return new BrokenIdxException(
        file,
        header.rowOffset(row) + found,
        "row %d of %d is truncated (%d bytes, must be %d)"
            .formatted(row, header.rows(), found, header.bytesPerRow()));
  }

  /**
   * Returns the exception for a failed read, such as of a damaged gzip stream.
   *
   * @param what the part that could not be read
   * @param cause the failure; it may have no message
   */
  static BrokenIdxException unreadable(
      StoredFile file, long offset, String what, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new BrokenIdxException(file, offset, what + " cannot be read: " + reason, cause);
  }
}
