package org.coherer.datasource.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * What libjpeg says of data that it makes an image of all the same. Bytes between segments and a
 * missing marker of the end harm no pixel; all else means that some are made up.
 */
final class JpegWarnings implements IIOReadWarningListener {
  private static final String CORRUPT = "Corrupt JPEG data";
  private static final String HARMLESS = "extraneous bytes";

  private String damage = "";

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (warning.startsWith(CORRUPT) && !warning.contains(HARMLESS) && damage.isEmpty()) {
      damage = warning;
    }
  }

  /** Fails if pixels are made up. */
  void check() throws BadImageException {
    if (!damage.isEmpty()) {
      throw new BadImageException(
          "the jpeg is damaged or truncated: %s (must be whole)".formatted(damage));
    }
  }
}
