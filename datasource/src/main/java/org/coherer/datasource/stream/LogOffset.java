package org.coherer.datasource.stream;

import org.apache.spark.sql.connector.read.streaming.Offset;

/** Where a stream is: the last entry of its log of files that it has read. */
public final class LogOffset extends Offset {
  private static final String START = "{\"logOffset\":";

  private final long entry;

  /**
   * Makes one.
   *
   * @param entry the number of the entry, from 0; -1 if there is none yet
   */
  public LogOffset(long entry) {
    this.entry = entry;
  }

  /**
   * Returns the offset of a text.
   *
   * @param json what {@link #json()} has returned
   * @throws IllegalArgumentException if it is something else
   */
  public static LogOffset of(String json) {
    String text = json.replaceAll("\\s", "");
    if (text.startsWith(START) && text.endsWith("}")) {
      try {
        return new LogOffset(Long.parseLong(text.substring(START.length(), text.length() - 1)));
      } catch (NumberFormatException e) {
        throw invalid(json);
      }
    }
    throw invalid(json);
  }

  /** Returns the number of the entry, or -1. */
  public long entry() {
    return entry;
  }

  @Override
  public String json() {
    return START + entry + "}";
  }

  private static IllegalArgumentException invalid(String json) {
    return new IllegalArgumentException(
        "Invalid offset '%s' (must be such as %s3}; the checkpoint is of another source)"
            .formatted(json, START));
  }
}
