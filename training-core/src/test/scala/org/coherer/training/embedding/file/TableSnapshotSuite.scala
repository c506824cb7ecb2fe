package org.coherer.training.embedding.file

import java.nio.file.{Files, Path}

import org.coherer.training.embedding.{EmbeddingSpec, IdPartition, RowOptimizer}
import org.coherer.training.embedding.table.EmbeddingTable
import org.scalatest.funsuite.AnyFunSuite

/** Tables come back from their files, on any number of servers. */
class TableSnapshotSuite extends AnyFunSuite with WithSnapshots {

  private def restored[T](folder: Path, table: Int, spec: EmbeddingSpec, servers: Int, withState: Boolean = true)(
      use: Seq[EmbeddingTable] => T
  ): T =
    withShards(spec, servers) { shards =>
      val snapshot = TableSnapshot.open(TableFiles.local(folder))
      for ((shard, server) <- shards.zipWithIndex) snapshot.restore(table, shard, server, servers, withState)
      use(shards)
    }

  for (before <- Seq(1, 2, 3, 5); after <- Seq(1, 2, 3, 7)) {
    test(s"what $before servers have written, $after restore: every bit of rows, state and ages") {
      withSnapshot(before) { (folder, tables) =>
        for ((shards, table) <- tables.zipWithIndex) {
          val spec = shards.head.spec
          val expected = shards.flatMap(rowsOf).toMap
          restored(folder, table, spec, after) { copies =>
            val partition = new IdPartition(after)
            for ((copy, server) <- copies.zipWithIndex)
              assert(rowsOf(copy) == expected.filter { case (id, _) => partition.shardOf(id) == server })
            train(copies, ids)
            train(shards, ids)
            assert(copies.flatMap(rowsOf).toMap == shards.flatMap(rowsOf).toMap, "it learns on alike")
          }
        }
      }
    }
  }

  test("without state, rows come back, and state and ages start anew") {
    for (written <- Seq(true, false)) withSnapshot(2, withState = written) { (folder, tables) =>
      assert(Files.exists(folder.resolve("table-00000.00001-of-00002.state")) == written)
      val expected = tables.head.flatMap(rowsOf).toMap.map { case (id, (floats, _)) =>
        id -> ((floats.take(3) ++ Seq.fill(7)(0), 0))
      }
      restored(folder, 0, adam, 3, withState = false)(copies => assert(copies.flatMap(rowsOf).toMap == expected))
      // Another optimizer has state of another size.
      val rowWise = adam.withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.1f, 1e-8f))
      restored(folder, 0, rowWise, 1, withState = false) { copies =>
        assert(copies.flatMap(rowsOf).toMap == expected.map { case (id, (row, step)) => id -> ((row.take(4), step)) })
      }
    }
  }
}
