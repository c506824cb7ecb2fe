package org.coherer.benchmarks.datasource;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images that are about as hard to decode as photographs: noise of three sizes of grain. */
enum ImageSample {
  /** Of the size that images of ImageNet have. */
  JPEG_SMALL("jpeg", 500, 375),
  /** Of three million pixels. */
  JPEG_LARGE("jpeg", 2000, 1500),
  /** Without loss. */
  PNG_SMALL("png", 500, 375);

  private static final int FILES = 4;
  private static final float QUALITY = 0.88f;
  private static final int[] GRAINS = {32, 4, 1};
  private static final int[] STRENGTHS = {120, 60, 16};

  private final String format;
  private final int width;
  private final int height;

  ImageSample(String format, int width, int height) {
    this.format = format;
    this.width = width;
    this.height = height;
  }

  String format() {
    return format;
  }

  /** Returns how the names of the files begin. */
  String label() {
    return format + "-" + width + "x" + height;
  }

  void write(Path folder) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve(label() + "-" + i);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
      }
      try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(draw(new Random(i)), null, null), settings);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    writer.dispose();
  }

  List<byte[]> read(Path folder) {
    List<byte[]> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, label() + "-*")) {
      for (Path file : found) {
        files.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private BufferedImage draw(Random random) {
    int[] sums = new int[3 * width * height];
    for (int i = 0; i < GRAINS.length; i++) {
      BufferedImage grains = grains(GRAINS[i], STRENGTHS[i], random);
      int[] values = grains.getRaster().getPixels(0, 0, width, height, (int[]) null);
      for (int at = 0; at < sums.length; at++) {
        sums[at] = Math.min(255, sums[at] + values[at]);
      }
    }
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    drawn.getRaster().setPixels(0, 0, width, height, sums);
    return drawn;
  }

  private BufferedImage grains(int grain, int strength, Random random) {
    BufferedImage small =
        new BufferedImage(width / grain + 2, height / grain + 2, BufferedImage.TYPE_3BYTE_BGR);
    int[] values = new int[3 * small.getWidth() * small.getHeight()];
    for (int at = 0; at < values.length; at++) {
      values[at] = random.nextInt(strength);
    }
    small.getRaster().setPixels(0, 0, small.getWidth(), small.getHeight(), values);
    BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    new AffineTransformOp(
            AffineTransform.getScaleInstance(grain, grain), AffineTransformOp.TYPE_BILINEAR)
        .filter(small, large);
    return large;
  }
}
