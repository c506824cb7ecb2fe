package org.coherer.training.event;

import java.util.List;
import java.util.Objects;

/**
 * What the values of one layer are like, by their moments and a histogram.
 *
 * @param layer the name that the network has for it, the beginning of a long one
 * @param kind which values
 * @param values how many there are
 * @param notFinite how many of them are NaN or infinite; the other fields are about the rest
 * @param moments smallest, largest, mean and standard deviation
 * @param counts the histogram: how many lie in each of bins of equal width, from the smallest to
 *     the largest value. One bin if these are equal, none if no value is finite
 */
public record TensorStatistics(
    String layer, Kind kind, long values, long notFinite, Moments moments, List<Long> counts) {

  /** How many bins a histogram has at most. */
  public static final int MOST_BINS = 64;

  /** Which values of a layer. */
  public enum Kind {
    /** What it has learned. */
    WEIGHTS("weights"),
    /** The means over the global batch, before they are clipped. */
    GRADIENTS("gradients");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns what it is called on pages and in files. */
    public String label() {
      return label;
    }
  }

  /**
   * The moments of some values; all NaN if there are none.
   *
   * @param min the smallest
   * @param max the largest
   * @param mean their mean
   * @param deviation their standard deviation, of the values as they are, not of a sample
   */
  public record Moments(double min, double max, double mean, double deviation) {

    /** Of no values. */
    public static final Moments NONE = new Moments(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Copies the list, and checks its length. */
  public TensorStatistics {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(moments, "moments");
    counts = List.copyOf(counts);
    if (counts.size() > MOST_BINS) {
      throw new IllegalArgumentException(
          "Invalid histogram of "
              + counts.size()
              + " bins for layer '"
              + layer
              + "' (must be at most "
              + MOST_BINS
              + ")");
    }
  }

  /** Returns how many values are finite. */
  public long finite() {
    return values - notFinite;
  }

  /** Returns where a bin ends, and the next one begins. */
  public double limit(int bin) {
    int last = counts.size() - 1;
    return bin == last
        ? moments.max()
        : moments.min() + (moments.max() - moments.min()) * (bin + 1) / counts.size();
  }
}
