package org.coherer.datasource.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The entry of a format into Spark: {@code spark.read().format(NAME)}.
 *
 * <p>A format's subclass is public, has a public constructor without arguments, and is listed in
 * {@code META-INF/services/org.apache.spark.sql.sources.DataSourceRegister}.
 */
public abstract class SourceProvider implements TableProvider, DataSourceRegister {

  /** Only a format's subclass makes one. */
  protected SourceProvider() {}

  /** Returns the names of the format's own options, besides the path. */
  protected abstract Set<String> optionNames();

  /**
   * Reads and checks what is at the path of the options, on the driver.
   *
   * @param options the user's options; unknown ones were refused
   * @param hadoop the session's Hadoop configuration
   * @throws IllegalArgumentException if an option's value is bad. The message names option and
   *     value, and says what is allowed
   * @throws IOException if the data is broken. The message names the path and the offset
   */
  protected abstract RowSource open(ReadOptions options, HadoopSettings hadoop) throws IOException;

  @Override
  public final StructType inferSchema(CaseInsensitiveStringMap options) {
    return open(options).schema();
  }

  /**
   * {@inheritDoc} The schema may be some of the source's columns in any order, with their types.
   */
  @Override
  public final Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    RowSource source = open(new CaseInsensitiveStringMap(properties));
    return new SourceTable(source, GivenSchema.resolve(schema, source));
  }

  @Override
  public final boolean supportsExternalMetadata() {
    return true;
  }

  private RowSource open(CaseInsensitiveStringMap options) {
    ReadOptions checked = ReadOptions.of(shortName(), optionNames(), options);
    HadoopSettings hadoop = HadoopSettings.ofSession(SparkSession.active(), options);
    try {
      return open(checked, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
