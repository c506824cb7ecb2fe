package org.coherer.training.embedding.file;

import java.io.IOException;

/** A file of a snapshot cannot be used, and never will be. The message names it and the cause. */
public final class DamagedTableException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Damage damage;

  /** What is wrong with a file. */
  public enum Damage {
    /** It is not there. */
    MISSING,
    /** It ends too early: its writer was interrupted. */
    TRUNCATED,
    /** Its bytes are not those that were written. */
    ALTERED,
    /** It is none of a snapshot, or one of another snapshot. */
    FOREIGN,
    /** A later version of Coherer wrote it. */
    NEWER
  }

  DamagedTableException(String file, Damage damage, String detail) {
    this(file, damage, detail, null);
  }

  DamagedTableException(String file, Damage damage, String detail, Throwable cause) {
    super("Cannot use " + file + ": " + detail, cause);
    this.damage = damage;
  }

  /** Returns what is wrong. */
  public Damage damage() {
    return damage;
  }
}
