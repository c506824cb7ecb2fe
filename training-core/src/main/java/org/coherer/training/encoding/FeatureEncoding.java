package org.coherer.training.encoding;

import java.io.Serializable;

/**
 * How the features of a record become the numbers that a network takes, when a batch is assembled
 * or a row is scored.
 */
public sealed interface FeatureEncoding extends Serializable
    permits Scaling, TableEncoding, EmbeddingEncoding {

  /** Returns whether this changes nothing. */
  boolean isIdentity();

  /** Returns how many numbers a batch has of a record with so many. */
  int encodedLength(int recordLength);

  /**
   * Returns how many numbers a network takes of them, once ids have become rows of their tables.
   */
  default int networkLength(int recordLength) {
    return encodedLength(recordLength);
  }

  /**
   * Encodes one row.
   *
   * @param record its numbers; may be changed
   * @param into receives what the network takes, from the start on
   */
  void encode(float[] record, float[] into);

  /**
   * Encodes rows that lie one behind the other, into the same numbers as one by one.
   *
   * @param records their numbers; may be changed
   * @param rows how many rows
   * @param recordLength how many numbers a record has
   * @param into receives what the network takes, from the start on
   */
  default void encodeRows(float[] records, int rows, int recordLength, float[] into) {
    float[] record = new float[recordLength];
    int length = encodedLength(recordLength);
    float[] encoded = new float[length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(records, row * recordLength, record, 0, recordLength);
      encode(record, encoded);
      System.arraycopy(encoded, 0, into, row * length, length);
    }
  }

  /**
   * Checks that this can encode records of so many numbers.
   *
   * @throws IllegalArgumentException if not
   */
  void checkLength(int recordLength);
}
