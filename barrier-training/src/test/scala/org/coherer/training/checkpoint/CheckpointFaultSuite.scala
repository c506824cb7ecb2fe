package org.coherer.training.checkpoint

import java.io.IOException
import java.nio.file.Path

import org.coherer.training.file.DamagedFileException
import org.coherer.training.checkpoint.format._
import org.scalatest.funsuite.AnyFunSuite

/** One operation of one process fails: the checkpoint before is still there, and the next one is written. */
class CheckpointFaultSuite extends AnyFunSuite with WithWriters {

  private val Ranks = 3
  private val torn = id(2)
  private val ended = Seq("create", "write", "close")

  private def slices = (0 until Ranks).map(rank => torn.slice(rank, Ranks))

  private def error = new IOException("Input/output error")

  /** Saves a checkpoint, then one under a fault, then one without. */
  private def underFault(fault: FaultyFileSystem => Unit, file: String, existsAfter: Boolean = false): Unit =
    withTempDir { folder =>
      val files = new FaultyFileSystem
      val store = files.store(folder)
      val driver = committer(store, Ranks, toKeep = 2)
      val first = saveByRanks(store, id(1), Ranks, driver)
      assert(first.failures.isEmpty)

      fault(files)
      val second = saveByRanks(store, torn, Ranks, driver)
      files.before = (_, _) => ()
      files.capacity = _ => Long.MaxValue
      if (!existsAfter) {
        assert(second.failures.size == 1 && second.failures.head.getMessage.contains(file))
        val found = latest(store)
        assert(found.checkpoint.get.manifest.id == id(1) && found.skipped.size <= 1)
        assert(restored(found.checkpoint.get, 2) == bitsOf(first.values))
      } else {
        assert(second.failures.isEmpty)
        assert(restored(latest(store).checkpoint.get, 2) == bitsOf(second.values))
      }
      recovers(store, folder, driver)
    }

  private def recovers(store: CheckpointStore, folder: Path, driver: CheckpointCommitter): Unit = {
    val third = saveByRanks(store, id(3), Ranks, driver)
    assert(third.failures.isEmpty)
    val found = latest(store)
    assert(found.checkpoint.get.manifest.id == id(3) && found.skipped.isEmpty)
    assert(restored(found.checkpoint.get, 2) == bitsOf(third.values))
    assert(names(folder).size == 2 * (Ranks + 1), "nothing is left of the one that failed")
  }

  for (file <- slices :+ torn.manifest; operation <- ended) {
    val what = file.stripPrefix(torn.name + ".")
    test(s"$operation fails: $what")(underFault(_.fail(operation, file, error), file))
  }

  for (file <- slices :+ torn.manifest; bytes <- Seq(0, 7, 100, 1500)) {
    val what = file.stripPrefix(torn.name + ".")
    test(s"the disk is full after $bytes bytes: $what") {
      // The manifest has fewer bytes than that.
      val fits = file == torn.manifest && bytes == 1500
      underFault(_.capacity = name => if (name == file) bytes else Long.MaxValue, file, existsAfter = fits)
    }
  }

  for (file <- slices :+ torn.manifest) {
    val what = file.stripPrefix(torn.name + ".")
    test(s"what is torn cannot even be deleted: $what") {
      val fault = (files: FaultyFileSystem) => {
        files.capacity = name => if (name == file) 100 else Long.MaxValue
        files.fail("delete", file, error)
      }
      underFault(fault, file)
    }
  }

  test("the folder cannot be listed: there is no checkpoint, rather than one that is not checked") {
    underFault(
      files => files.before = (operation, _) => if (operation == "list") throw error,
      "Cannot list the folder"
    )
  }

  test("old files cannot be deleted: the checkpoint exists, and they are deleted after the next one") {
    withTempDir { folder =>
      val files = new FaultyFileSystem
      val store = files.store(folder)
      val driver = committer(store, Ranks, toKeep = 1)
      files.fail("delete", "", error)
      for (epochs <- 1 to 3) {
        assert(saveByRanks(store, id(epochs), Ranks, driver).failures.isEmpty)
        assert(latest(store).checkpoint.get.manifest.id == id(epochs))
      }
      assert(names(folder).size == 3 * (Ranks + 1))
      files.before = (_, _) => ()
      assert(saveByRanks(store, id(4), Ranks, driver).failures.isEmpty)
      assert(names(folder).size == Ranks + 1)
    }
  }

  test("a read-only folder is refused before anything starts, and written to by nobody") {
    withTempDir { folder =>
      val files = new FaultyFileSystem
      val store = files.store(folder)
      files.before = (operation, _) =>
        if (operation == "create") throw new org.apache.hadoop.security.AccessControlException("read-only")
      val e = intercept[IOException](store.prepare())
      assert(e.getMessage.contains(folder.toString) && e.getMessage.contains("read-only"))
      assert(saveByRanks(store, id(1), Ranks, committer(store, Ranks)).failures.size == Ranks)
      assert(names(folder).isEmpty)
    }
  }

  test("a folder that cannot be read is an error: nobody begins anew where a checkpoint may be") {
    withTempDir { folder =>
      val files = new FaultyFileSystem
      val store = files.store(folder)
      save(store, id(1))
      for (operation <- Seq("list", "open")) {
        files.fail(operation, "", error)
        val e = intercept[IOException](latest(store))
        assert(!e.isInstanceOf[DamagedFileException] && e.getMessage.contains("Input/output error"))
        assert(e.getMessage.contains(folder.toString))
      }
    }
  }

  test("a file that vanishes while it is read is missing") {
    withTempDir { folder =>
      val files = new FaultyFileSystem
      val store = files.store(folder)
      save(store, id(1))
      save(store, id(2))
      files.before = (operation, name) =>
        if (operation == "open" && name == id(2).slice(1, 2)) throw new java.io.FileNotFoundException(name)
      val found = latest(store)
      assert(found.checkpoint.get.manifest.id == id(1))
      assert(found.skipped.get(0).cause.damage == DamagedFileException.Damage.MISSING)
    }
  }
}
