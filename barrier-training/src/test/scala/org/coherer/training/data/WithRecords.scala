package org.coherer.training.data

import org.coherer.training.encoding.TargetEncoding
import java.nio.file.{Files, Path}
import java.util.Arrays.asList
import java.util.Collections

/** Makes shards out of plain numbers. */
trait WithRecords {

  /** One row: its features, label and weight. */
  case class Record(features: Seq[Float], label: Float, weight: Float = 1f)

  val training: RecordBlock.Kind = RecordBlock.Kind.TRAINING
  val validation = new RecordBlock.Kind(true, false)

  /** A block of floats, as many in each row as the first one has. */
  def block(partition: Int, firstRow: Long, records: Record*): RecordBlock =
    blockOf(training, partition, firstRow, records: _*)

  def blockOf(kind: RecordBlock.Kind, partition: Int, firstRow: Long, records: Record*): RecordBlock = {
    val width = records.headOption.map(_.features.size).getOrElse(1)
    val layout = new RecordLayout(width, new TargetEncoding.ClassIndex(2))
    val builder = new BlockBuilder(layout, partition, kind, 1 << 20)
    records.zipWithIndex.foreach { case (record, i) =>
      builder.add(firstRow + i, record.features.toArray, Array(record.label), record.weight)
    }
    val made = builder.take()
    new RecordBlock(partition, firstRow, made.rows(), kind, made.records())
  }

  /** Gives the body an empty folder, in which nothing may be left. */
  def withFolder[A](body: Path => A): A = {
    val folder = Files.createTempDirectory("coherer-records-")
    try {
      val result = body(folder)
      assert(folder.toFile.list.isEmpty, "files are left behind")
      result
    } finally Files.delete(folder)
  }

  def cacheIn(folder: Path, memory: Long = 1 << 30, encrypted: Boolean = false) =
    new CacheSettings(Collections.singletonList(folder), memory, encrypted)

  /** Gives the body a shard of some blocks. */
  def withShard[A](
      layout: RecordLayout,
      blocks: Seq[RecordBlock],
      memory: Long = 1 << 30,
      encrypted: Boolean = false
  )(body: Shard => A): A = withFolder { folder =>
    val shard = Shard.load(layout, asList(blocks: _*).iterator(), cacheIn(folder, memory, encrypted))
    try body(shard)
    finally shard.close()
  }

  /** Gives the body the batches of some rows. */
  def withBatches[A](layout: RecordLayout, records: Seq[Record], batchSize: Int, seed: Long = 1)(
      body: BatchSource => A
  ): A = withShard(layout, Seq(block(0, 0, records: _*))) { shard =>
    val batches = shard.training(batchSize, seed, "coherer-data-test")
    try body(batches)
    finally batches.close()
  }
}
