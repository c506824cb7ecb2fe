package org.coherer.connector.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * How the rows of {@link InternalRows} lie.
 *
 * @param columnar whether a partition holds batches of columns, which Spark passes on in the guise
 *     of rows
 * @param ordinals where the selected columns are
 * @param types their types
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowForm(boolean columnar, int[] ordinals, DataType[] types) implements Serializable {

  /**
   * Opens a partition.
   *
   * @param binding the first columns that are selected
   * @param features receives the features of a row
   */
  @SuppressWarnings("unchecked")
  RowCursor open(Iterator<InternalRow> partition, FeatureBinding binding, Features features) {
    int width = binding.columns().size();
    int[] featuresAt = Arrays.copyOf(ordinals, width);
    DataType[] featureTypes = Arrays.copyOf(types, width);
    InternalReader reader = new InternalReader(binding, featuresAt, featureTypes, features);
    if (!columnar) {
      return new PlainRows(partition, reader);
    }
    ColumnTile tile =
        binding.kind() == FeatureKind.COLUMNS
            ? new ColumnTile(featuresAt, featureTypes, features)
            : null;
    return new ColumnarRows((Iterator<ColumnarBatch>) (Iterator<?>) partition, reader, tile);
  }
}
