package org.coherer.datasource.cifar;

import org.coherer.datasource.table.FormatProvider;

/** Reads the binary versions of CIFAR-10 and CIFAR-100 as the format {@code cifar}. */
public final class CifarDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public CifarDataSource() {
    super(new CifarFormat());
  }
}
