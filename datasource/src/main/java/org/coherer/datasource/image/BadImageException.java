package org.coherer.datasource.image;

import java.io.IOException;
import java.io.Serial;

/** Bytes are no image, a damaged one, or one that is larger than what is allowed. */
public final class BadImageException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param problem what is wrong, and what would be right
   */
  public BadImageException(String problem) {
    super(problem);
  }

  BadImageException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
