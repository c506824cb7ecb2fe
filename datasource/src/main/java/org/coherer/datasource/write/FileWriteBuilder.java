package org.coherer.datasource.write;

import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;

/** Builds the writing of a query: files are added, or take the place of those that are there. */
public final class FileWriteBuilder implements SupportsTruncate {
  private final WriteTarget target;
  private boolean overwrites;

  /**
   * Makes one.
   *
   * @param target what is written, and where to
   */
  public FileWriteBuilder(WriteTarget target) {
    this.target = target;
  }

  @Override
  public WriteBuilder truncate() {
    overwrites = true;
    return this;
  }

  @Override
  public Write build() {
    return new FileWrite(target, overwrites);
  }
}
