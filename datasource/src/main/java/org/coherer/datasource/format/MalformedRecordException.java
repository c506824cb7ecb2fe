package org.coherer.datasource.format;

import java.io.IOException;
import java.io.Serial;

/** A single record makes no sense; those behind it can be read. */
public final class MalformedRecordException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient byte[] content;

  /**
   * Makes one.
   *
   * @param message names the path, the offset or record, and the problem
   * @param content the bytes of the record; is kept, not copied, so it must not be reused
   */
  public MalformedRecordException(String message, byte[] content) {
    super(message);
    this.content = content;
  }

  /** Returns the bytes of the record, for the column of corrupt records. */
  public byte[] content() {
    return content;
  }
}
