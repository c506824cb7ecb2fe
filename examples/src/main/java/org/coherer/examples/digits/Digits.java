package org.coherer.examples.digits;

import java.io.Serializable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Images of the digits 0 to 9, similar to handwriting, in any number and without a download.
 *
 * <p>Every digit is drawn from the strokes of a pen, which are turned, slanted, stretched and moved
 * at random, with a pen of random width, and noise in every pixel. An image depends on the seed and
 * its index alone: it is the same on every machine, and the executors draw them in parallel.
 *
 * @param seed the seed; sets with different seeds have no image in common
 * @param rows the number of images; every tenth shows the same digit
 */
public record Digits(long seed, int rows) implements Serializable {

  /** Height and width of an image in pixels. */
  public static final int SIDE = 28;

  /** The number of classes. */
  public static final int CLASSES = 10;

  /** Checks the number of rows. */
  public Digits {
    if (rows < 0) {
      throw new IllegalArgumentException(
          "Invalid number of digits " + rows + " (must be at least 0)");
    }
  }

  /**
   * Returns the images as rows, drawn anew whenever they are read.
   *
   * <table>
   *   <caption>The columns</caption>
   *   <tr><td>{@code image}</td><td>{@code array<float>}</td>
   *       <td>28 x 28 grey levels, row by row, from 0 (paper) to 1 (ink)</td></tr>
   *   <tr><td>{@code label}</td><td>{@code int}</td><td>the digit</td></tr>
   * </table>
   */
  public Dataset<Row> toDataset(SparkSession spark) {
    StructType schema =
        new StructType()
            .add("image", DataTypes.createArrayType(DataTypes.FloatType, false), false)
            .add("label", DataTypes.IntegerType, false);
    MapFunction<Long, Row> draw = index -> RowFactory.create(image(index), label(index));
    return spark.range(rows).map(draw, Encoders.row(schema));
  }

  /** Returns the digit at an index. */
  public int label(long index) {
    return (int) (index % CLASSES);
  }

  /** Returns the grey levels of the image at an index. */
  public float[] image(long index) {
    return DigitPainter.paint(label(index), SIDE, SplitMix.stream(seed, index));
  }
}
