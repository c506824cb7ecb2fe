package org.coherer.datasource.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Makes decoders: those of the JDK, whatever others the JVM has registered, and TwelveMonkeys' of
 * WebP, which needs no registration.
 */
final class ImageReaders {
  private static final List<ImageReaderSpi> OF_JDK = ofJdk();
  private static final ImageReaderSpi WEBP = new WebPImageReaderSpi();

  private ImageReaders() {}

  /**
   * Returns a new decoder; the caller disposes of it.
   *
   * @throws IOException if this JVM has none
   */
  static ImageReader open(ImageKind kind) throws IOException {
    if (kind == ImageKind.WEBP) {
      return WEBP.createReaderInstance(null);
    }
    for (ImageReaderSpi provider : OF_JDK) {
      if (Arrays.asList(provider.getFormatNames()).contains(kind.format())) {
        return provider.createReaderInstance(null);
      }
    }
    throw new IOException(
        "this JVM has no decoder of %s (must have that of the module java.desktop)"
            .formatted(kind.format()));
  }

  private static List<ImageReaderSpi> ofJdk() {
    List<ImageReaderSpi> found = new ArrayList<>();
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi provider = all.next();
      if (provider.getClass().getModule().equals(ImageIO.class.getModule())) {
        found.add(provider);
      }
    }
    return List.copyOf(found);
  }
}
