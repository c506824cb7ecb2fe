package org.coherer.ml.embedding;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.EmbeddingParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.RowLifetime;
import org.coherer.training.embedding.table.TableMemory;
import org.coherer.training.plan.TablesPlan;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.trainer.TablesStart;

/**
 * Where the embedding tables of a fit are, and how much memory they may take.
 *
 * @param params those of the estimator
 * @param spark the application
 */
public record TablesOfFit(TrainingParams<?> params, SparkContext spark) {

  /** What Spark grants beside a heap, at least. */
  private static final long LEAST_OVERHEAD = 384L << 20;

  private static final double SHARE_OF_HEAP = 0.1;
  private static final Duration BETWEEN_SNAPSHOTS = Duration.ofMinutes(1);

  /**
   * Returns what servers need to know.
   *
   * @throws InvalidParamException if nobody says where the tables are to be, they cannot be written
   *     there, or a table of bounded rows does not fit the servers
   */
  public TablesPlan plan(List<EmbeddingInput> inputs) {
    EmbeddingParams<?> own = (EmbeddingParams<?>) params;
    long memory = own.getEmbeddingMemory() > 0 ? own.getEmbeddingMemory() : granted();
    checkMemory(inputs, memory);
    inFolder(
        folder -> {
          folder.prepare();
          return folder;
        });
    return new TablesPlan(memory, BETWEEN_SNAPSHOTS);
  }

  /**
   * Returns what tables start from, and where they are written.
   *
   * @param rows the rows that they begin with; empty for none
   * @throws InvalidParamException if the folder is on no file system that can be reached
   */
  public TablesStart start(Optional<TableFolder> rows) {
    return inFolder(folder -> new TablesStart(folder, rows));
  }

  /** What is done with a folder. */
  private interface Use<T> {
    T of(TableFolder folder) throws IOException;
  }

  private <T> T inFolder(Use<T> use) {
    return InvalidParamException.naming(
        "embeddingDir",
        () -> {
          try {
            return use.of(TableFolder.of(folder(), spark.hadoopConfiguration()));
          } catch (IOException e) {
            throw new IllegalArgumentException(
                "Invalid embeddingDir " + folder() + ": " + e.getMessage(), e);
          }
        });
  }

  private String folder() {
    EmbeddingParams<?> own = (EmbeddingParams<?>) params;
    if (own.isSet(own.embeddingDir())) {
      return own.getEmbeddingDir();
    }
    if (!spark.isLocal()) {
      throw new InvalidParamException(
          "embeddingDir is not set (set it to a folder on a file system that the driver and all"
              + " executors reach: embedding tables are written there)",
          "embeddingDir");
    }
    if (params.isSet(params.checkpointDir())) {
      throw new InvalidParamException(
          "embeddingDir is not set (set it beside checkpointDir: checkpoints refer to the embedding"
              + " tables there, which must outlast the application)",
          "embeddingDir",
          "checkpointDir");
    }
    return LocalTables.folder();
  }

  /** Returns how many bytes an executor may take beside its heap. */
  private long granted() {
    if (spark.isLocal()) {
      var system =
          (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return system.getTotalMemorySize() / 2;
    }
    SparkConf conf = spark.getConf();
    if (conf.contains("spark.executor.memoryOverhead")) {
      return JavaUtils.byteStringAsMb(conf.get("spark.executor.memoryOverhead")) << 20;
    }
    long heap = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g")) << 20;
    return Math.max(LEAST_OVERHEAD, (long) (SHARE_OF_HEAP * heap));
  }

  private void checkMemory(List<EmbeddingInput> inputs, long memory) {
    int servers = params.getNumServers();
    long needed = 0;
    for (EmbeddingInput input : inputs) {
      long rows = input.table().lifetime().maxRows();
      if (rows != RowLifetime.UNBOUNDED) {
        needed += TableMemory.bytes(input.table(), rows, servers);
      }
    }
    if (needed > memory) {
      throw new InvalidParamException(
          "Invalid embeddings: tables of "
              + needed
              + " bytes on each of "
              + servers
              + (servers == 1 ? " server" : " servers")
              + " with all the rows that they may have (must be at most "
              + memory
              + ", see embeddingMemory: raise that, or numServers, or lower maxRows)",
          "embeddings",
          "embeddingMemory",
          "numServers");
    }
  }
}
