package org.coherer.datasource.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.read.GivenSchema;
import org.coherer.datasource.read.ReadSource;

/**
 * The entry of a format into Spark: {@code spark.read().format(NAME)}.
 *
 * <p>A format's subclass is public, has a public constructor without arguments, and is listed in
 * {@code META-INF/services/org.apache.spark.sql.sources.DataSourceRegister}. Spark makes one for
 * every reading and writing.
 */
public abstract class FormatProvider implements TableProvider, DataSourceRegister {
  private final FileFormat format;
  private Optional<Inferred> inferred = Optional.empty();

  /**
   * Only a format's subclass makes one.
   *
   * @param format the format
   */
  protected FormatProvider(FileFormat format) {
    this.format = format;
  }

  /** Returns the format. */
  public final FileFormat fileFormat() {
    return format;
  }

  @Override
  public final String shortName() {
    return format.name();
  }

  @Override
  public final synchronized StructType inferSchema(CaseInsensitiveStringMap options) {
    ReadSource source = open(options, Optional.empty());
    inferred = Optional.of(new Inferred(options.asCaseSensitiveMap(), source));
    return source.schema();
  }

  /**
   * {@inheritDoc} The schema may be some of the columns in any order, with their types. Where a
   * user has given it, and the format has a writer or nothing that is there can be read, errors
   * come when a query reads the table: Spark does not say before whether it will be written. All
   * columns can be null then, whatever the schema says.
   */
  @Override
  public final synchronized Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
    Optional<ReadSource> known =
        inferred
            .filter(one -> one.options().equals(options.asCaseSensitiveMap()))
            .map(Inferred::source);
    Optional<ReadSource> source =
        known.isPresent() || format.isWritable() ? known : ifReadable(options, schema);
    if (source.isPresent()) {
      GivenSchema given = GivenSchema.resolve(schema, source.get());
      return new FormatTable(format, given.fields(), partitioning, options, () -> given);
    }
    StructType columns = NullableColumns.of(schema);
    return new FormatTable(
        format,
        columns,
        partitioning,
        options,
        () -> GivenSchema.resolve(columns, open(options, Optional.of(columns))));
  }

  /** Returns what is there, or nothing if it cannot be read: the table may be one to write. */
  private Optional<ReadSource> ifReadable(CaseInsensitiveStringMap options, StructType schema) {
    try {
      return Optional.of(open(options, Optional.of(schema)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // said again when the table is read
    }
  }

  @Override
  public final boolean supportsExternalMetadata() {
    return true;
  }

  private ReadSource open(CaseInsensitiveStringMap options, Optional<StructType> schema) {
    try {
      return ReadSource.open(format, options, schema, SparkSession.active());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** What was found when Spark has asked for the schema, for the table that it asks for next. */
  private record Inferred(Map<String, String> options, ReadSource source) {}
}
