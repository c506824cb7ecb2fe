package org.coherer.ml.export;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Params;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.HasPredictedLabelCol;
import org.coherer.ml.param.InputOutputParams;
import org.coherer.ml.param.ReconstructionParams;
import org.coherer.ml.param.ScoringParams;
import org.coherer.ml.persistence.ModelArtifact;
import org.coherer.ml.score.ClassColumns;
import org.coherer.ml.score.LabelColumns;
import org.coherer.ml.score.LevelColumns;
import org.coherer.ml.score.Preprocessing;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Content;
import org.coherer.training.export.ExportedOutputs;

/** Says what a model makes of the numbers that its network gives. */
final class OutputExport {

  /** What probabilities are called for which a model has no column. */
  private static final String REACHED = "reached";

  private OutputExport() {}

  static ExportedOutputs of(ScoringParams<?> model, ModelArtifact artifact, NetworkShape shape) {
    if (model instanceof InputOutputParams<?> general) {
      return plain(general, shape);
    }
    if (model instanceof ReconstructionParams<?> autoencoder) {
      return reconstruction(autoencoder, artifact);
    }
    return model instanceof HasPredictedLabelCol<?>
        ? ofClassifier(model, artifact, shape)
        : ofRegressor(model, artifact);
  }

  private static ExportedOutputs plain(InputOutputParams<?> model, NetworkShape shape) {
    List<String> columns = Arrays.asList(model.getOutputCols());
    if (columns.size() != shape.outputs().size()) {
      throw new InvalidParamException(
          "outputCols names "
              + columns
              + " (must be one for each of the network's "
              + shape.outputs().size()
              + " outputs)",
          "outputCols");
    }
    List<String> names =
        columns.stream()
            .map(name -> name.isEmpty() ? "output" + columns.indexOf(name) : name)
            .toList();
    return new ExportedOutputs.Plain(names);
  }

  private static ExportedOutputs reconstruction(
      ReconstructionParams<?> model, ModelArtifact artifact) {
    if (!(Preprocessing.encoding(model, artifact.preprocessing()) instanceof Scaling scaling)) {
      throw new IllegalArgumentException(
          "Cannot export an autoencoder of a table (train it on numbers)");
    }
    return new ExportedOutputs.Reconstruction(
        name(model, "reconstructionCol", "reconstruction"),
        name(model, "anomalyScoreCol", "anomalyScore"),
        scaling);
  }

  private static ExportedOutputs ofClassifier(
      ScoringParams<?> model, ModelArtifact artifact, NetworkShape shape) {
    String probability = name(model, "probabilityCol", "probability");
    String prediction = name(model, "predictionCol", "prediction");
    if (shape.outputIs(Content.LABELS)) {
      LabelColumns columns = LabelColumns.of(model, shape.outputLength());
      return new ExportedOutputs.Labels(probability, prediction, columns.thresholds());
    }
    boolean chosen = ClassColumns.thresholds(model) != null;
    return new ExportedOutputs.Classes(
        probability, chosen ? "" : prediction, artifact.calibration().temperature());
  }

  private static ExportedOutputs ofRegressor(ScoringParams<?> model, ModelArtifact artifact) {
    String prediction = name(model, "predictionCol", "prediction");
    if (!artifact.labels().isEmpty()) {
      List<Double> levels = LevelColumns.levels(artifact.preprocessing().labels());
      return new ExportedOutputs.Levels(REACHED, prediction, levels);
    }
    return new ExportedOutputs.Values(prediction, artifact.preprocessing().targets());
  }

  /** Returns the name of a column; of one that transform does not add, that which it would have. */
  private static String name(Params model, String param, String otherwise) {
    String name = (String) model.getOrDefault(model.getParam(param));
    return name.isEmpty() ? otherwise : name;
  }
}
