package org.coherer.connector.column;

import org.coherer.training.data.FeatureType;

/** In which types the features of a row can come. */
public enum FeatureKind {
  /** An ML vector, dense or sparse. */
  VECTOR,
  /** An array of floats. */
  FLOAT_ARRAY,
  /** An array of doubles. */
  DOUBLE_ARRAY,
  /** Several columns of numbers, one for each value. */
  COLUMNS,
  /** Columns of a table: numbers, texts, dates, of which each becomes some values. */
  TABLE,
  /** Bytes without a sign, one for each value. */
  BYTES,
  /**
   * An image as Spark's data source for images reads it: bytes, row by row, the channels of a pixel
   * next to each other. A network gets it as its input says, and channel by channel if that says
   * nothing.
   */
  IMAGE,
  /** No features, but ids of rows of an embedding table: one, or an array of several. */
  IDS,
  /** No features, but the label of a class: a number, a text or a boolean. */
  LABEL;

  /** Returns how such features lie in a record: bytes stay bytes. */
  public FeatureType recordType() {
    return this == BYTES || this == IMAGE ? FeatureType.UINT8 : FeatureType.FLOAT32;
  }
}
