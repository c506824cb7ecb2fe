package org.coherer.training.checkpoint

import java.io.{
  ByteArrayInputStream,
  ByteArrayOutputStream,
  IOException,
  ObjectInputStream,
  ObjectOutputStream
}
import java.nio.file.{Files, Paths}
import java.util.Collections.singletonList

import org.apache.hadoop.conf.Configuration
import org.coherer.training.checkpoint.format._
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class CheckpointStoreSuite extends AnyFunSuite with WithCheckpoints {

  for (saving <- Seq(1, 2, 3, 7); restoring <- Seq(1, 2, 5))
    test(s"what $saving ranks save, $restoring restore with all bits") {
      withTempDir { folder =>
        val store = localStore(folder.resolve("new"))
        store.prepare()
        val all = save(store, id(1, 5), saving)
        val found = latest(store).checkpoint.get
        assert(found.manifest.workers == saving && found.manifest.id == id(1, 5))
        assert(found.manifest.state.loop.toSeq == loop.toSeq)
        assert(restored(found, restoring) == bitsOf(all))
      }
    }

  test("the same through Hadoop's streams, as on any other file system") {
    withTempDir { folder =>
      val store = new FaultyFileSystem().store(folder)
      val all = save(store, id(1, 5), 3)
      assert(restored(latest(store).checkpoint.get, 2) == bitsOf(all))
      assert(restored(latest(localStore(folder)).checkpoint.get, 4) == bitsOf(all))
    }
  }

  test("any elements can be restored, into memory of several segments") {
    withTempDir { folder =>
      val store = localStore(folder)
      val all = save(store, id(1), 3)
      val found = latest(store).checkpoint.get
      for ((offset, length) <- Seq((0, 1), (15, 17), (99, 104), (600, 2), (3, 599), (7, 0))) {
        val target =
          FlatVector.concat(FlatVector.allocate(length / 3), FlatVector.allocate(length - length / 3))
        found.restore(
          singletonList(new RangeValues(VectorRange.of(StateVector.OPTIMIZER, offset, length), target))
        )
        assert(bits(target) == bits(all(StateVector.OPTIMIZER)).slice(offset, offset + length))
      }
    }
  }

  test("elements that a checkpoint lacks are refused") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      val found = latest(store).checkpoint.get
      for (range <- Seq(VectorRange.of("other", 0, 1), VectorRange.of(StateVector.PARAMETERS, 301, 1))) {
        val target = singletonList(new RangeValues(range, FlatVector.allocate(1)))
        val e = intercept[IllegalArgumentException](found.restore(target))
        assert(e.getMessage.contains("does not have") && e.getMessage.contains(range.toString))
      }
    }
  }

  test("a folder that is empty, or not there, has no checkpoint") {
    withTempDir { folder =>
      assert(!latest(localStore(folder)).checkpoint.isPresent)
      assert(!latest(localStore(folder.resolve("none"))).checkpoint.isPresent)
    }
  }

  test("the newest is the one with the furthest position, not the latest file") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(2, 1), toKeep = 9)
      save(store, id(1, 900, run + 1), toKeep = 9)
      save(store, id(1, 7), toKeep = 9)
      assert(latest(store).checkpoint.get.manifest.id == id(2, 1))
    }
  }

  test("slices without a manifest are no checkpoint") {
    withTempDir { folder =>
      val store = localStore(folder)
      val all = vectors(1)
      (0 until 2).foreach(rank => writeSlice(store, id(1), all, rank, 2))
      assert(!latest(store).checkpoint.isPresent && names(folder).size == 2)
    }
  }

  test("two attempts, and two runs, never write one file; one attempt cannot write it twice") {
    withTempDir { folder =>
      val store = localStore(folder)
      val all = vectors(1)
      for (token <- Seq(run, run + 1); attempt <- Seq(0, 1))
        writeSlice(store, id(1, 0, token, attempt), all, 0, 1)
      assert(names(folder).size == 4)
      val before = Files.readAllBytes(folder.resolve(id(1).slice(0, 1))).toSeq
      val e = intercept[IOException](writeSlice(store, id(1), vectors(2), 0, 1))
      assert(e.getMessage.contains(id(1).slice(0, 1)))
      assert(Files.readAllBytes(folder.resolve(id(1).slice(0, 1))).toSeq == before)
    }
  }

  test("a run with another network, other data or other Params is refused with all that differs") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      val other = fingerprint("network" -> "dl4j:ffff", "params.learningRate" -> "0.1")
      val e = intercept[CheckpointMismatchException](
        store.latest(other, _ => (), CheckpointStore.Verification.LENGTHS)
      )
      val differences = Seq(
        "network: dl4j:ffff (this run), dl4j:0f1e (checkpoint)",
        "params.learningRate: 0.1 (this run), (none) (checkpoint)"
      )
      assert(e.differences.toArray.toSeq == differences)
      assert(e.mine == other && e.theirs == fingerprint())
      (differences ++ Seq(other.toString, fingerprint().toString, id(1).name, "0.1.0-test"))
        .foreach(text => assert(e.getMessage.contains(text)))
    }
  }

  test("a newer checkpoint that is damaged does not keep an older one from being refused") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      Files.write(folder.resolve(id(2).manifest), Array[Byte](1, 2))
      val other = fingerprint("data" -> "7 rows")
      intercept[CheckpointMismatchException](
        store.latest(other, _ => (), CheckpointStore.Verification.LENGTHS)
      )
    }
  }

  test("a state that the training cannot read is skipped") {
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      val found = store.latest(
        fingerprint(),
        _ => throw new IOException("Cannot read a loop state of version 9"),
        CheckpointStore.Verification.LENGTHS
      )
      assert(!found.checkpoint.isPresent && found.skipped.size == 1)
      val message = found.skipped.get(0).cause.getMessage
      assert(message.contains("version 9") && message.contains(id(1).manifest))
    }
  }

  test("a location finds its folder after it was serialized") {
    withTempDir { folder =>
      val configuration = new Configuration(false)
      configuration.set("fs.faulty.impl", classOf[FaultyFileSystem].getName)
      configuration.setBoolean("fs.faulty.impl.disable.cache", true)
      for (scheme <- Seq("file", "faulty")) {
        val location = CheckpointLocation.of(s"$scheme://${folder.toUri.getPath}$scheme", configuration)
        val bytes = new ByteArrayOutputStream()
        val out = new ObjectOutputStream(bytes)
        out.writeObject(location)
        out.close()
        val in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray))
        val store = in.readObject().asInstanceOf[CheckpointLocation].open()
        save(store, id(1))
        assert(names(folder.resolve(scheme)).size == 3)
        assert(location.toString.endsWith(scheme) && store.toString == location.toString)
      }
    }
  }

  test("a folder that cannot be written to is named before anything starts") {
    val e = intercept[IOException](localStore(Paths.get("/proc/checkpoints")).prepare())
    assert(e.getMessage.startsWith("Cannot write checkpoints to file:/proc/checkpoints: "))
    assert(e.getMessage.contains("must be a folder in which files can be created and deleted"))
  }
}
