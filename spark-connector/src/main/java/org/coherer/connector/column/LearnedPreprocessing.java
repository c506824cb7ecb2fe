package org.coherer.connector.column;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.ColumnEncoding;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Content;

/**
 * What a training has learned from its rows beside the network, and what every row has to pass that
 * the network sees later: scored, evaluated, or in a further training.
 *
 * @param features a {@link Standardization} of all values that enter the network, the encoding of a
 *     table's columns, or {@link Rescaling#NONE}; an {@link EmbeddingEncoding} around it where
 *     there are columns of ids
 * @param targets a {@link Standardization} of all values that it predicts, which predictions undo,
 *     or {@link Rescaling#NONE}
 * @param labels what the classes of a classifier are called, or the levels that an output of labels
 *     says to be reached, of which it has one less
 */
public record LearnedPreprocessing(FeatureEncoding features, Scaling targets, ClassLabels labels)
    implements Serializable {

  /** Nothing was learned. */
  public static final LearnedPreprocessing NONE =
      new LearnedPreprocessing(Rescaling.NONE, Rescaling.NONE, ClassLabels.NONE);

  private static final MathContext SHORT = new MathContext(4);

  /** Checks the scalings. */
  public LearnedPreprocessing {
    checkLearned(features, "features");
    checkLearned(targets, "targets");
    if (targets instanceof Standardization all && all.limit() > 0) {
      throw new IllegalArgumentException(
          "Invalid limit "
              + all.limit()
              + " of targets (must be 0: predictions undo their scaling)");
    }
  }

  private static void checkLearned(FeatureEncoding scaling, String what) {
    if (scaling instanceof EmbeddingEncoding embedding) {
      checkLearned(embedding.features(), what);
      return;
    }
    if (!(scaling instanceof Standardization || scaling instanceof TableEncoding)
        && !scaling.equals(Rescaling.NONE)) {
      throw new IllegalArgumentException(
          "Invalid scaling "
              + scaling
              + " of "
              + what
              + " (must be a standardization, or none; a Param is not learned)");
    }
  }

  /** Returns the same with other labels. */
  public LearnedPreprocessing withLabels(ClassLabels others) {
    return new LearnedPreprocessing(features, targets, others);
  }

  /** Returns what stays true when the network gets a new output layer. */
  public LearnedPreprocessing ofFeatures() {
    return new LearnedPreprocessing(features, Rescaling.NONE, ClassLabels.NONE);
  }

  /**
   * Checks that this is of a network.
   *
   * @throws IllegalArgumentException if that takes or gives another number of values
   */
  public void checkFits(NetworkShape shape) {
    checkTakes(shape);
    targets.checkLength(shape.outputLength());
    int classes = labels.texts().size();
    boolean levels = shape.outputIs(Content.LABELS) && classes == shape.outputLength() + 1;
    if (classes > 0 && classes != shape.outputLength() && !levels) {
      throw new IllegalArgumentException(
          "Invalid labels of "
              + classes
              + " classes (must be "
              + shape.outputLength()
              + ", one for each output of the network)");
    }
  }

  private void checkTakes(NetworkShape shape) {
    if (features instanceof TableEncoding table) {
      List<Integer> inputs = shape.inputs().stream().map(NetworkShape.Input::length).toList();
      if (!inputs.equals(table.inputs())) {
        throw new IllegalArgumentException(
            "Invalid table of the inputs "
                + table.inputs()
                + " (must be those of the network, "
                + inputs
                + ")");
      }
    } else if (features instanceof EmbeddingEncoding embedding) {
      checkTakes(embedding, shape.inputLength());
    } else {
      features.checkLength(shape.inputLength());
    }
  }

  private static void checkTakes(EmbeddingEncoding embedding, int inputs) {
    int given = embedding.encodedFeatures() + embedding.width();
    if (given != inputs) {
      throw new IllegalArgumentException(
          "Invalid features and rows of embedding tables of "
              + given
              + " values (must be as many as the network takes, "
              + inputs
              + ")");
    }
  }

  /** Returns what a reader of a summary wants to know, by name; empty if nothing was learned. */
  public Map<String, String> facts() {
    List<String> scaled = new ArrayList<>();
    FeatureEncoding ofFeatures = features;
    if (features instanceof EmbeddingEncoding embedding) {
      ofFeatures = embedding.features();
      int columns = embedding.inputs().size();
      scaled.add(columns + (columns == 1 ? " column" : " columns") + " of ids embedded");
    }
    if (ofFeatures instanceof TableEncoding table) {
      scaled.add(theTable(table));
    }
    if (ofFeatures instanceof Standardization all) {
      scaled.add(all.length() + (all.length() == 1 ? " feature" : " features") + " standardized");
    }
    if (targets instanceof Standardization all) {
      scaled.add(all.length() == 1 ? theTarget(all) : all.length() + " targets standardized");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    if (!scaled.isEmpty()) {
      facts.put("preprocessing", String.join(", ", scaled));
    }
    if (!labels.texts().isEmpty()) {
      facts.put("classes", labels.text());
    }
    return facts;
  }

  private static String theTable(TableEncoding table) {
    List<CategoryEncoding> categories = new ArrayList<>();
    for (ColumnEncoding column : table.columns()) {
      if (column instanceof CategoryEncoding category) {
        categories.add(category);
      }
    }
    return table.columns().size()
        + (table.columns().size() == 1 ? " column, " : " columns, ")
        + categories.size()
        + " of categories ("
        + table.embeddings().size()
        + " embedded)";
  }

  private static String theTarget(Standardization target) {
    double deviation = target.invertDifference(0, 1);
    if (target.mean(0) == 0) {
      return "targets divided by " + number(deviation);
    }
    return "targets standardized (mean "
        + number(target.mean(0))
        + ", standard deviation "
        + number(deviation)
        + ")";
  }

  private static String number(double value) {
    return new BigDecimal(value).round(SHORT).stripTrailingZeros().toPlainString();
  }
}
