package org.coherer.training.checkpoint

import java.nio.file.{Files, Path}
import java.nio.file.attribute.FileTime
import java.time.{Duration, Instant}

import org.coherer.training.checkpoint.format._
import org.scalatest.funsuite.AnyFunSuite

class RetentionSuite extends AnyFunSuite with WithCheckpoints {

  private def kept(folder: Path): Set[CheckpointId] =
    names(folder).flatMap { name =>
      val found = CheckpointId.ofFile(name)
      if (found.isPresent) Some(found.get) else None
    }

  private def age(folder: Path, name: String, age: Duration): Unit =
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now.minus(age)))

  test("so many are kept, and the best one beside them") {
    withTempDir { folder =>
      val store = localStore(folder)
      for (epochs <- 1 to 7) save(store, id(epochs), toKeep = 2, best = epochs == 2 || epochs == 3)
      assert(kept(folder) == Set(id(3), id(6), id(7)) && names(folder).size == 3 * 3)
      save(store, id(8), toKeep = 2, best = true)
      save(store, id(9), toKeep = 2)
      assert(kept(folder) == Set(id(8), id(9)))
      save(store, id(10), toKeep = 1)
      assert(kept(folder) == Set(id(8), id(10)))
    }
  }

  test("at least one is kept") {
    withTempDir { folder =>
      val e = intercept[IllegalArgumentException](committer(localStore(folder), 1, toKeep = 0))
      assert(e.getMessage == "Invalid number of checkpoints to keep 0 (must be at least 1)")
    }
  }

  test("what was never committed is deleted once a later checkpoint is") {
    withTempDir { folder =>
      val store = localStore(folder)
      val all = vectors(1)
      writeSlice(store, id(1), all, 0, 2)
      writeSlice(store, id(9), all, 1, 2) // being written
      Files.write(folder.resolve(id(2).manifest), Array[Byte](1)) // torn
      writeSlice(store, id(2), all, 0, 2)
      save(store, id(3))
      assert(kept(folder) == Set(id(3), id(9)))
    }
  }

  test("what earlier attempts have not committed is deleted, what they have is kept") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      writeSlice(store, id(5), vectors(1), 1, 2)
      save(store, id(2, attempt = 1))
      assert(kept(folder) == Set(id(1), id(2, attempt = 1)))
    }
  }

  test("what another run has not committed is deleted an hour later") {
    withTempDir { folder =>
      val store = localStore(folder)
      for (token <- Seq(run + 1, run + 2)) writeSlice(store, id(1, 0, token), vectors(1), 0, 1)
      age(folder, id(1, 0, run + 1).slice(0, 1), Duration.ofMinutes(61))
      age(folder, id(1, 0, run + 2).slice(0, 1), Duration.ofMinutes(59))
      save(store, id(2))
      assert(kept(folder) == Set(id(1, 0, run + 2), id(2)))
    }
  }

  test("checkpoints of another fingerprint, of a later version, and files of others stay") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      save(store, id(2))
      val other = new CheckpointCommitter.Origin(fingerprint("data" -> "7 rows"), "0.1.0-test")
      val foreign = id(1, 0, run + 1)
      val report = writeSlice(store, foreign, vectors(1), 0, 1)
      new CheckpointCommitter(store, other, run + 1, 0, 1, 1).accept(report)
      val newer = folder.resolve(id(1).manifest)
      Files.write(newer, newerVersion(Files.readAllBytes(newer)))
      val others = Seq("model.zip", "checkpoint-1.pt", id(1).name + ".txt")
      others.foreach(name => Files.write(folder.resolve(name), Array[Byte](1)))
      names(folder).foreach(age(folder, _, Duration.ofDays(9)))
      save(store, id(3), toKeep = 1)
      assert(kept(folder) == Set(foreign, id(1), id(3)) && others.forall(names(folder)))
    }
  }

  private def newerVersion(manifest: Array[Byte]): Array[Byte] = {
    val bytes = java.nio.ByteBuffer.wrap(manifest.clone()).order(java.nio.ByteOrder.LITTLE_ENDIAN)
    bytes.putInt(4, 2)
    val crc = new java.util.zip.CRC32C()
    crc.update(bytes.array(), 0, 12)
    bytes.putInt(12, crc.getValue.toInt).array()
  }

  test("reports of other attempts, of ranks that there are not, and late ones are ignored") {
    withTempDir { folder =>
      val store = localStore(folder)
      val driver = committer(store, 2)
      val all = vectors(1)
      def write(id: CheckpointId) = (0 until 2).map(rank => writeSlice(store, id, all, rank, 2))
      for (foreign <- Seq(id(1, attempt = 1), id(1, token = run + 1)))
        write(foreign).foreach(report => assert(!driver.accept(report).isPresent))
      val third = writeSlice(store, id(4), all, 2, 3)
      assert(!driver.accept(third).isPresent)
      val old = write(id(1))
      val reports = write(id(2))
      assert(!driver.accept(old(0)).isPresent && !driver.accept(reports(1)).isPresent)
      assert(!driver.accept(reports(1)).isPresent, "twice")
      assert(driver.accept(reports(0)).get.id == id(2))
      assert(old.forall(report => !driver.accept(report).isPresent))
      assert(reports.forall(report => !driver.accept(report).isPresent))
      assert(latest(store).checkpoint.get.manifest.id == id(2))
    }
  }

  test("of checkpoints that come upon each other the newest whole one is committed; the others go") {
    withTempDir { folder =>
      val store = localStore(folder)
      val driver = committer(store, 2)
      val all = vectors(1)
      for (number <- 1 to 3; rank <- 0 until 2) driver.note(writeSlice(store, id(number), all, rank, 2))
      driver.note(writeSlice(store, id(4), all, 1, 2))
      assert(driver.commitNewest().get.id == id(3))
      assert(!driver.commitNewest().isPresent)
      assert(
        names(folder).forall(name => name.startsWith(id(3).name) || name.startsWith(id(4).name)),
        names(folder)
      )
      driver.note(writeSlice(store, id(4), all, 0, 2))
      assert(driver.commitNewest().get.id == id(4))
    }
  }

  test("a checkpoint of which a rank has no slice is forgotten") {
    withTempDir { folder =>
      val store = localStore(folder)
      val driver = committer(store, 2)
      val all = vectors(1)
      driver.accept(writeSlice(store, id(1), all, 0, 2))
      driver.failed(id(1))
      assert(!driver.accept(writeSlice(store, id(1), all, 1, 2)).isPresent)
      assert(!latest(store).checkpoint.isPresent)
    }
  }

  test("slices that are not the whole state are not committed") {
    withTempDir { folder =>
      val store = localStore(folder)
      val driver = committer(store, 1)
      val report = writeSlice(store, id(1), vectors(1), 0, 2)
      val e = intercept[java.io.IOException](driver.accept(report))
      assert(e.getMessage.contains(id(1).name) && e.getMessage.contains("no slice has element"))
      assert(!latest(store).checkpoint.isPresent)
    }
  }
}
