package org.coherer.datasource.codec;

import java.io.IOException;
import java.io.Serial;

/** A file is damaged. The message has the file, the byte of its content and the problem. */
public final class BrokenContentException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Describes where a file is broken.
   *
   * @param name the format and the file, as in {@code TFRecord file 'hdfs://...'}
   * @param place the byte, in words, as in {@code byte 12 of its inflated content}
   * @param problem what is wrong, and what would be right
   * @param cause what found it, or null
   */
  BrokenContentException(String name, String place, String problem, Throwable cause) {
    super("Cannot read %s at %s: %s".formatted(name, place, problem), cause);
  }
}
