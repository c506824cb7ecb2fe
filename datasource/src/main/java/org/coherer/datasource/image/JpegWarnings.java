package org.coherer.datasource.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * What libjpeg says of data that it makes an image of all the same: some pixels are made up. Of a
 * file, it tells the first alone, so that it must be given one that is {@link JpegHeader#quiet}
 * before its data. A missing marker of the end, of which the JDK tells, harms no pixel, nor do
 * bytes left over before it, which many a camera writes.
 */
final class JpegWarnings implements IIOReadWarningListener {
  private static final String CORRUPT = "Corrupt JPEG data";
  private static final String BEFORE_END = "before marker 0xd9";

  private String damage = "";

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (warning.startsWith(CORRUPT) && !warning.endsWith(BEFORE_END) && damage.isEmpty()) {
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
