package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingText;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;

/**
 * The keys of {@code preprocessing.properties} for columns of ids: {@code embeddings}, their
 * number, {@code embedding.n} for each, from 1, as {@link EmbeddingText} has it, and {@code
 * embeddings.features}, the number of features in front of them.
 */
final class EmbeddingKeys {

  private static final String COUNT = "embeddings";
  private static final String FEATURES = "embeddings.features";

  /** More columns than any table has. */
  private static final int MOST = 1 << 16;

  private EmbeddingKeys() {}

  static boolean isIn(KeyValues values) {
    return values.has(COUNT);
  }

  static void write(EmbeddingEncoding encoding, KeyValues values) {
    values.put(COUNT, encoding.inputs().size());
    values.put(FEATURES, encoding.featureLength());
    for (int i = 0; i < encoding.inputs().size(); i++) {
      values.put(key(i), EmbeddingText.of(encoding.inputs().get(i)));
    }
  }

  private static String key(int column) {
    return "embedding." + (column + 1);
  }

  /**
   * Reads the columns of ids.
   *
   * @param features what becomes of the features in front of them
   * @throws IOException if a key is missing or its value wrong
   * @throws IllegalArgumentException if a text is none
   */
  static EmbeddingEncoding read(FeatureEncoding features, KeyValues values) throws IOException {
    long count = values.integer(COUNT, 1, MOST);
    List<EmbeddingInput> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(EmbeddingText.parse(values.text(key(i))));
    }
    return new EmbeddingEncoding(
        features, (int) values.integer(FEATURES, 0, Integer.MAX_VALUE), inputs);
  }
}
