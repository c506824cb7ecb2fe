package org.coherer.benchmarks.accuracy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.examples.digits.Digits;

/**
 * A folder with the four IDX files that Fashion-MNIST and its relatives have.
 *
 * @param folder where they are
 */
record ImageFiles(Path folder) {

  /** The names of both splits. */
  static final String TRAIN = "train";

  static final String TEST = "t10k";

  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int LARGEST_PIXEL = 255;

  /**
   * Returns the files in a folder that was named.
   *
   * @throws BenchmarkException if none was named, or a file is missing. The message says what is
   *     needed
   */
  static ImageFiles in(Optional<Path> named) {
    Path folder =
        named.orElseThrow(
            () ->
                new BenchmarkException(
                    "No images to train on (give --data the folder with the four IDX files of"
                        + " Fashion-MNIST, plain or .gz; or try --quick, which draws some)"));
    for (String split : List.of(TRAIN, TEST)) {
      requireFile(folder, images(split));
      requireFile(folder, labels(split));
    }
    return new ImageFiles(folder.toAbsolutePath());
  }

  /** Draws digits into a folder: as many to train on, and as many to test with. */
  static ImageFiles draw(Path folder, int train, int test) {
    try {
      Files.createDirectories(folder);
      write(folder, TRAIN, new Digits(1, train));
      write(folder, TEST, new Digits(2, test));
      return new ImageFiles(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new BenchmarkException("Cannot write images to " + folder, e);
    }
  }

  private static String images(String split) {
    return split + "-images-idx3-ubyte";
  }

  private static String labels(String split) {
    return split + "-labels-idx1-ubyte";
  }

  private static void requireFile(Path folder, String name) {
    if (!Files.exists(folder.resolve(name)) && !Files.exists(folder.resolve(name + ".gz"))) {
      throw new BenchmarkException(
          "No file %s or %s.gz in '%s' (--data must have the four IDX files of Fashion-MNIST)"
              .formatted(name, name, folder));
    }
  }

  private static void write(Path folder, String split, Digits digits) throws IOException {
    ByteArrayOutputStream pixels = header(digits.rows(), Digits.SIDE, Digits.SIDE);
    ByteArrayOutputStream classes = header(digits.rows());
    for (int i = 0; i < digits.rows(); i++) {
      for (float level : digits.image(i)) {
        pixels.write(Math.round(level * LARGEST_PIXEL));
      }
      classes.write(digits.label(i));
    }
    Files.write(folder.resolve(images(split)), pixels.toByteArray());
    Files.write(folder.resolve(labels(split)), classes.toByteArray());
  }

  private static ByteArrayOutputStream header(int... sizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream header = new DataOutputStream(bytes)) {
      header.writeInt(UNSIGNED_BYTES | sizes.length);
      for (int size : sizes) {
        header.writeInt(size);
      }
    }
    return bytes;
  }
}
