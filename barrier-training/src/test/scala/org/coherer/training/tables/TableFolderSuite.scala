package org.coherer.training.tables

import java.io.{
  ByteArrayInputStream,
  ByteArrayOutputStream,
  IOException,
  ObjectInputStream,
  ObjectOutputStream
}
import java.nio.file.Files

import org.coherer.training.file.DamagedFileException
import org.coherer.training.embedding.file.{SlicePlace, TableManifest, TableSnapshot}
import org.scalatest.funsuite.AnyFunSuite

/** Snapshots on any of Hadoop's file systems. */
class TableFolderSuite extends AnyFunSuite with WithTableFolders {

  private def serialized(folder: TableFolder): TableFolder = {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(folder)
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject().asInstanceOf[TableFolder]
  }

  test("what tasks write in a folder, others restore, on this machine or another file system") {
    withTempDir { dir =>
      for ((root, isLocal) <- Seq(local(dir.resolve("a")) -> true, remote(dir.resolve("b")) -> false)) {
        val folder = serialized(root).resolve("version-7")
        assert(folder.path.endsWith("/version-7") && folder.toString == folder.path)
        assert(folder.local.isPresent == isLocal)
        val written = write(folder.files, 2)
        withShards(3) { shards =>
          val snapshot = TableSnapshot.open(folder.files)
          for ((shard, server) <- shards.zipWithIndex) snapshot.restore(0, shard, server, 3, true)
          assert(rowsOf(shards) == written)
        }
        folder.delete()
        folder.delete()
        assert(!TableManifest.exists(folder.files) && filesIn(dir.resolve(if (isLocal) "a" else "b")).isEmpty)
      }
    }
  }

  test("a slice that cannot be written fails by name, and leaves no whole slice") {
    withTempDir { dir =>
      for ((part, after) <- Seq("ids" -> 0L, "rows" -> 100L, "state" -> 1000L, "slice" -> 20L)) {
        val folder = remote(dir.resolve(part))
        faulty.capacity = name => if (name.endsWith(part)) after else Long.MaxValue
        try
          withShards(1) { shards =>
            train(shards, 1)
            val error =
              intercept[IOException](
                TableSnapshot.write(folder.files, new SlicePlace(0, 0, 1), shards.head, true)
              )
            assert(error.getMessage.contains(s"/$part/table-00000.00000-of-00001.$part: "), error.getMessage)
            assert(error.getMessage.contains("No space left on device"))
          }
        finally faulty.capacity = _ => Long.MaxValue
        val slice = dir.resolve(part).resolve("table-00000.00000-of-00001.slice")
        assert(!Files.exists(slice) || Files.size(slice) == 20)
      }
    }
  }

  test("a file that cannot be read fails by name; one that ends too early is damaged") {
    withTempDir { dir =>
      val folder = remote(dir.resolve("a"))
      write(folder.files, 1)
      val name = "table-00000.00001-of-00002.rows"
      faulty.fail("open", name, new IOException("no route to host"))
      try {
        val error = intercept[IOException](TableSnapshot.open(folder.files).check())
        assert(error.getMessage.contains(name) && error.getMessage.contains("no route to host"))
        assert(!error.isInstanceOf[DamagedFileException])
      } finally faulty.before = (_, _) => ()
      val file = dir.resolve("a").resolve(name)
      Files.write(file, Files.readAllBytes(file).take(100))
      val damaged = intercept[DamagedFileException](TableSnapshot.open(folder.files).check())
      assert(damaged.damage == DamagedFileException.Damage.TRUNCATED && damaged.getMessage.contains(name))
    }
  }
}
