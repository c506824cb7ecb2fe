/**
 * The seam between a file format and everything else.
 *
 * <p>A format implements {@link org.coherer.datasource.format.FileFormat}: its name, its options,
 * what it finds in files (on the driver), and a reader of a part of a file (in tasks). It may have
 * a writer. Listing files, partition columns, options, planning, pruning, limits, metadata columns,
 * malformed records, metrics, and committing what is written are not its concern.
 *
 * <p>A format registers itself by a public class that extends {@code
 * org.coherer.datasource.table.FormatProvider}, named in {@code
 * META-INF/services/org.apache.spark.sql.sources.DataSourceRegister}.
 *
 * <p>Damaged data is a {@link java.io.IOException} with path and offset: on the driver, where
 * Spark's interfaces allow no checked exception, as the cause of a {@link
 * java.io.UncheckedIOException} with the same message; in a task as it is.
 */
package org.coherer.datasource.format;
