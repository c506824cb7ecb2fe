package org.coherer.training.embedding;

import java.nio.charset.StandardCharsets;

/**
 * The ids of strings: the lower 63 bits of XXH64 of their bytes in UTF-8, with the seed 42. So the
 * id of a string is {@code xxhash64(column) & 9223372036854775807} in Spark SQL.
 *
 * <p>Among n strings, about n^2 / 2^64 pairs have the same id: 0.0005 pairs of 10^8 strings.
 */
public final class StringIds {

  private static final long SEED = 42;

  private StringIds() {}

  /** Returns the id of a string, which is not negative. */
  public static long idOf(String text) {
    return idOf(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the id of a string of which these are the bytes in UTF-8. */
  public static long idOf(byte[] utf8) {
    return Xxh64.hash(utf8, SEED) & Long.MAX_VALUE;
  }
}
