package org.coherer.ml.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.function.IntFunction;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.encoding.TableEncoding;

/**
 * {@code preprocessing.properties}: how features and targets are standardized.
 *
 * <p>Keys: {@code features}, the number of features that are standardized, 0 for none, and unless
 * it is 0 {@code features.means} and {@code features.factors}: as many floats, little-endian, in
 * Base64, and {@code features.limit}, one float alike. The same for {@code targets}. {@link
 * TableKeys} has those of a table, {@link EmbeddingKeys} those of columns of ids.
 */
final class PreprocessingFile {

  private static final String FEATURES = "features";
  private static final String TARGETS = "targets";
  private static final String MEANS = ".means";
  private static final String FACTORS = ".factors";
  private static final String LIMIT = ".limit";

  private PreprocessingFile() {}

  /** Returns whether there is anything to write; labels have a file of their own. */
  static boolean isNeeded(LearnedPreprocessing learned) {
    return learned.features() instanceof EmbeddingEncoding
        || !learned.features().isIdentity()
        || !learned.targets().isIdentity();
  }

  static byte[] write(LearnedPreprocessing learned) {
    KeyValues values = KeyValues.empty();
    FeatureEncoding features = learned.features();
    if (features instanceof EmbeddingEncoding embedding) {
      EmbeddingKeys.write(embedding, values);
      features = embedding.features();
    }
    if (features instanceof TableEncoding table) {
      TableKeys.write(table, values);
    }
    write(features, FEATURES, values);
    write(learned.targets(), TARGETS, values);
    return values.toBytes();
  }

  private static void write(FeatureEncoding scaling, String what, KeyValues values) {
    if (!(scaling instanceof Standardization all)) {
      values.put(what, 0);
      return;
    }
    values.put(what, all.length());
    values.put(what + MEANS, text(all.length(), all::mean));
    values.put(what + FACTORS, text(all.length(), all::factor));
    values.put(what + LIMIT, text(1, any -> all.limit()));
  }

  private static String text(int length, IntFunction<Float> number) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      bytes.putFloat(number.apply(i));
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Reads what was learned, with the labels that another file has.
   *
   * @throws IllegalArgumentException if a mean or a factor cannot be
   */
  static LearnedPreprocessing read(byte[] file, String source, ClassLabels labels)
      throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    FeatureEncoding features =
        TableKeys.isIn(values) ? TableKeys.read(values) : scaling(FEATURES, values);
    if (EmbeddingKeys.isIn(values)) {
      features = EmbeddingKeys.read(features, values);
    }
    return new LearnedPreprocessing(features, scaling(TARGETS, values), labels);
  }

  private static Scaling scaling(String what, KeyValues values) throws IOException {
    int length = (int) values.integer(what, 0, Integer.MAX_VALUE / Float.BYTES);
    return length == 0
        ? Rescaling.NONE
        : new Standardization(
            floats(what + MEANS, length, values),
            floats(what + FACTORS, length, values),
            floats(what + LIMIT, 1, values)[0]);
  }

  private static float[] floats(String key, int length, KeyValues values) throws IOException {
    byte[] bytes = null;
    try {
      bytes = Base64.getDecoder().decode(values.text(key));
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    if (bytes == null || bytes.length != length * Float.BYTES) {
      throw values.invalid(key, "must be " + length + " floats in Base64");
    }
    float[] floats = new float[length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
