package org.coherer.examples.files;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;

/** Writes a small data set in each format. Rows of two classes differ, so that a network learns. */
final class SampleFiles {
  /** The formats that there are. */
  static final List<String> FORMATS =
      List.of("idx", "cifar", "tfrecord", "npy", "npz", "webdataset", "safetensors", "imagefolder");

  private static final int ROWS = 80;
  private static final int SIDE = 8;
  private static final int CIFAR_BYTES = 3072;
  private static final int UNSIGNED_BYTES = 8;
  private static final int PICTURE_WIDTH = 48;
  private static final int PICTURE_HEIGHT = 40;
  private static final String POINT = "float(3 * (id % 2) + rand(1)), float(rand(2))";

  private SampleFiles() {}

  /**
   * Writes the files of a format into a new folder that is called as the format is.
   *
   * @param spark writes them, where the format has a writer
   * @param format one of {@link #FORMATS}
   * @param folder where the new folder is made
   * @throws IllegalArgumentException if there is no such format
   * @throws IOException if the files cannot be written
   */
  static void write(SparkSession spark, String format, Path folder) throws IOException {
    Path target = folder.resolve(format);
    switch (format) {
      case "idx" -> writeIdx(Files.createDirectories(target));
      case "cifar" -> writeCifar(Files.createDirectories(target));
      case "tfrecord" ->
          save(
              spark, target, "array(" + POINT + ") features", "if(id % 2 = 0, 'cat', 'dog') label");
      case "npy" -> save(spark, target, "array(" + POINT + ", float(id % 2), 1f) value");
      case "npz" -> save(spark, target, "array(" + POINT + ") x", "id % 2 y");
      case "webdataset" ->
          save(
              spark,
              target,
              "concat('letters/', id) __key__",
              "id % 2 cls",
              "unhex(repeat(if(id % 2 = 0, '10', 'F0'), 16)) pixels");
      case "safetensors" ->
          save(
              spark,
              target,
              "concat('word ', id) name",
              "array(" + POINT + ", float(id % 2), 1f) values",
              "array(2, 2) shape");
      case "imagefolder" -> writeImages(target);
      default ->
          throw new IllegalArgumentException(
              "No sample files of the format '%s' (must be one of %s)".formatted(format, FORMATS));
    }
  }

  private static void save(SparkSession spark, Path target, String... columns) {
    spark
        .range(0, ROWS, 1, 2)
        .selectExpr(columns)
        .write()
        .format(target.getFileName().toString())
        .mode("append")
        .save(target.toUri().toString());
  }

  private static void writeIdx(Path target) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(4 * Integer.BYTES + ROWS * SIDE * SIDE);
    images.putInt(UNSIGNED_BYTES << Byte.SIZE | 3).putInt(ROWS).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(2 * Integer.BYTES + ROWS);
    labels.putInt(UNSIGNED_BYTES << Byte.SIZE | 1).putInt(ROWS);
    for (int i = 0; i < ROWS; i++) {
      images.put(image(SIDE * SIDE, i));
      labels.put((byte) (i % 2));
    }
    Files.write(target.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(target.resolve("train-labels-idx1-ubyte"), labels.array());
  }

  private static void writeCifar(Path target) throws IOException {
    ByteBuffer records = ByteBuffer.allocate(ROWS * (1 + CIFAR_BYTES));
    for (int i = 0; i < ROWS; i++) {
      records.put((byte) (i % 2)).put(image(CIFAR_BYTES, i));
    }
    Files.write(target.resolve("data_batch_1.bin"), records.array());
  }

  /** Writes pictures of which one half is bright, the upper one of cats. */
  private static void writeImages(Path target) throws IOException {
    for (int i = 0; i < ROWS; i++) {
      BufferedImage picture =
          new BufferedImage(PICTURE_WIDTH, PICTURE_HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
      picture
          .getRaster()
          .setDataElements(
              0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, image(PICTURE_WIDTH * PICTURE_HEIGHT, i));
      Path directory = Files.createDirectories(target.resolve(i % 2 == 0 ? "cat" : "dog"));
      ImageIO.write(picture, "png", directory.resolve(i + ".png").toFile());
    }
  }

  /**
   * Returns pixels of which one half is bright, the first of even rows and the second of others.
   */
  private static byte[] image(int pixels, int row) {
    byte[] image = new byte[pixels];
    int start = row % 2 * (pixels / 2);
    Arrays.fill(image, start, start + pixels / 2, (byte) (100 + row));
    return image;
  }
}
