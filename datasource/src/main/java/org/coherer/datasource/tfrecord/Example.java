package org.coherer.datasource.tfrecord;

import java.util.List;
import java.util.Map;

/**
 * A message {@code Example}, or {@code SequenceExample} where it has lists of features.
 *
 * @param features the features by name; in a SequenceExample, its context
 * @param lists the feature lists by name, none in an Example
 */
record Example(Map<String, Feature> features, Map<String, List<Feature>> lists) {

  /** Returns an Example. */
  static Example of(Map<String, Feature> features) {
    return new Example(features, Map.of());
  }
}
