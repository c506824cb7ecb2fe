package org.coherer.datasource.imagefolder;

import java.io.Serializable;
import org.apache.spark.sql.types.StructField;
import org.coherer.datasource.image.BadImageException;
import org.coherer.datasource.image.Framing;
import org.coherer.datasource.image.Pixels;

/** What an image becomes. */
sealed interface ImageOutput extends Serializable permits StructOutput, TensorOutput {

  /** Returns the column. */
  StructField column();

  /**
   * Returns how many bytes a value takes.
   *
   * @param pixels of the image
   */
  long bytes(long pixels);

  /**
   * Returns the value of an image, as Spark has it inside.
   *
   * @param image as it was decoded
   * @param framing the size that it is brought to
   * @param path of its file
   * @throws BadImageException if it cannot have that size
   */
  Object value(Pixels image, Framing framing, String path) throws BadImageException;
}
