/**
 * The part of a DataSource V2 reader that does not depend on the format, written once.
 *
 * <p>A format extends {@link org.coherer.datasource.read.SourceProvider} with its name, the names
 * of its options and one method that turns a path into a {@link
 * org.coherer.datasource.read.RowSource}. The table, the scan with its column pruning and its
 * statistics, the check of a schema that the user gives, the options, the Hadoop configuration on
 * its way to the executors, opening and inflating files, and the cutting of rows into partitions
 * are here.
 *
 * <p>An invalid option is an {@link java.lang.IllegalArgumentException} of {@code load}. Damaged
 * data is a {@link java.io.IOException} with path and offset: on the driver, where Spark's
 * interfaces allow no checked exception, as the cause of a {@link java.io.UncheckedIOException}
 * with the same message; in a task as it is.
 */
package org.coherer.datasource.read;
