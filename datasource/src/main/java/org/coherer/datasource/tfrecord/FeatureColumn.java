package org.coherer.datasource.tfrecord;

/**
 * A column as records suggest it.
 *
 * @param name the name of the feature
 * @param element what its values are
 * @param depth 0 for one value, 1 for an array, 2 for an array of arrays
 */
record FeatureColumn(String name, Element element, int depth) {

  /** What a value is. */
  enum Element {
    LONG,
    FLOAT,
    DOUBLE,
    BINARY,
    STRING
  }
}
