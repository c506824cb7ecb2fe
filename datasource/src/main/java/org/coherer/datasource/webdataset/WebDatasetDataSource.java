package org.coherer.datasource.webdataset;

import org.coherer.datasource.table.FormatProvider;

/**
 * Reads and writes WebDataset shards as the format {@code webdataset}. Options, columns and errors
 * are those of {@link org.coherer.datasource.webdataset this package}.
 */
public final class WebDatasetDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public WebDatasetDataSource() {
    super(new WebDatasetFormat());
  }
}
