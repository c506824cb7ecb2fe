/**
 * The entry of a format into Spark: a provider that {@code format(NAME)} finds, and the table that
 * it makes, which is read and, if the format has a writer, written.
 */
package org.coherer.datasource.table;
