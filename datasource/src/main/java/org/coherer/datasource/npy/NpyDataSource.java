package org.coherer.datasource.npy;

import org.coherer.datasource.table.FormatProvider;

/**
 * Reads and writes arrays of NumPy as the format {@code npy}. Options, columns and errors are those
 * of {@link org.coherer.datasource.npy this package}.
 */
public final class NpyDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public NpyDataSource() {
    super(new NpyFormat());
  }
}
