package org.coherer.training.encoding;

import java.io.Serializable;

/** How a column of a table becomes numbers that a network takes. A missing value is NaN. */
public sealed interface ColumnEncoding extends Serializable
    permits NumberEncoding, TimeEncoding, CategoryEncoding {

  /** Returns how many numbers the column has in a record. */
  int slots();

  /** Returns how many plain numbers a network takes of it; 0 if it has an embedding. */
  int numbers();

  /** Returns how many rows the column's embedding has; 0 if it has none. */
  default int embeddingRows() {
    return 0;
  }

  /**
   * Encodes one value.
   *
   * @param record the numbers of a row
   * @param from the first of the column
   * @param into receives the plain numbers, or the row of the embedding
   * @param at where to write
   */
  void encode(float[] record, int from, float[] into, int at);

  /** Returns a number z as {@code z / sqrt(1 + (z / limit)^2)}, see {@link Standardization}. */
  static float limited(float number, float limit) {
    float part = number / limit;
    return limit == 0 ? number : number / (float) Math.sqrt(1 + part * part);
  }
}
