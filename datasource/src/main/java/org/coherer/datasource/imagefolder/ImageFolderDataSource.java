package org.coherer.datasource.imagefolder;

import org.coherer.datasource.table.FormatProvider;

/** Reads directories of images as the format {@code imagefolder}. */
public final class ImageFolderDataSource extends FormatProvider {

  /** Called by Spark, by reflection. */
  public ImageFolderDataSource() {
    super(new ImageFolderFormat());
  }
}
