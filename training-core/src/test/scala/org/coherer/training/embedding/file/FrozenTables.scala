package org.coherer.training.embedding.file

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import org.coherer.training.embedding.EmbeddingSpec
import org.coherer.training.embedding.table.EmbeddingTable

/** The snapshots of tables that are read for ever. `main` writes one, as its own version does, and beside it
  * what is in it; it is not run by any test.
  *
  * Argument: a folder that is not there yet.
  */
object FrozenTables extends WithSnapshots {

  val Specs: Seq[EmbeddingSpec] = Seq(adam, sgd)

  private val trained =
    Seq(0L, -1L, Long.MaxValue, Long.MinValue) ++ (1L to 110L) ++ (1L << 40 to (1L << 40) + 5)

  /** Ids that are in no file: their rows are those that every table begins with. */
  val Unknown: Seq[Long] = Seq(7777777L, -42L, 1L << 62)

  def main(args: Array[String]): Unit = {
    val folder = Files.createDirectories(Paths.get(args(0)))
    withShards(adam, 2) { words =>
      withShards(sgd, 2) { places =>
        train(words, trained)
        train(places, trained.take(50))
        save(folder, Seq(words, places))
        val lines = Seq(words, places).zipWithIndex.flatMap { case (shards, table) =>
          val rows = shards.flatMap(rowsOf).sortBy(_._1).map { case (id, (bits, age)) =>
            line("row", table, id, bits, age)
          }
          rows ++ initialRows(folder, table).map { case (id, bits) => line("initial", table, id, bits, 0) }
        }
        Files.write(folder.resolve("expected.txt"), lines.mkString("", "\n", "\n").getBytes(UTF_8))
      }
    }
  }

  private def line(kind: String, table: Int, id: Long, bits: Seq[Int], age: Int): String =
    s"$kind $table $id ${bits.map(_.toHexString).mkString(",")} $age"

  /** Rows of a kind of line, by table. */
  def expected(folder: Path, kind: String): Map[Int, Rows] =
    new String(Files.readAllBytes(folder.resolve("expected.txt")), UTF_8)
      .split("\n")
      .map(_.split(" "))
      .filter(_.head == kind)
      .groupBy(_(1).toInt)
      .map { case (table, lines) =>
        table -> lines.map { words =>
          words(2).toLong -> ((
            words(3).split(",").toSeq.map(Integer.parseUnsignedInt(_, 16)),
            words(4).toInt
          ))
        }.toMap
      }

  /** Looks ids up that the files do not have. */
  def initialRows(folder: Path, table: Int): Seq[(Long, Seq[Int])] = lookedUp(folder, table, Unknown)

  /** Looks rows up in the files, as scoring does. */
  def lookedUp(folder: Path, table: Int, ids: Seq[Long]): Seq[(Long, Seq[Int])] = {
    val stored = new StoredTable(folder, TableManifest.read(TableFiles.local(folder)), table, 1 << 20)
    try {
      val width = stored.spec.width
      val into = new Array[Float](ids.size * width)
      stored.lookup(ids.toArray, ids.size, into)
      ids.zip(into.map(java.lang.Float.floatToRawIntBits).grouped(width).map(_.toSeq).toSeq)
    } finally stored.close()
  }

  /** Returns the rows of a table that so many servers restore. */
  def restored(folder: Path, table: Int, servers: Int): Rows = withShards(Specs(table), servers) { shards =>
    val snapshot = TableSnapshot.open(TableFiles.local(folder))
    for ((shard, server) <- shards.zipWithIndex) snapshot.restore(table, shard, server, servers, true)
    shards.flatMap((shard: EmbeddingTable) => rowsOf(shard)).toMap
  }
}
