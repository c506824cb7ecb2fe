package org.coherer.training.data;

import java.io.Serializable;

/**
 * The record that a row becomes before it is shuffled and cached, in little-endian order:
 *
 * <table>
 * <caption>A dense record, {@link #recordBytes} long</caption>
 * <tr><th>at</th><th>bytes</th><th>holds</th></tr>
 * <tr><td>0</td><td>4</td><td>the label, a float</td></tr>
 * <tr><td>4</td><td>4</td><td>the weight, a float</td></tr>
 * <tr><td>8</td><td>featureLength x bytes of the type</td><td>the features; then zeros up to a multiple of 4</td></tr>
 * </table>
 *
 * <p>Records of vectors of which some are sparse vary in length; see {@link SparseRecord}.
 *
 * @param featureLength values of the features
 * @param features how they lie in the record
 * @param rescaling what becomes of them in a batch
 * @param target how the label becomes a target
 */
public record RecordLayout(
    int featureLength, FeatureType features, Rescaling rescaling, TargetEncoding target)
    implements Serializable {

  static final int LABEL_AT = 0;
  static final int WEIGHT_AT = 4;
  static final int FEATURES_AT = 8;

  /** The longest record: what is left of an extent of the cache is wasted. */
  private static final int MAX_RECORD_BYTES = 1 << 26;

  /** Checks the length. */
  public RecordLayout {
    if (featureLength < 1) {
      throw new IllegalArgumentException(
          "Invalid feature length " + featureLength + " (must be at least 1)");
    }
    if ((long) featureLength * features.bytes() > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "Invalid feature length "
              + featureLength
              + " (a row may have at most "
              + MAX_RECORD_BYTES / features.bytes()
              + " values of this type)");
    }
  }

  /** Creates the layout of floats that are taken as they are. */
  public RecordLayout(int featureLength, TargetEncoding target) {
    this(featureLength, FeatureType.FLOAT32, Rescaling.NONE, target);
  }

  /** Returns the bytes of one dense record, a multiple of 4. */
  public int recordBytes() {
    int bytes = FEATURES_AT + featureLength * features.bytes();
    return (bytes + Float.BYTES - 1) / Float.BYTES * Float.BYTES;
  }
}
