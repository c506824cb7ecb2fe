package org.coherer.connector.row;

import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;

/** Decides which values of features are accepted, and counts those that are replaced. */
final class AcceptedValues {

  private final String label;
  private final InvalidPolicy policy;
  private long missing;

  /**
   * Creates it.
   *
   * @param label how messages call the columns
   */
  AcceptedValues(String label, InvalidPolicy policy) {
    this.label = label;
    this.policy = policy;
  }

  /** Returns how many missing values were replaced so far. */
  long missing() {
    return missing;
  }

  void missing(long soFar) {
    missing = soFar;
  }

  /** Returns a value of one column, or what takes its place. */
  float value(double value, int index) {
    return value(value, index, null);
  }

  /**
   * Returns a value, or what takes its place. A double beyond the range of a float would become
   * infinite silently.
   *
   * @param column its column; {@code null} if one has all values
   */
  float value(double value, int index, String column) {
    float narrowed = (float) value;
    if (Float.isFinite(narrowed)) {
      return narrowed;
    }
    if (policy == InvalidPolicy.KEEP) {
      missing++;
      return 0f;
    }
    if (policy == InvalidPolicy.IMPUTE && Double.isNaN(value)) {
      missing++;
      return Float.NaN;
    }
    throw new InvalidRowException(
        "Invalid value " + value + place(index, column) + " (must be a finite 32-bit number)");
  }

  /** Returns what takes the place of a value that is not there. */
  float missing(int index, String column) {
    if (policy != InvalidPolicy.KEEP && policy != InvalidPolicy.IMPUTE) {
      throw new InvalidRowException("Invalid null" + place(index, column) + " (must be a value)");
    }
    missing++;
    return policy == InvalidPolicy.IMPUTE ? Float.NaN : 0f;
  }

  private String place(int index, String column) {
    return column == null ? " at index " + index + " in " + label : " in column '" + column + "'";
  }

  /** Takes note that there is no value at all, of so many. */
  void allMissing(int count) {
    if (policy != InvalidPolicy.KEEP) {
      throw new InvalidRowException("Invalid null in " + label + " (must be a value)");
    }
    missing += count;
  }
}
