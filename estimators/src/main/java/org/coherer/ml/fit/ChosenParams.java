package org.coherer.ml.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.coherer.ml.fit.input.AugmentedImages;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.ClassifierParams;
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TableParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.score.ParamChecks;

/**
 * Sets what is not set on a copy of an estimator: for a perceptron, as the {@link Preset} says; for
 * a network of the user's own, to a fixed number of epochs and rows.
 */
final class ChosenParams {

  private static final int OWN_EPOCHS = 10;
  private static final int OWN_BATCH = 64;

  /** The values of Params that ask for a choice. */
  private static final Map<String, Object> CHOOSE =
      Map.of("maxIter", 0, "batchSize", 0, "learningRateSchedule", "auto");

  private final TrainingParams<?> params;
  private final Map<String, String> chosen = new LinkedHashMap<>();

  private ChosenParams(TrainingParams<?> params) {
    this.params = (TrainingParams<?>) params.copy(ParamMap.empty());
  }

  /** Returns whether the rule decides if rows are held out, for nothing says how training ends. */
  static boolean mayHoldOut(TrainingParams<?> params) {
    return Alternatives.isPerceptron(params)
        && !params.isSet(params.maxIter())
        && !params.isSet(params.validationFraction())
        && !params.isSet(params.validationIndicatorCol())
        && !params.isSet(params.earlyStoppingPatience())
        && !params.isSet(params.restoreBest());
  }

  /** Returns a copy for a network of the user's own. */
  static ChosenParams ofOwnNetwork(TrainingParams<?> params) {
    ParamChecks.exclusive(params, "hiddenLayers", "network");
    ParamChecks.exclusive(params, "hiddenLayers", "initialModelPath");
    ChosenParams filled = new ChosenParams(params);
    filled.choose(params.batchSize(), OWN_BATCH);
    filled.choose(params.maxIter(), OWN_EPOCHS);
    filled.choose(params.learningRateSchedule(), "constant");
    return filled;
  }

  /**
   * Returns a copy for a perceptron.
   *
   * @param editable whether the engine can give a network a weight decay and dropout
   */
  static ChosenParams ofPerceptron(TrainingParams<?> params, FitRule rule, boolean editable) {
    ChosenParams filled = new ChosenParams(params);
    filled.chooseLayers(rule, rule.hidden());
    filled.chooseSteps(rule);
    if (editable) {
      filled.chooseRegularization(rule);
    }
    if (mayHoldOut(params) && rule.holdsOut()) {
      filled.choose(params.validationFraction(), FitRule.HELD_OUT);
      filled.choose(params.earlyStoppingPatience(), FitRule.PATIENCE);
      filled.choose(params.restoreBest(), true);
    }
    return filled;
  }

  /**
   * Returns a copy for the preset {@code tabular}.
   *
   * @param editable whether the engine can give a network an optimizer, a weight decay and dropout
   */
  static ChosenParams ofTabular(TrainingParams<?> params, FitRule sizes, boolean editable) {
    TabularRule rule = new TabularRule(sizes.classes(), sizes.workers());
    ChosenParams filled = new ChosenParams(params);
    filled.chooseLayers(sizes, rule.hidden());
    filled.choose(((PerceptronParams<?>) params).activation(), rule.activation());
    filled.chooseBatch(rule.batchSize());
    long batch = (long) ParamSynonyms.batchSize(filled.params) * rule.workers();
    filled.choose(params.maxIter(), rule.epochs(sizes.rows(), batch));
    if (!params.isSet(params.optimizer())) {
      filled.choose(params.learningRate(), rule.learningRate());
    }
    filled.choose(params.learningRateSchedule(), TabularRule.SCHEDULE);
    if (editable) {
      filled.chooseTabularRegularization();
    }
    filled.chooseLabelSmoothing();
    filled.chooseBestEpoch(sizes.rows());
    return filled;
  }

  /** However many workers share a batch: a row cannot be blended with itself. */
  private void chooseBatch(int rows) {
    choose(params.batchSize(), AugmentedImages.mix(params) ? Math.max(2, rows) : rows);
  }

  private void chooseBestEpoch(long rows) {
    if (rows >= TabularRule.ROWS_TO_HOLD_OUT) {
      choose(params.validationFraction(), TabularRule.HELD_OUT);
    }
    if (params.getValidationFraction() > 0 || params.isSet(params.validationIndicatorCol())) {
      choose(params.restoreBest(), true);
    }
  }

  private void chooseTabularRegularization() {
    if (!params.isSet(params.optimizer())) {
      choose(params.optimizer(), TabularRule.OPTIMIZER);
      choose(params.beta2(), TabularRule.BETA2);
    }
    if (!params.isSet(params.l1()) && !params.isSet(params.l2())) {
      choose(params.weightDecay(), TabularRule.WEIGHT_DECAY);
    }
    if (hasHiddenLayers()) {
      choose(params.dropout(), TabularRule.DROPOUT);
    }
  }

  private void chooseLabelSmoothing() {
    if (params instanceof ClassifierParams<?> classifier) {
      choose(classifier.labelSmoothing(), TabularRule.LABEL_SMOOTHING);
    }
  }

  private void chooseSteps(FitRule rule) {
    chooseBatch(rule.batchSize());
    long batch = (long) ParamSynonyms.batchSize(params) * rule.workers();
    choose(params.maxIter(), rule.epochs(batch));
    if (!params.isSet(params.optimizer())) {
      choose(params.learningRate(), rule.learningRate());
    }
    choose(params.learningRateSchedule(), "cosine");
    choose(params.warmupSteps(), rule.warmupSteps(batch, params.getMaxIter()));
  }

  private void chooseRegularization(FitRule rule) {
    Double rate = ParamSynonyms.learningRate(params);
    if (rate != null && !params.isSet(params.l1()) && !params.isSet(params.l2())) {
      choose(params.weightDecay(), rule.weightDecay(rate));
    }
    if (rule.dropout() > 0 && hasHiddenLayers()) {
      choose(params.dropout(), rule.dropout());
    }
  }

  private boolean hasHiddenLayers() {
    return ((PerceptronParams<?>) params).getLayers().length > 2;
  }

  /** The sizes of hidden layers become a part of those of all layers. */
  private void chooseLayers(FitRule rule, List<Integer> hidden) {
    IntStream inner = hidden.stream().mapToInt(Integer::intValue);
    if (params instanceof TableParams<?> table && table.isSet(table.hiddenLayers())) {
      ParamChecks.exclusive(params, "hiddenLayers", "layers");
      inner = Arrays.stream(table.getHiddenLayers());
      params.clear(table.hiddenLayers());
    }
    int[] layers =
        IntStream.concat(
                IntStream.concat(IntStream.of(rule.features()), inner),
                IntStream.of(rule.outputs()))
            .toArray();
    choose(((PerceptronParams<?>) params).layers(), layers);
  }

  private <V> void choose(Param<?> param, V value) {
    if (isSet(param) || Alternatives.isReplaced(params, param.name())) {
      return;
    }
    @SuppressWarnings("unchecked") // the callers' values are of the Params' types
    Param<V> typed = (Param<V>) params.getParam(param.name());
    params.set(typed, value);
    chosen.put(
        param.name(), value instanceof int[] sizes ? Arrays.toString(sizes) : value.toString());
  }

  /** Returns whether a Param has a value that does not ask for a choice. */
  private boolean isSet(Param<?> param) {
    return params.isSet(param) && !params.get(param).get().equals(CHOOSE.get(param.name()));
  }

  /** Returns the copy. */
  TrainingParams<?> params() {
    return params;
  }

  /** Returns what was chosen, in one line. */
  String text() {
    StringJoiner text = new StringJoiner(", ");
    chosen.forEach((name, value) -> text.add(name + "=" + value));
    return text.toString();
  }
}
