package org.coherer.benchmarks.datasource;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.spark.LocalSession;

/** A Spark session with one slot, and one file of rows that it reads in several ways. */
final class ScanSession implements AutoCloseable {

  /** As much as the formats' own readers read at once. */
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final int IDX3_OF_BYTES = 0x0803;
  private static final int SIDE = 28;

  private final SparkSession spark;
  private final Path folder;
  private String format = "";
  private Path files;
  private Path read;
  private Path parquet;

  ScanSession(Path folder) {
    this.folder = folder;
    this.spark = LocalSession.open("datasource", 1, folder.resolve("local"));
  }

  /**
   * Writes rows in a format and in Parquet, which all that follows reads.
   *
   * @return the bytes of the format's file
   * @throws IllegalStateException if the two do not have these rows
   */
  long prepare(ScanCase rowsOf, long rows) throws IOException {
    format = rowsOf.format();
    files = folder.resolve(format);
    read = rowsOf.columns().isEmpty() ? files.resolve(IMAGES) : files;
    parquet = folder.resolve(format + "-parquet");
    if (rowsOf.columns().isEmpty()) {
      writeIdx(rows);
    } else {
      spark
          .range(0, rows, 1, 1)
          .selectExpr(rowsOf.columns().toArray(String[]::new))
          .write()
          .format(format)
          .mode("append")
          .save(files.toString());
    }
    ours().coalesce(1).write().parquet(parquet.toString());
    long found = ours().count();
    long peers = spark.read().parquet(parquet.toString()).count();
    if (found != rows || peers != rows) {
      throw new IllegalStateException(
          "%s has %d rows, Parquet %d (must be %d)".formatted(format, found, peers, rows));
    }
    return visible().stream().mapToLong(ScanSession::size).sum();
  }

  /** Returns the seconds of our scan of all columns, whose rows nobody looks at. */
  double scan() {
    return seconds(ours());
  }

  /** Returns the seconds of Spark's scan of the same rows in Parquet. */
  double parquet() {
    return seconds(spark.read().parquet(parquet.toString()));
  }

  /** Returns the seconds of reading the bytes of the format's file. */
  double raw() throws IOException {
    long start = System.nanoTime();
    byte[] buffer = new byte[BUFFER_BYTES];
    long sum = 0;
    for (Path file : visible()) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          sum += count;
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (sum == 0) {
      throw new IllegalStateException("'" + files + "' has no bytes");
    }
    return seconds;
  }

  private Dataset<Row> ours() {
    return spark.read().format(format).load(read.toString());
  }

  private static double seconds(Dataset<Row> rows) {
    long start = System.nanoTime();
    rows.write().format("noop").mode("overwrite").save();
    return (System.nanoTime() - start) / 1e9;
  }

  private void writeIdx(long rows) throws IOException {
    Files.createDirectories(files);
    byte[] image = new byte[SIDE * SIDE];
    Random random = new Random(1);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(read), BUFFER_BYTES))) {
      out.writeInt(IDX3_OF_BYTES);
      out.writeInt(Math.toIntExact(rows));
      out.writeInt(SIDE);
      out.writeInt(SIDE);
      for (long row = 0; row < rows; row++) {
        random.nextBytes(image);
        out.write(image);
      }
    }
  }

  private List<Path> visible() throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      return all.filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().startsWith("_"))
          .toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    spark.stop();
  }
}
