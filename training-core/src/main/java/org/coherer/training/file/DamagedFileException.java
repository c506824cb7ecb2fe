package org.coherer.training.file;

import java.io.IOException;

/**
 * A file of a checkpoint or a snapshot cannot be used, and never will be. The message names it and
 * the cause.
 */
public final class DamagedFileException extends IOException {

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
    /** It is of another kind, or belongs to another checkpoint or snapshot. */
    FOREIGN,
    /** A later version of Coherer wrote it. */
    NEWER
  }

  /** Reports a file. */
  public DamagedFileException(String file, Damage damage, String detail) {
    this(file, damage, detail, null);
  }

  /** Reports a file with a cause. */
  public DamagedFileException(String file, Damage damage, String detail, Throwable cause) {
    super("Cannot use " + file + ": " + detail, cause);
    this.damage = damage;
  }

  /** Returns what is wrong. */
  public Damage damage() {
    return damage;
  }
}
