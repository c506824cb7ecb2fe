package org.coherer.datasource.safetensors;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a tensor. */
final class TensorColumns {
  static final String NAME = "name";
  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String VALUES = "values";
  static final String METADATA = "metadata";

  private TensorColumns() {}

  /**
   * Returns all columns.
   *
   * @param areFloats whether values are floats; else they are bytes
   */
  static StructType of(boolean areFloats) {
    return new StructType()
        .add(NAME, DataTypes.StringType, false)
        .add(DTYPE, DataTypes.StringType, false)
        .add(SHAPE, DataTypes.createArrayType(DataTypes.LongType, false), false)
        .add(
            VALUES,
            areFloats
                ? DataTypes.createArrayType(DataTypes.FloatType, false)
                : DataTypes.BinaryType,
            false)
        .add(
            METADATA,
            DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false),
            false);
  }
}
