package org.coherer.connector.row;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.TableColumn;

/** Reads the columns of a table: numbers, days, and codes of categories. */
final class TableReader implements RowReader {

  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final double MICROS = 1e6;

  private final FeatureBinding binding;
  private final int[] ordinals;
  private final DataType[] types;
  private final Features features;
  private final CategoryPart[] categories;

  /**
   * Creates a table reader.
   *
   * @param ordinals where the columns of the binding are in a row
   * @param types their types
   * @param features receives what is read, and the categories if it counts them
   */
  TableReader(FeatureBinding binding, int[] ordinals, DataType[] types, Features features) {
    this.binding = binding;
    this.ordinals = ordinals;
    this.types = types;
    this.features = features;
    this.categories = new CategoryPart[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      TableColumn column = binding.table().get(i);
      if (column.isCategory()) {
        categories[i] =
            new CategoryPart(column, ordinals[i], types[i], features.countsCategories());
      }
    }
    features.setCategories(new RowCategories(categories));
  }

  @Override
  public void expect(ColumnarBatch batch) {}

  @Override
  public void read(SpecializedGetters row) {
    features.beginFloats();
    int at = 0;
    for (int i = 0; i < ordinals.length; i++) {
      TableColumn column = binding.table().get(i);
      if (categories[i] != null) {
        features.floats()[at] = categories[i].read(row);
      } else if (row.isNullAt(ordinals[i])) {
        missing(column, at, binding.columns().get(i));
      } else {
        value(column, row, i, at);
      }
      at += column.slots();
    }
  }

  /** A day that is missing has no number that it could be taken for. */
  private void missing(TableColumn column, int at, String name) {
    features.putMissing(at, name);
    if (column != TableColumn.NUMBER) {
      features.floats()[at] = Float.NaN;
      if (column == TableColumn.TIMESTAMP) {
        features.floats()[at + 1] = 0;
      }
    }
  }

  private void value(TableColumn column, SpecializedGetters row, int i, int at) {
    switch (column) {
      case NUMBER ->
          features.put(
              at, CategoryPart.numeric(row, ordinals[i], types[i]), binding.columns().get(i));
      case DATE -> features.floats()[at] = row.getInt(ordinals[i]);
      case TIMESTAMP -> {
        long micros = row.getLong(ordinals[i]);
        features.floats()[at] = Math.floorDiv(micros, MICROS_PER_DAY);
        features.floats()[at + 1] = (float) (Math.floorMod(micros, MICROS_PER_DAY) / MICROS);
      }
      case TEXT, NUMBERED -> throw new IllegalStateException("A category");
    }
  }
}
