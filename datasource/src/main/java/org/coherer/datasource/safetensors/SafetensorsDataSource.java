package org.coherer.datasource.safetensors;

import org.coherer.datasource.table.FormatProvider;

/**
 * Reads and writes safetensors files as the format {@code safetensors}. Options, columns and errors
 * are those of {@link org.coherer.datasource.safetensors this package}.
 */
public final class SafetensorsDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public SafetensorsDataSource() {
    super(new SafetensorsFormat());
  }
}
