package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.MLReader;

/**
 * Reads estimators that Spark's own writer saved, in this version and all before, whatever their
 * Params were called then. To be returned by the static {@code read()} of an estimator.
 *
 * @param <E> the estimator's class
 */
public final class EstimatorReader<E extends Params> extends MLReader<E> {

  private final Class<E> type;
  private final Function<String, E> constructor;

  /**
   * Creates a reader.
   *
   * @param type the class that a saved estimator must name
   * @param constructor makes an estimator of its uid
   */
  public EstimatorReader(Class<E> type, Function<String, E> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  /**
   * Reads an estimator.
   *
   * @throws UncheckedIOException if what is there is none of this class, or has other Params. The
   *     message says which
   */
  @Override
  @SuppressWarnings("deprecation") // Spark 3.5 has it with a context alone
  public E load(String path) {
    String json = DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), "").metadataJson();
    try {
      StageMetadata saved = StageMetadata.parse(json.getBytes(StandardCharsets.UTF_8), path);
      saved.checkClass(type.getName());
      E estimator = constructor.apply(saved.uid());
      saved.setParamsOf(estimator);
      return estimator;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
