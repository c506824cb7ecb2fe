/**
 * Reading, as far as it does not depend on the format: what is read ({@link
 * org.coherer.datasource.read.ReadSource}), the columns that a query wants of it, the files that
 * its filters leave, the cutting and packing of files into partitions, and the rows of a task,
 * which are made of records, partition columns, metadata and, maybe, malformed records.
 */
package org.coherer.datasource.read;
