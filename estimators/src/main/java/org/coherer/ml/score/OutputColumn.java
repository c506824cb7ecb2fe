package org.coherer.ml.score;

import java.io.Serializable;
import org.apache.spark.sql.types.Metadata;
import org.coherer.connector.spark.AddedColumn;

/**
 * A column that a model adds.
 *
 * @param column its name, which is empty if it is omitted, its length, and what Spark's other
 *     stages can know of it
 * @param param the Param that names it
 */
public record OutputColumn(AddedColumn column, String param) implements Serializable {

  static OutputColumn number(String name, Metadata metadata, String param) {
    return new OutputColumn(new AddedColumn(name, AddedColumn.NUMBER, metadata), param);
  }

  /**
   * Returns a column of vectors.
   *
   * @param length how many numbers each has; 0 before that is known
   */
  static OutputColumn vector(String name, int length, String param) {
    return new OutputColumn(new AddedColumn(name, length, Attributes.vector(name, length)), param);
  }

  boolean isOmitted() {
    return column.name().isEmpty();
  }
}
