package org.coherer.training.embedding.file

import java.nio.{ByteBuffer, ByteOrder}
import java.nio.file.{Files, Path}
import java.util.concurrent.{Callable, Executors, TimeUnit}

import scala.util.Random

import org.coherer.training.file.DamagedFileException
import org.coherer.training.embedding.{IdPartition, RowOrder}
import org.coherer.training.embedding.table.EmbeddingTable
import org.scalatest.funsuite.AnyFunSuite

/** Rows that are looked up in files are those of the tables that were written. */
class StoredTableSuite extends AnyFunSuite with WithSnapshots {

  private val asked: Seq[Long] = ids ++ (1000000L until 1001000L) ++ ids.take(10)

  private def rows(table: StoredTable, ids: Seq[Long]): Seq[Seq[Float]] = {
    val width = table.spec.width
    val into = Array.fill(ids.size * width + 3)(Float.NaN)
    table.lookup(ids.toArray, ids.size, into)
    assert(into.takeRight(3).forall(_.isNaN))
    into.dropRight(3).grouped(width).map(_.toList).toList
  }

  private def pulled(shards: Seq[EmbeddingTable], ids: Seq[Long]): Seq[Seq[Float]] = {
    val partition = new IdPartition(shards.size)
    ids.map { id =>
      val table = shards(partition.shardOf(id))
      val packed = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder)
      val into = ByteBuffer.allocate(4 * table.spec.width).order(ByteOrder.nativeOrder)
      table.pull(packed.putLong(0, id), into)
      (0 until table.spec.width).map(i => into.getFloat(4 * i)).toList
    }
  }

  private def withStored[T](folder: Path, table: Int, segmentBytes: Int)(use: StoredTable => T): T = {
    val stored = new StoredTable(folder, TableManifest.read(TableFiles.local(folder)), table, segmentBytes)
    try use(stored)
    finally stored.close()
  }

  for (servers <- Seq(1, 2, 5); segmentBytes <- Seq(1, 100, 1 << 12, 1 << 30)) {
    test(s"rows of $servers servers, in segments of at most $segmentBytes bytes, stored or not") {
      withSnapshot(servers) { (folder, tables) =>
        for ((shards, table) <- tables.zipWithIndex) withStored(folder, table, segmentBytes) { stored =>
          assert(stored.spec == shards.head.spec && stored.input == inputs(table))
          assert(stored.rows == shards.map(_.rows).sum)
          assert(rows(stored, asked) == pulled(shards, asked))
          for (count <- Seq(0, 1, 127, 128, 129))
            assert(rows(stored, asked.take(count)) == pulled(shards, asked.take(count)))
          val found =
            stored.lookup(asked.toArray, asked.size, new Array[Float](asked.size * stored.spec.width))
          val known = ids.take(if (table == 0) ids.size else 700)
          assert(found == asked.count(known.toSet))
        }
      }
    }
  }

  test("a table that has no rows has the initial ones, and so has a server without any") {
    withShards(adam, 3) { shards =>
      for (trained <- Seq(Nil, Seq(4L))) withFolder { folder =>
        train(shards, trained)
        save(folder, Seq(shards))
        withStored(folder, 0, 1 << 20) { stored =>
          assert(stored.rows == trained.size && rows(stored, asked) == pulled(shards, asked))
        }
      }
    }
  }

  test("ids whose hashes begin alike are told apart") {
    val salt = RowOrder.of(adam).salt
    def id(hash: Long) = salt ^ inverse(hash)
    val same =
      (0 until 300).map(i => id((0x12345678L << 32) | i)) ++ (0 until 5).map(i => id(-1L - i)) :+ id(0)
    withShards(adam, 1) { shards =>
      train(shards, same ++ ids)
      withFolder { folder =>
        save(folder, Seq(shards))
        withStored(folder, 0, 4096) { stored =>
          val others =
            (300 until 400).map(i => id((0x12345678L << 32) | i)) ++ (1 until 5).map(i => id(i.toLong))
          assert(rows(stored, same ++ others) == pulled(shards, same ++ others))
        }
      }
    }
  }

  /** The inverse of `Mixing.murmur`. */
  private def inverse(hash: Long): Long = {
    def of(odd: Long): Long = BigInt(odd).modInverse(BigInt(2).pow(64)).toLong
    def unshift(z: Long): Long = z ^ (z >>> 33)
    unshift(unshift(unshift(hash) * of(0xc4ceb9fe1a85ec53L)) * of(0xff51afd7ed558ccdL))
  }

  test("threads look up at the same time, also while the table is closed, and then are told so") {
    withSnapshot(2) { (folder, tables) =>
      val expected = pulled(tables.head, ids)
      val stored = StoredTable.open(folder, 0)
      val threads = Executors.newFixedThreadPool(4)
      try {
        val calls = (0 until 4).map { _ =>
          threads.submit(new Callable[Int] {
            override def call(): Int = {
              var rounds = 0
              try
                while (rounds < 1000000) {
                  assert(rows(stored, ids) == expected)
                  rounds += 1
                  if (rounds == 20) stored.close()
                }
              catch {
                case e: IllegalStateException =>
                  assert(e.getMessage == "Embedding table 'words' is closed")
              }
              rounds
            }
          })
        }
        assert(calls.map(_.get(60, TimeUnit.SECONDS)).max >= 20)
      } finally threads.shutdownNow()
      stored.close()
      assert(mappings(folder).isEmpty)
    }
  }

  private def mappings(folder: Path): Seq[String] =
    lines("/proc/self/maps").filter(_.contains(folder.toString))

  private def lines(file: String): Seq[String] =
    new String(Files.readAllBytes(java.nio.file.Paths.get(file))).split('\n').toSeq

  private def descriptors(folder: Path): Seq[String] = {
    val found = Files.newDirectoryStream(java.nio.file.Paths.get("/proc/self/fd"))
    try {
      val targets = Seq.newBuilder[String]
      found.forEach { link =>
        try targets += Files.readSymbolicLink(link).toString
        catch { case _: java.io.IOException => () }
      }
      targets.result().filter(_.startsWith(folder.toString))
    } finally found.close()
  }

  test("all tables of a folder: no descriptor is open while they are, and no mapping is left") {
    assume(Files.exists(java.nio.file.Paths.get("/proc/self/maps")))
    withSnapshot(3) { (folder, tables) =>
      val all = StoredTables.open(folder)
      assert(all.inputs == java.util.Arrays.asList(inputs: _*))
      assert(mappings(folder).size == 12 && descriptors(folder).isEmpty)
      for (table <- 0 to 1) assert(rows(all.table(table), asked) == pulled(tables(table), asked))
      all.close()
      all.close()
      assert(mappings(folder).isEmpty)
      intercept[IllegalStateException](rows(all.table(1), ids))
      // Files that were deleted once they were open are still there.
      val kept = StoredTables.open(folder)
      val listed = Files.newDirectoryStream(folder)
      try listed.forEach(file => Files.delete(file))
      finally listed.close()
      assert(rows(kept.table(0), asked) == pulled(tables.head, asked))
      kept.close()
      assert(mappings(folder).isEmpty)
    }
  }

  test("a table with a damaged slice is not opened, and nothing of the others stays mapped") {
    withSnapshot(3) { (folder, _) =>
      val file = folder.resolve("table-00001.00002-of-00003.rows")
      val bytes = Files.readAllBytes(file)
      Files.write(file, bytes.updated(100, (bytes(100) ^ 1).toByte))
      val error = intercept[DamagedFileException](StoredTables.open(folder))
      assert(
        error.getMessage.startsWith(
          s"Cannot use $file: the checksum of block 0 (740 bytes at 0) does not match"
        )
      )
      assert(mappings(folder).isEmpty && descriptors(folder).isEmpty)
    }
  }

  test("lookups of more than there is space for, and tables that there are not, are refused") {
    withSnapshot(1) { (folder, _) =>
      withStored(folder, 0, 1 << 20) { stored =>
        for ((have, count, space) <- Seq((3, 4, 100), (3, 3, 8), (3, -1, 100)))
          intercept[IllegalArgumentException](
            stored.lookup(new Array[Long](have), count, new Array[Float](space))
          )
      }
      intercept[IllegalArgumentException](StoredTable.open(folder, 2))
    }
  }
}
