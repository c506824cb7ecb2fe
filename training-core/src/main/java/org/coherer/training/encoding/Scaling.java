package org.coherer.training.encoding;

/**
 * What becomes of the numbers of a row before a network gets them, the features or the targets:
 * they are scaled when a batch is assembled or a row is scored. Records keep the original numbers.
 */
public sealed interface Scaling extends FeatureEncoding permits Rescaling, Standardization {

  @Override
  default int encodedLength(int recordLength) {
    return recordLength;
  }

  @Override
  default void encode(float[] record, float[] into) {
    System.arraycopy(record, 0, into, 0, record.length);
    apply(into, 0, record.length);
  }

  @Override
  default void encodeRows(float[] records, int rows, int recordLength, float[] into) {
    System.arraycopy(records, 0, into, 0, rows * recordLength);
    for (int row = 0; row < rows; row++) {
      apply(into, row * recordLength, recordLength);
    }
  }

  /**
   * Scales the numbers of one row in place.
   *
   * @param from where the row's first number is
   * @param length how many it has
   */
  void apply(float[] numbers, int from, int length);

  /**
   * Returns a scaled number in the original unit.
   *
   * @param index which of the row's numbers it is
   */
  double invert(int index, double scaled);

  /**
   * Returns the difference of two scaled numbers in the original unit.
   *
   * @param index which of the row's numbers they are
   */
  double invertDifference(int index, double scaled);
}
