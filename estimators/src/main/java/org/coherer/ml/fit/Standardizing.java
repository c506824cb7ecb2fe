package org.coherer.ml.fit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.profile.Moments;
import org.coherer.connector.profile.RowSample;
import org.coherer.ml.fit.input.AugmentedImages;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.augmentation.Augmentation;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Standardization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether features and targets are standardized, and how. */
final class Standardizing {

  private static final Logger LOG = LoggerFactory.getLogger(Standardizing.class);

  /** Each partition reports 32 bytes for each feature to the driver. */
  private static final int MOST_FEATURES = 1 << 14;

  /** A spread below this part of the mean is that of rounding to 32 bits. */
  private static final double ROUNDING = 1e-7;

  /**
   * A feature that is 0 in three rows of four, and some number in the others, has a mean of this
   * many standard deviations.
   */
  private static final double NEAR = Math.sqrt(1.0 / 3);

  private static final String STANDARD = "standard";
  private static final String ROBUST = "robust";
  private static final String NONE = "none";

  /** Standard deviations that no feature exceeds. */
  static final float LIMIT = 3;

  private Standardizing() {}

  /**
   * Returns whether rows are to be standardized as they themselves say.
   *
   * @param before how those were scaled that the network was trained on before
   * @throws IllegalArgumentException if the Param asks for it and it cannot be
   */
  static boolean isWanted(
      TrainingParams<?> params, List<FeatureBinding> inputs, int features, FeatureEncoding before) {
    boolean rescaled = params.isSet(params.inputScale()) || params.isSet(params.inputOffset());
    boolean bytes = inputs.stream().anyMatch(Standardizing::isBytes);
    if (!before.isIdentity()) {
      checkGoesOn(params);
      if (before instanceof Standardization) {
        checkNotVaried(params, "initialModelPath");
      }
      return false;
    }
    Optional<Boolean> asked = asked(params);
    if (asked.isPresent()) {
      if (asked.get()) {
        checkPossible(params, rescaled, bytes);
        checkNotVaried(params, params.isSet(params.scaling()) ? "scaling" : "standardization");
      }
      return asked.get();
    }
    boolean ownUnit = rescaled || Alternatives.isSet(params, "initialWeights");
    boolean wanted = Alternatives.isPerceptron(params) && !ownUnit && !bytes;
    if (wanted && features > MOST_FEATURES) {
      LOG.warn(
          "{} features are not standardized: more than {} have to be asked for (set"
              + " standardization)",
          features,
          MOST_FEATURES);
      return false;
    }
    return wanted;
  }

  /**
   * Returns whether the features of rows that are standardized are left as they are. Each pixel has
   * a mean and a deviation of its own, which say nothing of what a variation puts in its place: at
   * a border that is nearly constant, the smallest number would become a huge one.
   */
  static boolean isVaried(TrainingParams<?> params) {
    Optional<Augmentation> varying = AugmentedImages.varying(params);
    varying.ifPresent(
        step ->
            LOG.warn(
                "Features are not standardized: augmentation {} varies them (set inputScale, such as"
                    + " 1/255, if they are not near 1)",
                step.text()));
    return varying.isPresent();
  }

  private static void checkNotVaried(TrainingParams<?> params, String param) {
    AugmentedImages.varying(params)
        .ifPresent(
            step -> {
              throw new InvalidParamException(
                  "Invalid augmentation "
                      + step.text()
                      + " of standardized features, as "
                      + param
                      + " says (the mean of a pixel is not that of what a variation puts there;"
                      + " clear one of them, and scale images by inputScale, such as 1/255)",
                  "augmentation",
                  param);
            });
  }

  /**
   * Returns whether the Params ask for standardized features, or for features as they are; empty if
   * they leave it to the rule.
   *
   * @throws InvalidParamException if they contradict each other
   */
  static Optional<Boolean> asked(TrainingParams<?> params) {
    boolean none = params.getScaling().equals(NONE);
    if (!none && !params.getScaling().equals(STANDARD) && !isRobust(params)) {
      throw new InvalidParamException(
          "Invalid scaling '" + params.getScaling() + "' (must be one of standard, robust, none)",
          "scaling");
    }
    boolean said = params.isSet(params.standardization());
    if (params.isSet(params.scaling()) && said && params.getStandardization() == none) {
      throw new InvalidParamException(
          "Both scaling "
              + params.getScaling()
              + " and standardization "
              + params.getStandardization()
              + " are set (they contradict each other; clear one of them)",
          "scaling",
          "standardization");
    }
    if (params.isSet(params.scaling())) {
      return Optional.of(!none);
    }
    return said ? Optional.of(params.getStandardization()) : Optional.empty();
  }

  /** Returns whether standardization is by quantiles, where there is one. */
  static boolean isRobust(TrainingParams<?> params) {
    return params.getScaling().equals(ROBUST);
  }

  /** A network that was trained on standardized rows can only go on with such rows. */
  private static void checkGoesOn(TrainingParams<?> params) {
    for (Param<?> param :
        List.of(
            params.inputScale(),
            params.inputOffset(),
            params.standardization(),
            params.scaling())) {
      if (params.isSet(param) && !params.get(param).get().equals(true)) {
        throw new InvalidParamException(
            param.name()
                + " is set to "
                + params.get(param).get()
                + ", and initialModelPath's network has learned how to standardize its features"
                + " (clear one of them)",
            param.name(),
            "initialModelPath");
      }
    }
  }

  private static boolean isBytes(FeatureBinding input) {
    return input.kind() == FeatureKind.BYTES || input.kind() == FeatureKind.IMAGE;
  }

  private static void checkPossible(TrainingParams<?> params, boolean rescaled, boolean bytes) {
    if (rescaled) {
      Param<?> other =
          params.isSet(params.inputScale()) ? params.inputScale() : params.inputOffset();
      throw new InvalidParamException(
          "Both standardization and "
              + other.name()
              + " are set (each scales the features; clear one of them)",
          "standardization",
          other.name());
    }
    if (bytes) {
      throw new InvalidParamException(
          "Cannot standardize bytes or images (set standardization to false; inputScale of 1/255"
              + " brings them to [0, 1])",
          "standardization");
    }
  }

  /**
   * Returns the standardization to which rows of these moments lead.
   *
   * @param sparse whether there are sparse rows. Zeros then stay zeros in features that are mostly
   *     0, whose mean is small beside their spread; others, such as those that {@code
   *     VectorAssembler} puts among them, are centred all the same
   * @param limit what no number exceeds, in standard deviations; 0 for none
   */
  static Standardization of(Moments moments, boolean sparse, float limit) {
    float[] means = new float[moments.length()];
    float[] factors = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      boolean near = Math.abs(moments.mean(i)) < NEAR * Math.sqrt(moments.variance(i));
      means[i] = sparse && near ? 0 : (float) moments.mean(i);
      factors[i] = factor(moments, i);
    }
    return new Standardization(means, factors, limit);
  }

  /**
   * Returns the division of counts by their means, which leaves their loss the same but for a
   * factor. Counts that are all 0 stay so.
   */
  static Standardization ofCounts(Moments moments) {
    float[] factors = new float[moments.length()];
    for (int i = 0; i < factors.length; i++) {
      float factor = (float) (1 / moments.mean(i));
      factors[i] = factor > 0 && Float.isFinite(factor) ? factor : 1;
    }
    return new Standardization(new float[factors.length], factors, 0);
  }

  /**
   * Returns the standardization to which the quantiles of some rows lead.
   *
   * @param length the numbers of a row
   */
  static Standardization robust(RowSample sample, int length, float limit) {
    float[] medians = new float[length];
    float[] factors = new float[length];
    for (int i = 0; i < length; i++) {
      float[] sorted = sample.sorted(i);
      medians[i] = median(sorted);
      factors[i] = robustFactor(sorted);
    }
    return new Standardization(medians, factors, limit);
  }

  /** Returns the median; 0 of none. */
  static float median(float[] sorted) {
    return sorted.length == 0 ? 0 : (float) RowSample.quantile(sorted, 0.5);
  }

  /**
   * Returns 1 over the interquartile range; if that is 0, 2 over the whole range; if there is none,
   * 0.
   *
   * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller et al., 2024</a>, section 3
   */
  static float robustFactor(float[] sorted) {
    if (sorted.length == 0) {
      return 0;
    }
    double middle = RowSample.quantile(sorted, 0.75) - RowSample.quantile(sorted, 0.25);
    double range = (double) sorted[sorted.length - 1] - sorted[0];
    double scale = middle > 0 ? middle : range / 2;
    float factor = scale > 0 ? (float) (1 / scale) : 0;
    return Float.isFinite(factor) ? factor : 0;
  }

  /** Returns by what a number is multiplied to have a variance of 1; 0 if it is constant. */
  static float factor(Moments moments, int index) {
    double spread = Math.sqrt(moments.variance(index));
    boolean constant = !(spread > ROUNDING * Math.abs(moments.mean(index)));
    float factor = constant ? 0 : (float) (1 / spread);
    return Float.isFinite(factor) ? factor : 0;
  }
}
