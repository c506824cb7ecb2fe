package org.coherer.training.data;

import java.io.Serializable;
import java.util.List;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;

/**
 * The encoding of a row as a record for the shuffle and the cache, in little-endian order:
 *
 * <table>
 * <caption>A dense record, {@link #recordBytes} long</caption>
 * <tr><th>at</th><th>bytes</th><th>holds</th></tr>
 * <tr><td>0</td><td>4L</td><td>the stored labels of the target, floats: none, one or more</td></tr>
 * <tr><td>4L</td><td>4</td><td>the weight, a float</td></tr>
 * <tr><td>4L + 4</td><td>featureLength x bytes of the type</td><td>the features; then zeros up to a multiple of 4</td></tr>
 * </table>
 *
 * <p>Records of vectors of which some are sparse vary in length; see {@link SparseRecord}.
 *
 * @param featureLength the number of feature values, those of ids among them
 * @param features the encoding of the features
 * @param encoding what becomes of the features in a batch; of bytes, the same for all. If it is one
 *     of ids, features come first and ids, as floats, behind them
 * @param target the encoding of labels as a target
 */
public record RecordLayout(
    int featureLength, FeatureType features, FeatureEncoding encoding, TargetEncoding target)
    implements Serializable {

  /** The longest record: the rest of a cache extent behind its last record is wasted. */
  private static final int MAX_RECORD_BYTES = 1 << 26;

  /** Checks the lengths. */
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
    if ((long) target.labels() * Float.BYTES > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "Invalid target of "
              + target.labels()
              + " values (a row may have at most "
              + MAX_RECORD_BYTES / Float.BYTES
              + ")");
    }
    encoding.checkLength(featureLength);
    if (features == FeatureType.UINT8 && !(encoding instanceof Rescaling)) {
      throw new IllegalArgumentException(
          encoding instanceof EmbeddingEncoding
              ? "Cannot store ids as bytes (rows with columns of ids are records of floats)"
              : "Cannot standardize bytes (rescale all of them alike)");
    }
    for (TargetEncoding part : target.parts()) {
      if (part instanceof TargetEncoding.Inputs inputs) {
        checkInputs(inputs, encoding, featureLength);
      }
    }
  }

  private static void checkInputs(
      TargetEncoding.Inputs inputs, FeatureEncoding encoding, int featureLength) {
    if (encoding instanceof EmbeddingEncoding) {
      throw new IllegalArgumentException(
          "Invalid target of a row's own inputs beside columns of ids (ids are no numbers that an"
              + " autoencoder can predict: leave the columns of ids out)");
    }
    if (inputs.length() != encoding.encodedLength(featureLength)) {
      throw new IllegalArgumentException(
          "Invalid target of "
              + inputs.length()
              + " inputs (must be as many as the row's "
              + encoding.encodedLength(featureLength)
              + " features)");
    }
  }

  /** Creates the layout of floats without rescaling. */
  public RecordLayout(int featureLength, TargetEncoding target) {
    this(featureLength, FeatureType.FLOAT32, Rescaling.NONE, target);
  }

  /** Returns how many numbers a batch has of a row. */
  public int inputLength() {
    return encoding.encodedLength(featureLength);
  }

  /** Returns how many numbers a network takes of a row. */
  public int networkLength() {
    return encoding.networkLength(featureLength);
  }

  /** Returns the bytes of one dense record, a multiple of 4. */
  public int recordBytes() {
    int bytes = featuresAt() + featureLength * features.bytes();
    return (bytes + Float.BYTES - 1) / Float.BYTES * Float.BYTES;
  }

  /**
   * Checks that so many rows can be one batch.
   *
   * @throws IllegalArgumentException if they cannot. The message says how large it would be
   */
  public void checkBatch(long rows) {
    long values = Math.max(Math.max(inputLength(), networkLength()), target.length());
    if (rows > Integer.MAX_VALUE / Float.BYTES / values) {
      throw new IllegalArgumentException(
          "Invalid batchSize "
              + rows
              + ": a batch of so many rows of "
              + values
              + " values takes "
              + rows * values * Float.BYTES
              + " bytes (must be at most "
              + Integer.MAX_VALUE
              + ")");
    }
  }

  /** Returns the offset of the weight in a record. */
  int weightAt() {
    return target.labels() * Float.BYTES;
  }

  /** Returns the offset of the features in a record. */
  int featuresAt() {
    return weightAt() + Float.BYTES;
  }

  /**
   * Checks that records of this layout match the inputs and outputs of a network.
   *
   * @throws IllegalArgumentException if not. The message says which input or output does not fit
   */
  public void checkFits(NetworkShape shape) {
    if (networkLength() != shape.inputLength()) {
      throw new IllegalArgumentException(
          "Cannot train on rows of "
              + networkLength()
              + " values (the network takes "
              + shape.inputLength()
              + ")");
    }
    List<TargetEncoding> targets = target.parts();
    if (targets.size() != shape.outputs().size()) {
      throw new IllegalArgumentException(
          "Cannot train with "
              + targets.size()
              + (targets.size() == 1 ? " target" : " targets")
              + " (the network has "
              + shape.outputs().size()
              + (shape.outputs().size() == 1 ? " output)" : " outputs)"));
    }
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).length() != shape.outputs().get(i).length()) {
        throw new IllegalArgumentException(
            "Cannot compare output '"
                + shape.outputs().get(i).name()
                + "' with a target of "
                + targets.get(i).length()
                + " values (it has "
                + shape.outputs().get(i).length()
                + ")");
      }
    }
  }
}
