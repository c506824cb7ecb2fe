package org.coherer.connector.shard

import java.nio.file.Files
import java.util.Collections

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.sql.DataFrame
import org.coherer.training.data.{BatchSource, CacheSettings, Shard}

/** Reads rows through shards into batches. */
trait WithShardedRows {

  /** What a batch has of a row. */
  case class Found(features: Seq[Float], target: Seq[Float], weight: Float, validation: Boolean)

  /** All rows, as batches have them, ordered by their features. */
  def found(data: DataFrame, plan: ShardingPlan): Seq[Found] = {
    val shards = Shards.of(data, plan)
    val folder = Files.createTempDirectory("coherer-rows-")
    try {
      val blocks = shards.byRank().values().collect().iterator()
      val cache = new CacheSettings(Collections.singletonList(folder), 1 << 20, false)
      val shard = Shard.load(plan.layout(), blocks, cache)
      val measured = rows(shard.validation(100, "coherer-rows-test"), validation = true)
      val trained = rows(shard.training(100, 1, "coherer-rows-test"), validation = false)
      shard.close()
      (trained ++ measured).sortBy(_.features.head)
    } finally {
      shards.close()
      Files.delete(folder)
    }
  }

  private def rows(source: BatchSource, validation: Boolean): Seq[Found] =
    try {
      source.startEpoch(1)
      val all = ArrayBuffer[Found]()
      var batch = source.next()
      while (batch.rows() > 0) {
        val (wide, long) = (batch.featureLength(), batch.targetLength())
        for (row <- 0 until batch.rows())
          all += Found(
            (0 until wide).map(i => batch.features().get(row * wide + i)),
            (0 until long).map(i => batch.targets().get(row * long + i)),
            batch.weights().get(row),
            validation
          )
        batch = source.next()
      }
      all.toList
    } finally source.close()
}
