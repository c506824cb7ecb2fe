package org.coherer.ml.fit.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.profile.FeatureWidth;
import org.coherer.ml.embedding.EmbeddingColumns;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.task.Task;

/** Finds what the rows of a fit are to a network, where Params or the network do not say it. */
public final class RowShape {

  private RowShape() {}

  /**
   * Returns how many values a row enters a network with: features, and rows of embedding tables.
   * May read one row.
   *
   * @throws IllegalArgumentException if there is none to read
   */
  public static int length(TrainingParams<?> params, FeatureBinding features, Dataset<?> data) {
    int width = EmbeddingColumns.width(EmbeddingColumns.of(params));
    int values =
        features.kind() == FeatureKind.IDS ? 0 : FeatureWidth.of(data, features, "featuresCol");
    return values + width;
  }

  /**
   * Gives a Sequential of Keras's that has no Input one of the shape that rows have: that of {@code
   * featureShape}, of an image, or of a vector. May read one row.
   *
   * @return a copy of the Params with that network, or the Params themselves if it has an input, or
   *     if there is no such network
   * @throws IllegalArgumentException if there is no row to read, or if there are several inputs
   */
  public static TrainingParams<?> completed(TrainingParams<?> params, Task task, Dataset<?> data) {
    // A stream is refused before long, and has no first row.
    if (!params.isSet(params.network()) || data.isStreaming()) {
      return params;
    }
    Optional<OpenNetwork> open = OpenNetwork.of(params.getNetwork());
    if (open.isEmpty()) {
      return params;
    }
    String network = open.get().with(of(params, task, data));
    TrainingParams<?> completed = (TrainingParams<?>) params.copy(ParamMap.empty());
    completed.setNetwork(network);
    return completed;
  }

  private static List<Integer> of(TrainingParams<?> params, Task task, Dataset<?> data) {
    if (params instanceof FeatureParams<?> features && features.isSet(features.featureShape())) {
      return Arrays.stream(features.getFeatureShape()).boxed().toList();
    }
    List<FeatureBinding> inputs = task.columns(data.schema()).inputs();
    if (inputs.size() > 1) {
      throw new InvalidParamException(
          "Invalid network: it has no input, so it takes one column, and there are "
              + inputs.size()
              + " (set a network with an input for each of inputCols)",
          "network");
    }
    FeatureBinding features = inputs.get(0);
    return features.kind() == FeatureKind.IMAGE
        ? FeatureWidth.ofImage(data, features)
        : List.of(length(params, features, data));
  }
}
