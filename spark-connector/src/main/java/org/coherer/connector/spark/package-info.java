/**
 * What Spark offers to nobody but itself, behind small types: plans and physical rows, column
 * batches with dictionaries, columns that are computed in batches, names of columns, stages before
 * a shuffle. No other package of the connector uses classes or methods of Spark that are not
 * public; when Spark changes, this is the place to look. Every class here says why it needs what it
 * uses, and since which version of Spark that is as it is.
 *
 * <p>Outside, {@code InternalRow}, {@code SpecializedGetters} and {@code ArrayData} are used as
 * well, in {@code connector.row}, {@code connector.shard} and {@code ml.score}: they are how the
 * public DataSource V2 API passes rows, and a wrapper around each would cost an object or a call
 * for each value of each row.
 */
package org.coherer.connector.spark;
