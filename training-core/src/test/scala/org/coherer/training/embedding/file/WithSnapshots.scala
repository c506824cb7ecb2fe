package org.coherer.training.embedding.file

import java.nio.{ByteBuffer, ByteOrder}
import java.nio.file.{Files, Path}
import java.util.{Arrays, Comparator}

import scala.util.Random

import org.coherer.training.embedding.{
  EmbeddingInput,
  EmbeddingSpec,
  IdPartition,
  RowAdmission,
  RowLifetime,
  RowOptimizer,
  RowStep,
  Unstored,
  WhenFull
}
import org.coherer.training.embedding.table.{EmbeddingTable, MemoryBudget}
import org.scalatest.Assertions

/** Tables that have learned, on any number of servers, and their snapshots. */
trait WithSnapshots extends Assertions {

  /** Rows by id: the bits of row and state, and the step of the last push. */
  type Rows = Map[Long, (Seq[Int], Int)]

  protected val adam: EmbeddingSpec = EmbeddingSpec
    .of("words", 3)
    .withOptimizer(new RowOptimizer.LazyAdam(0.1f, 0.9f, 0.999f, 1e-8f))
    .withLifetime(new RowLifetime(RowLifetime.UNBOUNDED, RowAdmission.AT_ONCE, 50, WhenFull.FAIL))
    .withSeed(11)

  protected val sgd: EmbeddingSpec = EmbeddingSpec
    .of("places", 5)
    .withOptimizer(new RowOptimizer.Sgd(0.5f))
    .withLifetime(
      new RowLifetime(100000, new RowAdmission(1, 1, Unstored.ZEROS), RowLifetime.NEVER, WhenFull.FAIL)
    )

  protected val inputs: Seq[EmbeddingInput] =
    Seq(new EmbeddingInput("text", 20, adam), new EmbeddingInput("place", 1, sgd))

  protected val ids: Seq[Long] = {
    val random = new Random(5)
    (Seq(0L, -1L, Long.MaxValue, Long.MinValue) ++ Seq.fill(1500)(
      random.nextLong()
    ) ++ (1L until 500L)).distinct
  }

  protected def withFolder[T](use: Path => T): T = {
    val folder = Files.createTempDirectory("coherer")
    try use(folder)
    finally {
      val found = Files.walk(folder)
      try found.sorted(Comparator.reverseOrder[Path]()).forEach(path => Files.delete(path))
      finally found.close()
    }
  }

  /** A shard of the table on each of some servers. All memory must be free at the end. */
  protected def withShards[T](spec: EmbeddingSpec, servers: Int)(use: Seq[EmbeddingTable] => T): T = {
    val budget = new MemoryBudget(1L << 30)
    val shards = Seq.fill(servers)(new EmbeddingTable(spec, servers, budget))
    val result =
      try use(shards)
      finally shards.foreach(_.close())
    assert(budget.used == 0)
    result
  }

  private def native(bytes: Int) = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder)

  /** Pushes gradients of the ids, three times of less of them. */
  protected def train(shards: Seq[EmbeddingTable], ids: Seq[Long]): Unit = {
    val partition = new IdPartition(shards.size)
    for (step <- 1 to 3; (server, some) <- ids.drop(step * 100 - 100).groupBy(partition.shardOf(_))) {
      val table = shards(server)
      val (packed, gradients) = (native(some.size * 8), native(some.size * 4 * table.spec.width))
      some.foreach(id => packed.putLong(id))
      for (id <- some; i <- 0 until table.spec.width) gradients.putFloat((id % 1000) / 500f + i)
      packed.flip()
      gradients.flip()
      table.push(packed, gradients, new RowStep(1f, 1f, step.toLong))
    }
  }

  protected def rowsOf(table: EmbeddingTable): Rows = {
    val reader = table.reader()
    val slice = native(100 * table.snapshotRowBytes)
    val bytes = table.snapshotRowBytes
    Iterator
      .continually(reader.next(slice.clear()))
      .takeWhile(_ > 0)
      .flatMap { rows =>
        (0 until rows).map(_ * bytes).map { at =>
          slice.getLong(at) -> ((
            (at + 8 until at + bytes - 4 by 4).map(slice.getInt(_)).toList,
            slice.getInt(at + bytes - 4)
          ))
        }
      }
      .toMap
  }

  /** Writes the table of each input, on so many servers, in blocks of few rows. */
  protected def save(
      folder: Path,
      tables: Seq[Seq[EmbeddingTable]],
      withState: Boolean = true,
      blockRows: Int = 37
  ): TableManifest = {
    val files = TableFiles.local(folder)
    val slices = for ((shards, table) <- tables.zipWithIndex; (shard, server) <- shards.zipWithIndex) yield {
      val layout = SliceLayout.of(shard.spec, withState).withBlocksOf(blockRows)
      TableSnapshot.write(files, new SlicePlace(table, server, shards.size), shard, layout)
    }
    val manifest = new TableManifest(
      Arrays.asList(inputs.take(tables.size): _*),
      tables.head.size,
      withState,
      Arrays.asList(slices: _*)
    )
    manifest.write(files)
    manifest
  }

  /** Both tables after a training, and their snapshot. */
  protected def withSnapshot[T](servers: Int, withState: Boolean = true, blockRows: Int = 37)(
      use: (Path, Seq[Seq[EmbeddingTable]]) => T
  ): T =
    withShards(adam, servers) { words =>
      withShards(sgd, servers) { places =>
        train(words, ids)
        train(places, ids.take(700))
        withFolder { folder =>
          save(folder, Seq(words, places), withState, blockRows)
          use(folder, Seq(words, places))
        }
      }
    }
}
