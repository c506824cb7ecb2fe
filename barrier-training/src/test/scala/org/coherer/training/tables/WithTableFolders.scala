package org.coherer.training.tables

import java.net.URI
import java.nio.{ByteBuffer, ByteOrder}
import java.nio.file.{Files, Path, Paths}
import java.util.Arrays
import java.util.Collections.singletonList

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.FileSystem
import org.coherer.testkit.WithTempDir
import org.coherer.training.checkpoint.FaultyFileSystem
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, IdPartition, RowStep}
import org.coherer.training.embedding.file.{SlicePlace, TableFiles, TableManifest, TableSnapshot}
import org.coherer.training.embedding.table.{EmbeddingTable, MemoryBudget}

/** Snapshots of a table in folders of this machine, and of a file system that is none of it. */
trait WithTableFolders extends WithTempDir {

  protected val spec: EmbeddingSpec = EmbeddingSpec.of("t", 4)
  protected val ids: Array[Long] = (0L until 1000L).map(_ * 7919).toArray

  protected def configuration: Configuration = {
    val settings = new Configuration(false)
    settings.set("fs.faulty.impl", classOf[FaultyFileSystem].getName)
    settings.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem")
    settings
  }

  /** The file system of the folders that are not of this machine. */
  protected def faulty: FaultyFileSystem =
    FileSystem.get(URI.create("faulty:///"), configuration).asInstanceOf[FaultyFileSystem]

  protected def local(folder: Path): TableFolder = TableFolder.of(folder.toString, configuration)

  protected def remote(folder: Path): TableFolder = TableFolder.of(s"faulty://$folder", configuration)

  protected def native(bytes: Int): ByteBuffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder)

  protected def withShards[T](servers: Int)(use: Seq[EmbeddingTable] => T): T = {
    val budget = new MemoryBudget(1L << 28)
    val shards = Seq.fill(servers)(new EmbeddingTable(spec, servers, budget))
    try use(shards)
    finally shards.foreach(_.close())
  }

  /** Pushes as many ones as a gradient has floats, so many times. */
  protected def train(shards: Seq[EmbeddingTable], times: Int): Unit =
    for (_ <- 1 to times; id <- ids) {
      val gradient = native(16)
      for (i <- 0 until 4) gradient.putFloat(i * 4, 1f)
      val shard = shards(new IdPartition(shards.size).shardOf(id))
      shard.push(native(8).putLong(0, id), gradient, new RowStep(1f, 1f, 1))
    }

  protected def rowsOf(shards: Seq[EmbeddingTable]): Seq[Float] =
    ids.toSeq.flatMap { id =>
      val into = native(16)
      shards(new IdPartition(shards.size).shardOf(id)).pull(native(8).putLong(0, id), into)
      (0 until 4).map(i => into.getFloat(i * 4))
    }

  /** Writes what two servers have after so many pushes. Returns the rows. */
  protected def write(files: TableFiles, times: Int): Seq[Float] =
    withShards(2) { shards =>
      train(shards, times)
      val slices = (0 to 1).map(i => TableSnapshot.write(files, new SlicePlace(0, i, 2), shards(i), true))
      val inputs = singletonList(new EmbeddingInput("text", 3, spec))
      new TableManifest(inputs, 2, true, Arrays.asList(slices: _*)).write(files)
      rowsOf(shards)
    }

  protected def lines(file: String): Seq[String] =
    new String(Files.readAllBytes(Paths.get(file))).split('\n').toSeq

  protected def mappings(folder: Path): Seq[String] =
    lines("/proc/self/maps").filter(_.contains(folder.toString))

  protected def filesIn(folder: Path): Seq[Path] = {
    val found = Files.list(folder)
    try found.toArray(new Array[Path](_)).toSeq
    finally found.close()
  }
}
