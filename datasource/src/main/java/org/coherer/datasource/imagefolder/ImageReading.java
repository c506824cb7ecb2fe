package org.coherer.datasource.imagefolder;

import java.io.Serializable;
import org.coherer.datasource.image.Framing;
import org.coherer.datasource.image.ImageDecoder;

/**
 * How images are read.
 *
 * @param decoder of files
 * @param framing the size that images are brought to
 * @param output what they become
 * @param maxFileBytes the longest file that is read
 */
record ImageReading(ImageDecoder decoder, Framing framing, ImageOutput output, int maxFileBytes)
    implements Serializable {
  /** What photographs have in a byte of JPEG, roughly. */
  private static final int PIXELS_PER_BYTE = 4;

  /** Returns how many bytes an image takes in Spark's memory, at a guess where sizes differ. */
  long memoryBytes(long fileBytes) {
    return framing.size().isEmpty()
        ? PIXELS_PER_BYTE * output.bytes(fileBytes)
        : output.bytes((long) framing.size().get(0) * framing.size().get(1));
  }
}
