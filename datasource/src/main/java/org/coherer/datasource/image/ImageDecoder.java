package org.coherer.datasource.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.coherer.datasource.codec.Content;

/**
 * Decodes images: JPEG, PNG, WebP, TIFF (its first page), BMP and GIF (of animations, the first
 * frame, on the whole canvas). Has no state that changes; may be used by several threads.
 *
 * @param maxPixels how many pixels an image may have
 * @param isTurned whether an image is turned upright, as its EXIF data says
 */
public record ImageDecoder(long maxPixels, boolean isTurned) implements Serializable {
  private static final int MAX_CHANNELS = 4;

  /**
   * Decodes an image.
   *
   * @param data the bytes of a file
   * @throws BadImageException if they are none, if they are damaged, or if the image has too many
   *     pixels, which is known before any memory is taken for them
   */
  public Pixels decode(byte[] data) throws BadImageException {
    ImageKind kind =
        ImageKind.of(data)
            .orElseThrow(
                () ->
                    new BadImageException(
                        "%d bytes are no image (must start as a JPEG, PNG, WebP, TIFF, BMP or GIF file does)"
                            .formatted(data.length)));
    try {
      Pixels pixels = decode(kind, data);
      return isTurned ? Turning.of(Orientation.find(kind, data)).apply(pixels) : pixels;
    } catch (BadImageException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new BadImageException(
          "the %s of %d bytes is too large for a JVM of %d bytes (raise its memory, or lower maxPixels)"
              .formatted(kind.format(), data.length, Runtime.getRuntime().maxMemory()),
          e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new BadImageException(
          "the %s of %d bytes cannot be decoded: %s"
              .formatted(
                  kind.format(),
                  data.length,
                  e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    }
  }

  private Pixels decode(ImageKind kind, byte[] data) throws IOException {
    if (kind == ImageKind.JPEG) {
      JpegHeader header = JpegHeader.read(data);
      return decodeJpeg(header, header.quiet(data));
    }
    if (kind == ImageKind.TIFF_LITTLE || kind == ImageKind.TIFF_BIG) {
      Tiff.check(data);
    }
    ImageReader reader = ImageReaders.open(kind);
    try (ImageInputStream in =
        kind == ImageKind.WEBP
            ? new PaddedStream(Webp.withoutProfile(data))
            : new ByteArrayImageInputStream(data)) {
      reader.setInput(in, kind != ImageKind.WEBP, true);
      check(reader.getHeight(0), reader.getWidth(0));
      Optional<Canvas> canvas = Canvas.find(kind, data);
      if (canvas.isPresent()) {
        check(canvas.get().height(), canvas.get().width());
      }
      BufferedImage image = reader.read(0);
      Pixels pixels = RasterPixels.of(image);
      return canvas.isPresent() ? canvas.get().paste(pixels, image) : pixels;
    } finally {
      reader.dispose();
    }
  }

  private Pixels decodeJpeg(JpegHeader header, byte[] data) throws IOException {
    ImageReader reader = ImageReaders.open(ImageKind.JPEG);
    JpegWarnings warnings = new JpegWarnings();
    try (ImageInputStream in = new ByteArrayImageInputStream(data)) {
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(in, true, true);
      check(reader.getHeight(0), reader.getWidth(0));
      Pixels pixels = JpegColours.of(header, reader.readRaster(0, null));
      warnings.check();
      return pixels;
    } finally {
      reader.dispose();
    }
  }

  private void check(int height, int width) throws BadImageException {
    if (height < 1 || width < 1 || (long) height * width > maxPixels) {
      throw new BadImageException(
          "an image of %d x %d pixels (must have 1 to %d in all: raise maxPixels)"
              .formatted(height, width, maxPixels));
    }
    if ((long) height * width > Content.MAX_ARRAY_BYTES / MAX_CHANNELS) {
      throw new BadImageException(
          "an image of %d x %d pixels (must fit an array of %d bytes)"
              .formatted(height, width, Content.MAX_ARRAY_BYTES));
    }
  }
}
