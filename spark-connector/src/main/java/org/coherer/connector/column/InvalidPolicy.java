package org.coherer.connector.column;

import java.util.Locale;

/** What becomes of rows with values that a network cannot take. */
public enum InvalidPolicy {
  /** The first one fails the job. */
  ERROR,
  /** They are skipped, and counted. */
  SKIP,
  /**
   * Missing features (null, NaN, infinite) count as 0 and are counted. Ids that are null or
   * negative are dropped and counted, and so are those behind as many as there may be. Whatever
   * else is wrong with a row fails the job.
   */
  KEEP,
  /**
   * Missing numbers and dates in the columns of a table (null, NaN) are distinguished from others,
   * and count as the mean; ids are dropped as {@link #KEEP} does. Whatever else is wrong with a row
   * fails the job.
   */
  IMPUTE;

  /** Returns the name that users know it by, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the policy of this name.
   *
   * @throws IllegalArgumentException if there is none. The message lists those there are
   */
  public static InvalidPolicy named(String name) {
    for (InvalidPolicy policy : values()) {
      if (policy.text().equals(name)) {
        return policy;
      }
    }
    throw new InvalidParamException(
        "Invalid handleInvalid '" + name + "' (must be one of error, skip, keep, impute)",
        "handleInvalid");
  }
}
