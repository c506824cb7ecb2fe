package org.coherer.datasource.idx;

import org.coherer.datasource.table.FormatProvider;

/**
 * Reads IDX files as the format {@code idx}. Options, columns and errors are those of {@link
 * org.coherer.datasource.idx this package}.
 */
public final class IdxDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public IdxDataSource() {
    super(new IdxFormat());
  }
}
