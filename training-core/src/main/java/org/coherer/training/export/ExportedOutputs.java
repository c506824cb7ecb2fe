package org.coherer.training.export;

import java.util.List;
import org.coherer.training.encoding.Scaling;

/**
 * What a model makes of the numbers that its network gives. Formats that have one output for each
 * of the network's have the first one that is named here.
 */
public sealed interface ExportedOutputs {

  /**
   * A probability for each class, and the index of the most probable one.
   *
   * @param probability what the probabilities are called
   * @param prediction what the index is called; empty where thresholds choose the class
   * @param temperature the logarithms of the network's probabilities are divided by it
   */
  record Classes(String probability, String prediction, double temperature)
      implements ExportedOutputs {}

  /**
   * A probability for each label, and 1 for each that exceeds its threshold.
   *
   * @param probability what the probabilities are called
   * @param prediction what the labels are called
   * @param thresholds one for each label
   */
  record Labels(String probability, String prediction, List<Double> thresholds)
      implements ExportedOutputs {

    /** Copies the list. */
    public Labels {
      thresholds = List.copyOf(thresholds);
    }
  }

  /**
   * Predicted numbers.
   *
   * @param prediction what they are called
   * @param scaling the scaling of the targets in training, which is undone
   */
  record Values(String prediction, Scaling scaling) implements ExportedOutputs {}

  /**
   * The highest of several levels that is reached.
   *
   * @param reached what the probabilities are called that each level above the lowest is reached
   * @param prediction what the level is called
   * @param levels the levels, in their order
   */
  record Levels(String reached, String prediction, List<Double> levels) implements ExportedOutputs {

    /** Copies the list. */
    public Levels {
      levels = List.copyOf(levels);
    }
  }

  /**
   * The features as an autoencoder reconstructs them, and how far that is from what has entered the
   * network.
   *
   * @param reconstruction what the features are called
   * @param anomalyScore what the mean squared difference is called
   * @param scaling the scaling of the features, which is undone
   */
  record Reconstruction(String reconstruction, String anomalyScore, Scaling scaling)
      implements ExportedOutputs {}

  /**
   * What each output of the network gives, as it is.
   *
   * @param names one for each output
   */
  record Plain(List<String> names) implements ExportedOutputs {

    /** Copies the list. */
    public Plain {
      names = List.copyOf(names);
    }
  }
}
