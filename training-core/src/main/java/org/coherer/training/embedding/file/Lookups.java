package org.coherer.training.embedding.file;

/** What a thread notes of the ids that it looks up together. */
final class Lookups {

  static final int MOST_IDS = 128;

  final StoredSlice[] slices = new StoredSlice[MOST_IDS];
  final long[] hashes = new long[MOST_IDS];
  final int[] places = new int[MOST_IDS];
  float[] unstored = {};

  /** Where values go that are read to have them in the cache: so the compiler keeps the reads. */
  long sink;

  /** Returns memory for a row, which is also the current one. */
  float[] unstored(int width) {
    if (unstored.length < width) {
      unstored = new float[width];
    }
    return unstored;
  }
}
