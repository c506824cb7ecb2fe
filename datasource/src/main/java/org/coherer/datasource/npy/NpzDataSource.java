package org.coherer.datasource.npy;

import org.coherer.datasource.table.FormatProvider;

/**
 * Reads and writes archives of NumPy as the format {@code npz}. Options, columns and errors are
 * those of {@link org.coherer.datasource.npy this package}.
 */
public final class NpzDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public NpzDataSource() {
    super(new NpzFormat());
  }
}
