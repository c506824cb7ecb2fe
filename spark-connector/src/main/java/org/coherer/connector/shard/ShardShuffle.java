package org.coherer.connector.shard;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.ShuffledRDD;
import org.coherer.connector.spark.MapStage;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.trainer.RankPartitioner;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Blocks of records on their way to their ranks: they lie in Spark's shuffle files. */
final class ShardShuffle implements AutoCloseable {

  private static final String DESCRIPTION = "spark.job.description";
  private static final String INTERRUPT_ON_CANCEL = "spark.job.interruptOnCancel";

  private final JavaSparkContext spark;
  private final JavaPairRDD<Integer, RecordBlock> byRank;
  private final MapStage stage;

  /** Prepares to move blocks to the ranks that they come with. Starts nothing. */
  ShardShuffle(JavaRDD<Tuple2<Integer, RecordBlock>> blocks, int workers) {
    ClassTag<Integer> ranks = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<RecordBlock> values = ClassTag$.MODULE$.apply(RecordBlock.class);
    this.spark = JavaSparkContext.fromSparkContext(blocks.context());
    this.byRank =
        JavaPairRDD.fromRDD(
            new ShuffledRDD<Integer, RecordBlock, RecordBlock>(
                    blocks.rdd(), new RankPartitioner(workers), ranks, values, values)
                .setSerializer(new BlockSerializer()),
            ranks,
            values);
    this.stage = MapStage.before(byRank);
  }

  /** Returns the blocks by rank. */
  JavaPairRDD<Integer, RecordBlock> byRank() {
    return byRank;
  }

  /**
   * Writes the shuffle files, in a job that can be cancelled at any row.
   *
   * @param description what the job is called
   */
  void write(String description) {
    String before = spark.getLocalProperty(DESCRIPTION);
    String interrupt = spark.getLocalProperty(INTERRUPT_ON_CANCEL);
    spark.setLocalProperty(DESCRIPTION, description);
    spark.setLocalProperty(INTERRUPT_ON_CANCEL, "true");
    try {
      stage.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while rows were read", e);
    } catch (Exception e) {
      throw new IllegalStateException("Cannot read the rows: " + e.getMessage(), e);
    } finally {
      spark.setLocalProperty(DESCRIPTION, before);
      spark.setLocalProperty(INTERRUPT_ON_CANCEL, interrupt);
    }
  }

  /** Has Spark delete these files, and no others. */
  @Override
  public void close() {
    stage.deleteOutput();
  }
}
