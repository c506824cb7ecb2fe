package org.coherer.datasource.tfrecord;

import java.io.IOException;
import java.io.Serial;

/**
 * A record is whole, but its message is damaged, beyond the limits, or not what its column holds.
 * The message continues a sentence that begins with the record.
 */
final class RecordException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Describes a record.
   *
   * @param problem continues "record 7 "
   */
  RecordException(String problem) {
    super(problem);
  }

  /**
   * Describes a record whose message is damaged.
   *
   * @param offset the byte of the record
   * @param problem what is wrong there
   */
  RecordException(int offset, String problem) {
    this("is broken at its byte %d: %s".formatted(offset, problem));
  }
}
