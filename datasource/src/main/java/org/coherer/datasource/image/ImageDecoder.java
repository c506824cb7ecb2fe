package org.coherer.datasource.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes images: JPEG, PNG, WebP, TIFF (its first page), BMP and GIF (of animations, the first
 * frame, on the whole canvas). Has no state that changes; may be used by several threads.
 *
 * @param maxPixels how many pixels an image may have
 * @param isTurned whether an image is turned upright, as its EXIF data says
 */
public record ImageDecoder(long maxPixels, boolean isTurned) implements Serializable {
  private static final int MAX_CAUSES = 16;

  /** How libjpeg's message begins. */
  private static final String OUT_OF_MEMORY = "Insufficient memory";

  /**
   * Decodes an image.
   *
   * @param data the bytes of a file
   * @throws BadImageException if they are none, if they are damaged, or if the image has too many
   *     pixels, which is known before any memory is taken for them
   * @throws IOException if the fault is this JVM's: it lacks the memory, or a decoder
   */
  public Pixels decode(byte[] data) throws IOException {
    ImageKind kind =
        ImageKind.of(data)
            .orElseThrow(
                () ->
                    new BadImageException(
                        "%d bytes are no image (must start as a JPEG, PNG, WebP, TIFF, BMP or GIF file does)"
                            .formatted(data.length)));
    ImageReader reader = ImageReaders.open(kind);
    try {
      Pixels pixels = decode(reader, kind, data);
      return isTurned ? Turning.of(Orientation.find(kind, data)).apply(pixels) : pixels;
    } catch (BadImageException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (isOutOfMemory(e)) {
        throw new IOException(
            "the %s of %d bytes is too large for a JVM of %d bytes (raise its memory, or lower maxPixels)"
                .formatted(kind.format(), data.length, Runtime.getRuntime().maxMemory()),
            e);
      }
      throw new BadImageException(
          "the %s of %d bytes cannot be decoded: %s"
              .formatted(
                  kind.format(),
                  data.length,
                  e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Returns whether memory is what lacks, which depends on what else the JVM does: the file is not
   * to blame. The JDK's decoders wrap errors.
   */
  private static boolean isOutOfMemory(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .anyMatch(
            cause ->
                cause instanceof OutOfMemoryError
                    || String.valueOf(cause.getMessage()).startsWith(OUT_OF_MEMORY));
  }

  private Pixels decode(ImageReader reader, ImageKind kind, byte[] data) throws IOException {
    if (kind == ImageKind.JPEG) {
      JpegHeader header = JpegHeader.read(data);
      return decodeJpeg(reader, header, header.quiet(data));
    }
    if (kind == ImageKind.TIFF_LITTLE || kind == ImageKind.TIFF_BIG) {
      Tiff.check(data);
    }
    ImageLimits limits = new ImageLimits(maxPixels);
    try (ImageInputStream in =
        kind == ImageKind.WEBP
            ? new PaddedStream(Webp.withoutProfile(data))
            : new ByteArrayImageInputStream(data)) {
      reader.setInput(in, kind != ImageKind.WEBP, true);
      limits.check(reader, kind, data);
      Optional<Canvas> canvas = Canvas.find(kind, data);
      if (canvas.isPresent()) {
        limits.requireSize(canvas.get().height(), canvas.get().width());
      }
      BufferedImage image = reader.read(0);
      Pixels pixels = RasterPixels.of(image);
      return canvas.isPresent() ? canvas.get().paste(pixels, image) : pixels;
    }
  }

  private Pixels decodeJpeg(ImageReader reader, JpegHeader header, byte[] data) throws IOException {
    JpegWarnings warnings = new JpegWarnings();
    try (ImageInputStream in = new ByteArrayImageInputStream(data)) {
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(in, true, true);
      new ImageLimits(maxPixels).check(reader, ImageKind.JPEG, data);
      Pixels pixels = JpegColours.of(header, reader.readRaster(0, null));
      warnings.check();
      return pixels;
    }
  }
}
