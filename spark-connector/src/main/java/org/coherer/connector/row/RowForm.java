package org.coherer.connector.row;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidPolicy;

/**
 * How the rows of {@link InternalRows} lie.
 *
 * @param columnar whether a partition holds batches of columns, which Spark passes on in the guise
 *     of rows
 * @param ordinals where the selected columns are
 * @param types their types
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RowForm(boolean columnar, int[] ordinals, DataType[] types) implements Serializable {

  /**
   * Opens a partition.
   *
   * @param inputs the first columns that are selected
   * @param lengths the values of each input
   * @param policy what becomes of missing values
   * @param features receives the features of a row, those of all inputs
   */
  public RowCursor open(
      Iterator<InternalRow> partition,
      List<FeatureBinding> inputs,
      List<Integer> lengths,
      InvalidPolicy policy,
      Features features) {
    if (inputs.size() == 1) {
      FeatureBinding only = inputs.get(0);
      RowReader reader = reader(only, 0, features);
      return open(partition, reader, columnar ? faster(only, features) : null);
    }
    InternalReader[] readers = new InternalReader[inputs.size()];
    Features[] parts = new Features[readers.length];
    int first = 0;
    for (int i = 0; i < readers.length; i++) {
      parts[i] = new Features(inputs.get(i), lengths.get(i), policy);
      readers[i] = reader(inputs.get(i), first, parts[i]);
      first += inputs.get(i).columns().size();
    }
    return open(partition, new JoinedReader(readers, parts, features), null);
  }

  private InternalReader reader(FeatureBinding binding, int first, Features features) {
    int end = first + binding.columns().size();
    return new InternalReader(
        binding,
        Arrays.copyOfRange(ordinals, first, end),
        Arrays.copyOfRange(types, first, end),
        features);
  }

  /** Returns null where features can only be read line by line. */
  private BatchFeatures faster(FeatureBinding binding, Features features) {
    int width = binding.columns().size();
    return switch (binding.kind()) {
      case COLUMNS ->
          new ColumnTile(Arrays.copyOf(ordinals, width), Arrays.copyOf(types, width), features);
      case VECTOR, FLOAT_ARRAY, DOUBLE_ARRAY ->
          new DictionaryArrays(ordinals[0], binding.kind(), features);
      case BYTES, IMAGE -> null;
    };
  }

  @SuppressWarnings("unchecked")
  private RowCursor open(Iterator<InternalRow> partition, RowReader reader, BatchFeatures faster) {
    return columnar
        ? new ColumnarRows((Iterator<ColumnarBatch>) (Iterator<?>) partition, reader, faster)
        : new PlainRows(partition, reader);
  }
}
