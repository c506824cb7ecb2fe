package org.coherer.datasource.idx;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The conversion of a file's stored elements to the values of a column. */
sealed interface IdxValues extends Serializable {

  DataType sqlType(IdxType stored);

  /** The smallest SQL type that holds them. */
  record AsStored() implements IdxValues {
    @Override
    public DataType sqlType(IdxType stored) {
      return stored.sqlType();
    }
  }

  /**
   * Floats, from any stored type.
   *
   * @param scale the factor of each element, applied before rounding
   */
  record Floats(double scale) implements IdxValues {
    @Override
    public DataType sqlType(IdxType stored) {
      return DataTypes.FloatType;
    }
  }

  /** Ints, of any integer type. */
  record Integers() implements IdxValues {
    @Override
    public DataType sqlType(IdxType stored) {
      return DataTypes.IntegerType;
    }
  }
}
