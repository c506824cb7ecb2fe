package org.coherer.connector.memory;

import java.util.Locale;

/** Bytes as people read them, and as Spark's settings take them. */
public final class ByteText {

  private static final long KB = 1_000;
  private static final long MB = 1_000_000;
  private static final long GB = 1_000_000_000;
  private static final long MIB = 1 << 20;

  private ByteText() {}

  /** Returns such as {@code 3.4 GB}, {@code 267 MB} or {@code 12 kB}. */
  public static String of(long bytes) {
    if (bytes >= GB) {
      return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
    }
    return bytes >= MB ? Math.round((double) bytes / MB) + " MB" : (bytes + KB - 1) / KB + " kB";
  }

  /** Returns the least value of a setting, in MiB, that gives so many bytes: {@code 255m}. */
  public static String setting(long bytes) {
    return (bytes + MIB - 1) / MIB + "m";
  }
}
