package org.coherer.training.encoding;

import java.util.List;
import org.coherer.training.embedding.EmbeddingInput;

/**
 * Encodes features as another encoding does, and leaves the ids behind them as they are. A network
 * takes the encoded features, and for each column of ids a row of its table instead of the ids.
 *
 * @param features what becomes of the features; no such encoding itself
 * @param featureLength how many numbers of a record are features; 0 for none
 * @param inputs the columns of ids, in the order of their numbers in a record; at least one
 */
public record EmbeddingEncoding(
    FeatureEncoding features, int featureLength, List<EmbeddingInput> inputs)
    implements FeatureEncoding {

  /** Copies the list. */
  public EmbeddingEncoding {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid encoding without columns of ids (must be one at least)");
    }
    if (features instanceof EmbeddingEncoding) {
      throw new IllegalArgumentException(
          "Invalid encoding of ids within another (must be one of all columns of ids)");
    }
    if (featureLength > 0) {
      features.checkLength(featureLength);
    }
  }

  /** Returns the same with another encoding of the features. */
  public EmbeddingEncoding withFeatures(FeatureEncoding other) {
    return new EmbeddingEncoding(other, featureLength, inputs);
  }

  /** Returns how many of a batch's numbers are encoded features; the ids are behind them. */
  public int encodedFeatures() {
    return featureLength == 0 ? 0 : features.encodedLength(featureLength);
  }

  /** Returns how many numbers of a record the ids take. */
  public int idFloats() {
    return idFloats(inputs);
  }

  /** Returns how many numbers of a record the ids of some columns take. */
  public static int idFloats(List<EmbeddingInput> inputs) {
    int sum = 0;
    for (int i = 0; i < inputs.size(); i++) { // by index: it is asked for every row
      sum += inputs.get(i).floats();
    }
    return sum;
  }

  /** Returns how many numbers the network gets for the ids. */
  public int width() {
    return inputs.stream().mapToInt(EmbeddingInput::width).sum();
  }

  @Override
  public boolean isIdentity() {
    return featureLength == 0 || features.isIdentity();
  }

  @Override
  public int encodedLength(int recordLength) {
    return encodedFeatures() + idFloats();
  }

  @Override
  public int networkLength(int recordLength) {
    return encodedFeatures() + width();
  }

  @Override
  public void encode(float[] record, float[] into) {
    if (features instanceof Scaling scaling) {
      System.arraycopy(record, 0, into, 0, featureLength);
      scaling.apply(into, 0, featureLength);
    } else if (featureLength > 0) {
      features.encode(record, into); // of a table, which does not look behind its own numbers
    }
    System.arraycopy(record, featureLength, into, encodedFeatures(), idFloats());
  }

  @Override
  public void checkLength(int length) {
    if (length != featureLength + idFloats()) {
      throw new IllegalArgumentException(
          "Cannot encode records of "
              + length
              + " numbers (features and ids have "
              + (featureLength + idFloats())
              + ")");
    }
  }
}
