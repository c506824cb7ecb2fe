package org.coherer.training.embedding.file

import java.nio.file.{Files, Path}
import java.util.Collections.singletonList

import org.coherer.training.file.DamagedFileException
import org.coherer.training.embedding.{EmbeddingSpec, IdPartition, RowOptimizer}
import org.coherer.training.embedding.table.EmbeddingTable
import org.scalatest.funsuite.AnyFunSuite

/** Tables come back from their files, on any number of servers. */
class TableSnapshotSuite extends AnyFunSuite with WithSnapshots {

  private def restored[T](
      folder: Path,
      table: Int,
      spec: EmbeddingSpec,
      servers: Int,
      withState: Boolean = true
  )(
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
      restored(folder, 0, adam, 3, withState = false)(copies =>
        assert(copies.flatMap(rowsOf).toMap == expected)
      )
      // Another optimizer has state of another size.
      val rowWise = adam.withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.1f, 1e-8f))
      restored(folder, 0, rowWise, 1, withState = false) { copies =>
        assert(copies.flatMap(rowsOf).toMap == expected.map { case (id, (row, step)) =>
          id -> ((row.take(4), step))
        })
      }
    }
  }

  test("a copy is a snapshot with the same rows, with or without state, also of an empty table") {
    for (withState <- Seq(true, false)) withSnapshot(3) { (folder, tables) =>
      withFolder { target =>
        val copy = TableSnapshot.open(TableFiles.local(folder)).copy(TableFiles.local(target), withState)
        assert(TableManifest.read(TableFiles.local(target)) == copy.manifest)
        assert(copy.manifest.withState == withState && copy.manifest.rows(1) == 700)
        copy.check()
        val state = withShards(adam, 1) { shards =>
          copy.restore(0, shards.head, 0, 1, withState)
          rowsOf(shards.head)
        }
        val expected = tables.head.flatMap(rowsOf).toMap
        if (withState) assert(state == expected)
        else
          assert(
            state.map(row => row._1 -> row._2._1.take(3)) == expected.map(row => row._1 -> row._2._1.take(3))
          )
      }
    }
    withShards(adam, 2) { shards =>
      withFolder { folder =>
        save(folder, Seq(shards))
        restored(folder, 0, adam, 3)(copies => assert(copies.forall(_.rows == 0)))
        withFolder { target =>
          TableSnapshot.open(TableFiles.local(folder)).copy(TableFiles.local(target), true).check()
        }
      }
    }
  }

  test("blocks of any number of rows, and those of the usual size") {
    for (blockRows <- Seq(1, 2, 1499, 1500, 100000)) withSnapshot(1, blockRows = blockRows) {
      (folder, tables) =>
        restored(folder, 1, sgd, 1)(copies => assert(rowsOf(copies.head) == rowsOf(tables(1).head)))
    }
    withShards(adam, 1) { shards =>
      train(shards, 0L until 100000L)
      withFolder { folder =>
        val files = TableFiles.local(folder)
        val slice = TableSnapshot.write(files, new SlicePlace(0, 0, 1), shards.head, true)
        new TableManifest(singletonList(inputs.head), 1, true, singletonList(slice)).write(files)
        assert(Files.size(folder.resolve("table-00000.00000-of-00001.ids")) == 8 * 100000)
        restored(folder, 0, adam, 1)(copies => assert(rowsOf(copies.head) == rowsOf(shards.head)))
      }
    }
  }

  test("a restore takes the index's memory first, for the rows that the server will have") {
    withShards(adam, 2) { shards =>
      train(shards, 0L until 60000L)
      withFolder { folder =>
        save(folder, Seq(shards), blockRows = 500)
        for (servers <- 1 to 3) restored(folder, 0, adam, servers) { copies =>
          for (copy <- copies) withShards(adam, servers) { others =>
            val rows = copy.rows
            others.head.reserve(rows)
            val slabs = (rows + 32767) / 32768 * (32768L * (8 + 10 * 4 + 4))
            assert(math.abs(copy.bytes - slabs - others.head.bytes) < 0.03 * others.head.bytes)
          }
        }
      }
    }
  }

  test("a restore reads no slice that has none of its rows") {
    withSnapshot(4) { (folder, tables) =>
      val all = tables.head.flatMap(rowsOf).toMap
      for (unread <- 2 to 3) Files.delete(folder.resolve(s"table-00000.0000$unread-of-00004.slice"))
      withShards(adam, 2) { shards =>
        TableSnapshot.open(TableFiles.local(folder)).restore(0, shards.head, 0, 2, true)
        assert(rowsOf(shards.head) == all.filter { case (id, _) => new IdPartition(2).shardOf(id) == 0 })
        intercept[DamagedFileException](
          TableSnapshot.open(TableFiles.local(folder)).restore(0, shards(1), 1, 2, true)
        )
      }
    }
  }
}
