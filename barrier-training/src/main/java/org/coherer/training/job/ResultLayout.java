package org.coherer.training.job;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.coherer.training.trainer.JavaBytes;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Into how large parts a result is cut, and how they are spread over partitions, of which the
 * driver fetches one after the other. Each holds the numbers that begin within it, and a piece of
 * how the run ended.
 *
 * @param floats the most numbers in one part
 * @param partitions how many partitions there are
 */
public record ResultLayout(int floats, int partitions) implements Serializable {

  /** Small enough for any serializer's buffer (16 MiB). */
  private static final int MOST_FLOATS = 1 << 22;

  private static final int FEWEST_FLOATS = 1 << 10;

  /** A partition may hold three parts of 4 bytes a number, with something around them. */
  private static final int LIMIT_PER_FLOAT = 16;

  /** What an epoch of the history takes, at most. */
  private static final long EPOCH_BYTES = 512;

  /**
   * Returns the layout by which no partition exceeds what Spark lets the driver fetch.
   *
   * @param numbers how many numbers the result has
   * @param epochs how many epochs its history has, at most
   */
  static ResultLayout within(SparkConf conf, long numbers, int epochs) {
    long limit = conf.getSizeAsBytes("spark.driver.maxResultSize", "1g");
    long most = limit <= 0 ? MOST_FLOATS : Math.min(limit / LIMIT_PER_FLOAT, MOST_FLOATS);
    int floats = (int) Math.max(FEWEST_FLOATS, most);
    long forNumbers = (numbers + floats - 1) / floats;
    long forHistory = epochs * EPOCH_BYTES / ((long) floats * Float.BYTES) + 1;
    return new ResultLayout(floats, Math.toIntExact(Math.max(forNumbers, forHistory)));
  }

  private int bytes() {
    return floats * Float.BYTES;
  }

  /** Returns the partition in which a part travels. */
  int partitionOf(ResultPart part) {
    if (part instanceof ResultPart.Values values) {
      return (int) (values.offset() / floats);
    }
    return ((ResultPart.EndingPiece) part).number() % partitions;
  }

  /** Returns the parts for how a run ended. */
  List<ResultPart> cut(RunEnding ending) {
    byte[] all = JavaBytes.of(ending);
    List<ResultPart> parts = new ArrayList<>();
    for (int at = 0; at < all.length; at += bytes()) {
      byte[] piece = Arrays.copyOfRange(all, at, Math.min(all.length, at + bytes()));
      parts.add(new ResultPart.EndingPiece(parts.size(), piece));
    }
    return parts;
  }

  /** Returns the parts for some of the numbers, which lie behind so many others. */
  List<ResultPart> cut(FlatVector numbers, long offset) {
    List<ResultPart> parts = new ArrayList<>();
    for (long at = 0; at < numbers.length(); at += floats) {
      FlatVector slice = new Chunk(at, Math.min(floats, numbers.length() - at)).of(numbers);
      ByteBuffer bytes =
          ByteBuffer.allocate((int) slice.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(slice.toArray());
      parts.add(new ResultPart.Values(offset + at, bytes.array()));
    }
    return parts;
  }
}
