package org.coherer.ml.fit;

import java.util.List;
import org.apache.spark.SparkContext;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.ml.embedding.EmbeddingColumns;
import org.coherer.ml.fit.input.DataSizes;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.task.Task;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkEditing;
import org.coherer.training.engine.NetworkShape;

/**
 * Params with nothing left to choose, the task that has them, and the network that they say.
 *
 * @param params the Params
 * @param task the task with these Params
 * @param chosen which of them were chosen, in one line; empty for a network of the user's own
 * @param choices the Params that say what the network is
 * @param start what training starts from
 * @param shape the network's
 */
record Draft(
    TrainingParams<?> params,
    Task task,
    String chosen,
    List<String> choices,
    NetworkResolver.Start start,
    NetworkShape shape) {

  /** Where rows have not been counted yet. */
  private static final int PROVISIONAL_ROWS = 1_000;

  /**
   * Drafts a fit.
   *
   * @param params those of the estimator
   * @param rule says what is not set, for a perceptron
   * @param embeddings the rows of each embedding of a perceptron
   * @param task that of the estimator
   * @throws IllegalArgumentException if the Params say no network, or one that cannot be
   */
  static Draft of(
      TrainingParams<?> params,
      FitRule rule,
      List<Integer> embeddings,
      Task task,
      Engine engine,
      SparkContext spark) {
    Preset.of(params);
    boolean follows = Alternatives.isPerceptron(params);
    ChosenParams filled =
        follows
            ? chosen(params, rule, engine.capability(NetworkEditing.class).isPresent())
            : ChosenParams.ofOwnNetwork(params);
    Task filledTask = task.with(filled.params());
    NetworkResolver resolver =
        new NetworkResolver(filled.params(), embeddings, filledTask, engine, spark);
    NetworkResolver.Start start = resolver.start();
    if (start.preprocessing() != null) {
      EmbeddingColumns.goOn(filled.params(), start.preprocessing().features());
    }
    NetworkShape shape =
        InvalidParamException.naming(resolver.choices(), () -> engine.describe(start.network()));
    return new Draft(
        filled.params(),
        filledTask,
        follows ? filled.text() : "",
        resolver.choices(),
        start,
        shape);
  }

  private static ChosenParams chosen(TrainingParams<?> params, FitRule rule, boolean editable) {
    return Preset.of(params) == Preset.TABULAR
        ? ChosenParams.ofTabular(params, rule, editable)
        : ChosenParams.ofPerceptron(params, rule, editable);
  }

  /** Returns the rule before rows were counted. */
  static FitRule provisional(DataSizes sizes, Task task, int workers) {
    int outputs = sizes.outputs() == 0 ? task.provisionalOutputs() : sizes.outputs();
    return new FitRule(PROVISIONAL_ROWS, sizes.features(), outputs, task.hasClasses(), workers);
  }

  /** Returns what rows have to pass before a network that was trained before. */
  LearnedPreprocessing preprocessing() {
    return start.preprocessing() == null ? LearnedPreprocessing.NONE : start.preprocessing();
  }

  /**
   * Returns whether the network can bend what it gets: only then features may be bent before. Of a
   * network of the user's own nothing is assumed.
   */
  boolean bends() {
    return Alternatives.isPerceptron(params) && DataSizes.layersOf(params).size() > 2;
  }

  /** Returns whether the Params ask for a validation set. */
  boolean holdsOut() {
    return params.getValidationFraction() > 0 || params.isSet(params.validationIndicatorCol());
  }
}
