package org.coherer.datasource.write;

import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;

/**
 * The writing of a query. Rows of a task come in the order of the columns that become directories,
 * so that a task has one file open at a time.
 *
 * @param target what is written, and where to
 * @param overwrites whether the files that are there are deleted
 */
record FileWrite(WriteTarget target, boolean overwrites)
    implements RequiresDistributionAndOrdering {

  @Override
  public String description() {
    return "files in '" + target.directory() + "'";
  }

  @Override
  public Distribution requiredDistribution() {
    return Distributions.unspecified();
  }

  @Override
  public SortOrder[] requiredOrdering() {
    return target.layout().directories().stream()
        .map(name -> Expressions.sort(Expressions.column(quoted(name)), SortDirection.ASCENDING))
        .toArray(SortOrder[]::new);
  }

  @Override
  public BatchWrite toBatch() {
    return new FileBatchWrite(target, overwrites);
  }

  /** Returns a name as Spark parses it, which takes few letters in others. */
  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
