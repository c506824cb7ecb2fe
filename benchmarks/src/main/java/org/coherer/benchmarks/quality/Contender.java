package org.coherer.benchmarks.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is compared. */
enum Contender {
  /** Our estimators with nothing set. */
  OURS,
  /** Ours with the preset {@code tabular} and nothing else set. */
  OURS_TABULAR,
  /** Ours with nothing set but the columns of the table as they are, missing values imputed. */
  OURS_COLUMNS,
  /** Ours with settings chosen by hand: 100 epochs, the rate 0.01, standardized features. */
  OURS_REFERENCE,
  /** MLlib's perceptron behind its scaler. */
  MLLIB_MLP,
  /** MLlib's logistic or linear regression. */
  MLLIB_LINEAR,
  /** MLlib's gradient-boosted trees. */
  MLLIB_GBT,
  /** scikit-learn's perceptron behind its scaler. */
  SKLEARN_MLP("scikit-learn"),
  /** XGBoost's defaults. */
  XGBOOST("xgboost"),
  /** RealMLP-TD, the tuned defaults of Holzmueller et al., 2024. */
  REALMLP("pytabkit");

  private final Optional<String> pythonPackage;

  Contender() {
    pythonPackage = Optional.empty();
  }

  Contender(String pythonPackage) {
    this.pythonPackage = Optional.of(pythonPackage);
  }

  /** Returns what lines and processes call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the package in Python that it is; empty of an estimator for Spark. */
  Optional<String> pythonPackage() {
    return pythonPackage;
  }

  /** Returns whether it can learn such a table. */
  boolean knows(Table table) {
    return switch (this) {
      case MLLIB_MLP -> table.task() == Task.CLASSIFICATION;
      case MLLIB_GBT -> table.task() == Task.REGRESSION || table.classes() == 2;
      default -> true;
    };
  }

  /** Returns whether a label is that of one of ours, in this version or an earlier one. */
  static boolean isOurs(String label) {
    return label.equals(OURS.label()) || label.startsWith(OURS.label() + "_");
  }

  /** Returns all of ours. */
  static List<Contender> ours() {
    return Arrays.stream(values()).filter(contender -> isOurs(contender.label())).toList();
  }

  /** Returns the contender of a label. */
  static Contender of(String label) {
    return Arrays.stream(values())
        .filter(contender -> contender.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown contender '%s' (must be one of: %s)"
                        .formatted(label, String.join(", ", labels()))));
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(Contender::label).toList();
  }
}
