package org.coherer.benchmarks.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.coherer.examples.digits.Digits;

/**
 * Images as columns of bytes, beside their labels.
 *
 * @param spark reads them
 * @param images the folder of IDX files, or {@link AugmentationWorker#DIGITS}
 */
record ImageRows(SparkSession spark, String images) {

  private static final StructType SCHEMA =
      new StructType().add("image", DataTypes.BinaryType).add("label", DataTypes.DoubleType);
  private static final int CLASSES = 10;

  /** How far training sets lie apart in the file. */
  private static final int SET_ROWS = 10_000;

  private static final int BYTE = 256;
  private static final int LARGEST_PIXEL = 255;
  private static final int DRAWN_TO_TEST = 500;

  /**
   * Returns so many training rows of a case, from memory.
   *
   * @param number which of the training sets that have no image in common, from 1; those before the
   *     first were for choosing the augmentation
   */
  Dataset<Row> training(Case each, int number) {
    Dataset<Row> all;
    if (each.channels() > 1) {
      all = random(each);
    } else if (images.equals(AugmentationWorker.DIGITS)) {
      all = digits(1, each.rows());
    } else {
      long first = (long) number * SET_ROWS;
      all =
          idx("train")
              .where("index >= " + first + " and index < " + (first + each.rows()))
              .drop("index");
    }
    return all.repartition(2).cache();
  }

  /** Returns the test rows of grey images. */
  Dataset<Row> test() {
    return images.equals(AugmentationWorker.DIGITS)
        ? digits(2, DRAWN_TO_TEST)
        : idx("t10k").drop("index");
  }

  private Dataset<Row> idx(String split) {
    return spark
        .read()
        .format("idx")
        .option("split", split)
        .load(images)
        .selectExpr("image", "cast(label as double) as label", "_metadata.record_index as index");
  }

  private Dataset<Row> digits(int seed, int count) {
    Digits digits = new Digits(seed, count);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] levels = digits.image(i);
      byte[] pixels = new byte[levels.length];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (byte) Math.round(levels[p] * LARGEST_PIXEL);
      }
      rows.add(RowFactory.create(pixels, (double) digits.label(i)));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private Dataset<Row> random(Case each) {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < each.rows(); i++) {
      byte[] pixels = new byte[each.side() * each.side() * each.channels()];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (byte) random.nextInt(BYTE);
      }
      rows.add(RowFactory.create(pixels, (double) (i % CLASSES)));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }
}
