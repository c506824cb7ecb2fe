package org.coherer.datasource.idx;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What the stored elements of a file become in a column. */
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
   * Floats, whatever is stored.
   *
   * @param scale what each element is multiplied by, before it is rounded
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
