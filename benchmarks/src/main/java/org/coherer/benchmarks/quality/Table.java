package org.coherer.benchmarks.quality;

/**
 * A data set whose splits are written.
 *
 * @param source the package that ships it, and its version
 * @param rows of both parts of a split
 * @param features after one-hot encoding
 * @param classes 0 of a regression
 * @param baseline the score of a model that knows the training labels alone: the accuracy of their
 *     most frequent class, the median over the splits; 0 of a regression, the R2 of their mean
 */
record Table(Listing listing, String source, int rows, int features, int classes, double baseline) {

  /** Reads the words that the data process answers: source, rows, features, classes, baseline. */
  static Table parse(Listing listing, String... words) {
    return new Table(
        listing,
        words[0],
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Outcome.rounded(Double.parseDouble(words[4])));
  }

  String name() {
    return listing.name();
  }

  Task task() {
    return listing.task();
  }
}
