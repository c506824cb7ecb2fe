package org.coherer.connector.row;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.ImageLayout;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.connector.spark.Nulls;
import org.coherer.connector.spark.VectorLayout;

/**
 * Reads rows as Spark holds them, be they rows or those of a column batch: no row objects of the
 * public API are made, and an array is copied as a whole.
 */
public final class InternalReader implements RowReader {

  private final FeatureBinding binding;
  private final int[] ordinals;
  private final DataType[] types;
  private final DataType element;
  private final Features features;
  private boolean elementsAreThere;

  /**
   * Creates an internal reader.
   *
   * @param ordinals where the columns of the binding are in a row
   * @param types their types
   * @param features receives what is read
   */
  InternalReader(FeatureBinding binding, int[] ordinals, DataType[] types, Features features) {
    this.binding = binding;
    this.ordinals = ordinals;
    this.types = types;
    this.element = types[0] instanceof ArrayType array ? array.elementType() : null;
    this.features = features;
  }

  /**
   * Says that the next rows are those of a column batch, of which it may be known at once that no
   * element of an array is missing.
   */
  @Override
  public void expect(ColumnarBatch batch) {
    boolean arrays =
        binding.kind() == FeatureKind.FLOAT_ARRAY || binding.kind() == FeatureKind.DOUBLE_ARRAY;
    elementsAreThere = arrays && Nulls.hasNoneInArrays(batch.column(ordinals[0]));
  }

  /**
   * Reads the features of a row.
   *
   * @throws InvalidRowException if the network cannot take them
   */
  @Override
  public void read(SpecializedGetters row) {
    if (binding.kind() == FeatureKind.COLUMNS) {
      readColumns(row);
      return;
    }
    int at = ordinals[0];
    if (row.isNullAt(at)) {
      features.takeMissing();
      return;
    }
    switch (binding.kind()) {
      case FLOAT_ARRAY, DOUBLE_ARRAY -> readArray(row.getArray(at));
      case VECTOR -> readVector(row.getStruct(at, VectorLayout.FIELDS));
      case BYTES -> features.take(row.getBinary(at));
      case IMAGE -> readImage(row.getStruct(at, ImageLayout.FIELDS));
      case COLUMNS, TABLE, IDS, LABEL ->
          throw new IllegalStateException("Not one column of features");
    }
  }

  private void readArray(ArrayData array) {
    boolean floats = element instanceof FloatType;
    boolean copied = floats || element instanceof DoubleType;
    if (!copied || (!elementsAreThere && Nulls.hasAny(array))) {
      readElements(array);
    } else if (floats) {
      features.take(array.toFloatArray());
    } else {
      features.take(array.toDoubleArray());
    }
  }

  private void readElements(ArrayData array) {
    features.checkLength(array.numElements());
    features.beginFloats();
    for (int i = 0; i < features.length(); i++) {
      if (array.isNullAt(i)) {
        features.putMissing(i, null);
      } else {
        features.put(i, number(array, i, element));
      }
    }
  }

  private void readVector(InternalRow vector) {
    ArrayData values = vector.getArray(VectorLayout.VALUES);
    if (vector.getByte(VectorLayout.TYPE) == VectorLayout.SPARSE) {
      features.take(
          vector.getInt(VectorLayout.SIZE),
          vector.getArray(VectorLayout.INDICES).toIntArray(),
          values.toDoubleArray());
    } else if (VectorLayout.isInOnePiece(values)) {
      features.take(values);
    } else {
      features.take(values.toDoubleArray());
    }
  }

  private void readImage(InternalRow image) {
    features.takeImage(
        image.getInt(ImageLayout.HEIGHT),
        image.getInt(ImageLayout.WIDTH),
        image.getInt(ImageLayout.CHANNELS),
        image.getBinary(ImageLayout.DATA));
  }

  private void readColumns(SpecializedGetters row) {
    features.checkLength(ordinals.length);
    features.beginFloats();
    for (int i = 0; i < ordinals.length; i++) {
      if (row.isNullAt(ordinals[i])) {
        features.putMissing(i, binding.columns().get(i));
      } else {
        features.put(i, number(row, ordinals[i], types[i]));
      }
    }
  }

  /** Returns a number that is not null; of a boolean, 1 for true and 0 for false. */
  public static double number(SpecializedGetters row, int ordinal, DataType type) {
    if (type instanceof FloatType) {
      return row.getFloat(ordinal);
    } else if (type instanceof DoubleType) {
      return row.getDouble(ordinal);
    } else if (type instanceof IntegerType) {
      return row.getInt(ordinal);
    } else if (type instanceof LongType) {
      return row.getLong(ordinal);
    } else if (type instanceof ShortType) {
      return row.getShort(ordinal);
    } else if (type instanceof ByteType) {
      return row.getByte(ordinal);
    } else if (type instanceof DecimalType decimal) {
      Decimal value = row.getDecimal(ordinal, decimal.precision(), decimal.scale());
      return value.toDouble();
    } else if (type instanceof BooleanType) {
      return row.getBoolean(ordinal) ? 1 : 0;
    }
    throw new IllegalStateException("Not a number: " + type);
  }
}
