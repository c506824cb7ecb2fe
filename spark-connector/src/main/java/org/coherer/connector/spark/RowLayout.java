package org.coherer.connector.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * How the rows of {@code InternalRows} lie.
 *
 * @param columnar whether a partition holds column batches, which Spark passes on wrapped as rows
 * @param ordinals where the selected columns are
 * @param types their types
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RowLayout(boolean columnar, int[] ordinals, DataType[] types)
    implements Serializable {}
