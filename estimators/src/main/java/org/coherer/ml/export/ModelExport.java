package org.coherer.ml.export;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.InputOutputParams;
import org.coherer.ml.param.ScoringParams;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.Preprocessing;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.export.ExportedModel;

/** Describes a model so that other libraries compute from a row what {@code transform} does. */
public final class ModelExport {

  /** What the input is called where each number of it has a column of its own. */
  private static final String FEATURES = "features";

  private ModelExport() {}

  /**
   * Returns all that belongs to the numbers that a model adds.
   *
   * @param model has the Params
   * @param artifact has the network, and what was learned beside it
   * @throws IllegalArgumentException if there is something that no format has, such as embedding
   *     tables. The message says what, and what to do
   */
  public static ExportedModel of(ScoringParams<?> model, ModelArtifact artifact) {
    NetworkShape shape = Engines.named(artifact.engine()).describe(artifact.network().network());
    FeatureEncoding features = Preprocessing.encoding(model, artifact.preprocessing());
    return new ExportedModel(
        artifact.network().withoutOptimizerState(),
        inputs(model, features, shape),
        features,
        OutputExport.of(model, artifact, shape),
        facts(model, artifact));
  }

  private static List<String> inputs(
      ScoringParams<?> model, FeatureEncoding features, NetworkShape shape) {
    if (model instanceof InputOutputParams<?> general) {
      List<String> columns = List.of(general.getInputCols());
      boolean ids = features instanceof EmbeddingEncoding; // which are refused for themselves
      if (!ids && columns.size() != shape.inputs().size()) {
        throw new InvalidParamException(
            "inputCols names "
                + columns
                + " (must be one for each of the network's "
                + shape.inputs().size()
                + " inputs)",
            "inputCols");
      }
      return columns;
    }
    FeatureParams<?> single = (FeatureParams<?>) model;
    boolean several = model.isSet(single.featuresCols());
    if (features instanceof TableEncoding) {
      return several ? List.of(single.getFeaturesCols()) : List.of();
    }
    return List.of(several ? FEATURES : single.getFeaturesCol());
  }

  private static SortedMap<String, String> facts(ScoringParams<?> model, ModelArtifact artifact) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("model", model.getClass().getSimpleName());
    StringArrayParam texts =
        model instanceof InputOutputParams<?> general
            ? general.inputCols()
            : ((FeatureParams<?>) model).featuresCols();
    if (model.isSet(texts)) {
      facts.put("columns", texts.jsonEncode(model.getOrDefault(texts)));
    }
    if (!artifact.labels().isEmpty()) {
      facts.put("classes", texts.jsonEncode(artifact.labels().toArray(new String[0])));
    }
    return facts;
  }
}
