package org.coherer.connector.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.spark.RowLayout;

/** Opens partitions of rows, in the way that is the fastest for their layout. */
public final class RowCursors {

  private RowCursors() {}

  /**
   * Opens a partition.
   *
   * @param inputs the first columns that are selected
   * @param lengths the values of each input
   * @param policy what becomes of missing values
   * @param features receives the features of a row, those of all inputs
   */
  public static RowCursor open(
      RowLayout layout,
      Iterator<InternalRow> partition,
      List<FeatureBinding> inputs,
      List<Integer> lengths,
      InvalidPolicy policy,
      Features features) {
    RowReader reader = reader(layout, inputs, lengths, policy, features);
    return open(
        layout,
        partition,
        reader,
        inputs.size() == 1 ? batchReader(layout, inputs.get(0), features) : null);
  }

  /** Returns a reader of rows, or of the rows of column batches; the same otherwise. */
  static RowReader reader(
      RowLayout layout,
      List<FeatureBinding> inputs,
      List<Integer> lengths,
      InvalidPolicy policy,
      Features features) {
    if (inputs.size() == 1) {
      return reader(layout, inputs.get(0), 0, policy, features);
    }
    RowReader[] readers = new RowReader[inputs.size()];
    Features[] parts = new Features[readers.length];
    int first = 0;
    int featureParts = 0;
    for (int i = 0; i < readers.length; i++) {
      FeatureBinding input = inputs.get(i);
      parts[i] = new Features(input, lengths.get(i), policy);
      if (features.countsCategories()) {
        parts[i].countCategories();
      }
      readers[i] = reader(layout, input, first, policy, parts[i]);
      if (input.kind() == FeatureKind.TABLE) {
        features.setCategories(parts[i].categories());
      }
      first += input.columns().size();
      featureParts += input.kind() == FeatureKind.IDS ? 0 : 1;
    }
    return new JoinedReader(readers, parts, featureParts, features);
  }

  private static RowReader reader(
      RowLayout layout,
      FeatureBinding binding,
      int first,
      InvalidPolicy policy,
      Features features) {
    int end = first + binding.columns().size();
    int[] ordinals = Arrays.copyOfRange(layout.ordinals(), first, end);
    DataType[] types = Arrays.copyOfRange(layout.types(), first, end);
    return switch (binding.kind()) {
      case TABLE -> new TableReader(binding, ordinals, types, features);
      case IDS -> new IdReader(binding.ids(), ordinals[0], types[0], policy, features);
      default -> new InternalReader(binding, ordinals, types, features);
    };
  }

  /** Returns null where features can only be read row by row. */
  private static BatchFeatures batchReader(
      RowLayout layout, FeatureBinding binding, Features features) {
    if (!layout.columnar()) {
      return null;
    }
    int width = binding.columns().size();
    return switch (binding.kind()) {
      case COLUMNS ->
          new ColumnTile(
              Arrays.copyOf(layout.ordinals(), width),
              Arrays.copyOf(layout.types(), width),
              features);
      case VECTOR, FLOAT_ARRAY, DOUBLE_ARRAY ->
          new DictionaryArrays(layout.ordinals()[0], binding.kind(), features);
      case TABLE, BYTES, IMAGE, IDS, LABEL -> null;
    };
  }

  @SuppressWarnings("unchecked")
  private static RowCursor open(
      RowLayout layout,
      Iterator<InternalRow> partition,
      RowReader reader,
      BatchFeatures batchReader) {
    return layout.columnar()
        ? new ColumnarRows((Iterator<ColumnarBatch>) (Iterator<?>) partition, reader, batchReader)
        : new PlainRows(partition, reader);
  }
}
