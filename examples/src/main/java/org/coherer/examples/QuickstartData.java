package org.coherer.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.coherer.examples.digits.Digits;

/**
 * Images for training and test: the columns {@code image} ({@code array<float>} from 0 to 1) and
 * {@code label} ({@code int}).
 *
 * @param name a description of the images
 * @param train the training rows
 * @param test the held-out test rows
 * @param filters the size of the network, in filters of {@link ImageNetwork}
 */
record QuickstartData(String name, Dataset<Row> train, Dataset<Row> test, int filters) {

  private static final int TRAIN_ROWS = 12_000;
  private static final int TEST_ROWS = 2_000;

  /** Returns the digits that are drawn by code. */
  static QuickstartData digits(SparkSession spark) {
    return new QuickstartData(
        "digits drawn by code",
        new Digits(1, TRAIN_ROWS).toDataset(spark),
        new Digits(2, TEST_ROWS).toDataset(spark),
        8);
  }

  /** Returns the images in a directory with IDX files. */
  static QuickstartData idx(SparkSession spark, String directory) {
    return new QuickstartData(
        "IDX files in " + directory,
        idx(spark, directory, "train"),
        idx(spark, directory, "t10k"),
        16);
  }

  private static Dataset<Row> idx(SparkSession spark, String directory, String split) {
    return spark
        .read()
        .format("idx")
        .option("split", split)
        .option("scale", 1 / 255.0)
        .load(directory);
  }

  /**
   * Returns a network for the images and the labels of the training rows.
   *
   * @throws IllegalArgumentException if there are no rows, or the images are not square
   */
  ImageNetwork network() {
    Row sizes =
        train.agg(functions.max(functions.size(train.col("image"))), functions.max("label")).head();
    if (sizes.isNullAt(0)) {
      throw new IllegalArgumentException("Cannot train without rows: there are no " + name);
    }
    int pixels = sizes.getInt(0);
    int side = (int) Math.round(Math.sqrt(pixels));
    if (side * side != pixels) {
      throw new IllegalArgumentException(
          "Cannot take " + pixels + " pixels for an image (it must be as wide as high)");
    }
    return new ImageNetwork(side, sizes.getInt(1) + 1, filters);
  }
}
