/**
 * Columns whose values are names of directories, such as {@code day=7}: found and typed when files
 * are read, compared with filters, and spelt when files are written, as Spark's own formats do it.
 */
package org.coherer.datasource.partition;
