package org.coherer.datasource.tfrecord;

import org.coherer.datasource.table.FormatProvider;

/**
 * Reads and writes TFRecord files as the format {@code tfrecord}. Options, columns and errors are
 * those of {@link org.coherer.datasource.tfrecord this package}.
 */
public final class TfRecordDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public TfRecordDataSource() {
    super(new TfRecordFormat());
  }
}
