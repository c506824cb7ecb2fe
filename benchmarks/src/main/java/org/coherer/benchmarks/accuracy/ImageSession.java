package org.coherer.benchmarks.accuracy;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains estimators on images in Parquet: the columns {@code features} (a vector of numbers from 0
 * to 1) and {@code label}.
 */
final class ImageSession implements AutoCloseable {

  private static final int FILES = 4;
  private static final double LARGEST_PIXEL = 255;

  private final SparkSession spark;
  private final Path folder;

  /** Takes over a session; the images are in a folder, or will be. */
  ImageSession(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** Writes the images of IDX files to Parquet. */
  void write(Path images) {
    write(images, ImageFiles.TRAIN);
    write(images, ImageFiles.TEST);
  }

  private void write(Path images, String split) {
    spark
        .read()
        .format("idx")
        .option("split", split)
        .option("scale", 1 / LARGEST_PIXEL)
        .load(images.toString())
        .select(
            functions.array_to_vector(col("image").cast("array<double>")).as("features"),
            col("label"))
        .repartition(FILES)
        .write()
        .mode("overwrite")
        .parquet(parquet(split));
  }

  private Dataset<Row> rows(String split) {
    return spark.read().parquet(parquet(split));
  }

  private String parquet(String split) {
    return folder.resolve(split).toString();
  }

  /** Trains from the start, then looks at the test images, which is not timed. */
  Trial train(Estimator<?> estimator, int epochs) {
    Dataset<Row> train = rows(ImageFiles.TRAIN);
    long start = System.nanoTime();
    Transformer model = estimator.fit(train);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Trial(epochs, seconds, accuracy(model));
  }

  private double accuracy(Transformer model) {
    Dataset<Row> test = rows(ImageFiles.TEST);
    double right = model.transform(test).filter(col("label").equalTo(col("prediction"))).count();
    return right / test.count();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
