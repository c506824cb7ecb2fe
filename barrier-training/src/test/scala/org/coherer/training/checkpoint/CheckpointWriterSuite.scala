package org.coherer.training.checkpoint

import java.io.{IOException, InterruptedIOException}
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.{CountDownLatch, TimeUnit}

import org.coherer.training.checkpoint.format._
import org.coherer.training.vector.FlatVector
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}

class CheckpointWriterSuite extends AnyFunSuite with WithWriters with Eventually {

  implicit override val patienceConfig: PatienceConfig = PatienceConfig(Span(60, Seconds))

  /** A file system whose writes wait for the latch. */
  private def withSlowDisk(test: (FaultyFileSystem, CheckpointStore, CountDownLatch) => Unit): Unit =
    withTempDir { folder =>
      val files = new FaultyFileSystem
      val released = new CountDownLatch(1)
      files.before = (operation, _) =>
        if (operation == "write")
          try released.await(60, TimeUnit.SECONDS)
          catch { case _: InterruptedException => throw new InterruptedIOException("abandoned") }
      try test(files, files.store(folder), released)
      finally released.countDown()
    }

  private def withStore(test: (FaultyFileSystem, CheckpointStore, Path) => Unit): Unit =
    withTempDir { folder =>
      val files = new FaultyFileSystem
      test(files, files.store(folder), folder)
    }

  private def scramble(all: Map[String, FlatVector]): Unit = all.values.foreach(_.fill(Float.NaN))

  test("what was captured is written, whatever the training does to its memory meanwhile") {
    withSlowDisk { (_, store, released) =>
      val told = new Told
      val all = vectors(1)
      val expected = bitsOf(all)
      using(writer(store, told)) { one =>
        assert(one.capture(id(1), stateOf(all), parts(all, 0, 1)))
        scramble(all)
        assert(told.reports.isEmpty)
        released.countDown()
        assert(one.drain(toDrain))
      }
      assert(committer(store, 1).accept(told.reports.peek).isPresent)
      assert(restored(latest(store).checkpoint.get, 2) == expected)
    }
  }

  test("while a slice is being written no other is captured, and the training does not wait") {
    withSlowDisk { (_, store, released) =>
      val told = new Told
      val all = vectors(1)
      using(writer(store, told)) { one =>
        assert(!one.isBusy && one.capture(id(1), stateOf(all), parts(all, 0, 1)) && one.isBusy)
        for (epochs <- 2 to 4) assert(!one.capture(id(epochs), stateOf(all), parts(all, 0, 1)))
        assert(!one.drain(Duration.ofMillis(1)))
        released.countDown()
        assert(one.drain(toDrain) && !one.isBusy)
        assert(one.capture(id(5), stateOf(all), parts(all, 0, 1)) && one.drain(toDrain))
        assert(one.counts == new CheckpointWriter.Counts(2, 3, 0))
      }
      assert(told.reports.toArray.map(_.asInstanceOf[SliceReport].id).toSeq == Seq(id(1), id(5)))
    }
  }

  test("a slice that goes to the disk while it is being written is whole") {
    withTempDir { folder =>
      val store = localStore(folder)
      val all = Map(StateVector.PARAMETERS -> FlatVector.allocate(37L << 20))
      (0L until (37L << 20) by 1001).foreach(i => all(StateVector.PARAMETERS).setBits(i, i.toInt))
      val told = new Told
      using(writer(store, told)) { one =>
        assert(one.capture(id(1), stateOf(all), parts(all, 0, 1)) && one.drain(toDrain))
      }
      assert(committer(store, 1).accept(told.reports.peek).isPresent)
      val target = FlatVector.allocate(37L << 20)
      latest(store).checkpoint.get
        .restore(java.util.Collections.singletonList(RangeValues.of(StateVector.PARAMETERS, target)))
      assert(target.segment(0).equals(all(StateVector.PARAMETERS).segment(0)))
    }
  }

  test("only rank 0 reports what is alike on all ranks") {
    withStore { (_, store, _) =>
      val all = vectors(1)
      for (rank <- 0 until 2) {
        val told = new Told
        using(writer(store, told, rank, 2)) { one =>
          one.capture(id(1), stateOf(all), parts(all, rank, 2))
          assert(one.drain(toDrain))
        }
        assert(told.reports.peek.state.isPresent == (rank == 0) && told.reports.peek.slice.rank == rank)
      }
    }
  }

  test("slices may differ in length from one checkpoint to the next") {
    withStore { (_, store, _) =>
      val told = new Told
      val driver = committer(store, 1, 9)
      using(writer(store, told, floats = 100)) { one =>
        for (
          (names, epochs) <- Seq(Seq("parameters"), Seq("parameters", "best"), Seq("optimizer")).zipWithIndex
        ) {
          val all = vectors(epochs).filter { case (name, _) => names.contains(name) }
          val expected = bitsOf(all)
          assert(one.capture(id(epochs), stateOf(all), parts(all, 0, 1)) && one.drain(toDrain))
          assert(driver.accept(told.reports.poll()).isPresent)
          assert(restored(latest(store).checkpoint.get, 1) == expected)
        }
      }
    }
  }

  test("a slice that cannot be written is a warning, and the next one is written") {
    withStore { (files, store, folder) =>
      val told = new Told
      val all = vectors(1)
      using(writer(store, told)) { one =>
        files.capacity = _ => 1000
        assert(one.capture(id(1), stateOf(all), parts(all, 0, 1)) && one.drain(toDrain))
        assert(one.counts == new CheckpointWriter.Counts(0, 0, 1) && names(folder).isEmpty)
        val (failed, cause) = told.failures.peek
        assert(failed == id(1) && cause.isInstanceOf[IOException])
        assert(cause.getMessage.contains(id(1).slice(0, 1)) && cause.getMessage.contains("No space left"))
        files.capacity = _ => Long.MaxValue
        assert(one.capture(id(2), stateOf(all), parts(all, 0, 1)) && one.drain(toDrain))
        assert(told.reports.size == 1)
      }
    }
  }

  test("a slice that cannot be written fails the training where that is asked for") {
    withStore { (files, store, _) =>
      files.fail("create", "", new IOException("Permission denied"))
      val all = vectors(1)
      using(writer(store, new Told, onFailure = OnFailure.FAIL)) { one =>
        assert(one.capture(id(1), stateOf(all), parts(all, 0, 1)))
        val waiting = intercept[CheckpointFailedException](one.drain(toDrain))
        val next = intercept[CheckpointFailedException](one.capture(id(2), stateOf(all), parts(all, 0, 1)))
        for (e <- Seq(waiting, next))
          assert(e.getMessage.contains("Permission denied") && e.getMessage.contains(id(1).slice(0, 1)))
      }
    }
  }

  test("a listener that fails counts as a failure and does not end the writer") {
    withStore { (_, store, _) =>
      val broken = new SliceListener {
        override def written(report: SliceReport): Unit = throw new IllegalStateException("no driver")
        override def failed(id: CheckpointId, cause: Throwable): Unit =
          throw cause.asInstanceOf[RuntimeException]
      }
      val all = vectors(1)
      using(writer(store, broken)) { one =>
        for (epochs <- 1 to 2)
          assert(one.capture(id(epochs), stateOf(all), parts(all, 0, 1)) && one.drain(toDrain))
        assert(one.counts == new CheckpointWriter.Counts(0, 0, 2))
      }
    }
  }

  test("closing abandons a slice at once; nobody is told of it") {
    withSlowDisk { (files, store, _) =>
      val told = new Told
      val all = vectors(1)
      val one = writer(store, told)
      one.capture(id(1), stateOf(all), parts(all, 0, 1))
      eventually(assert(files.operations.contains("write " + id(1).slice(0, 1))))
      one.close()
      eventually(assert(!one.isBusy))
      assert(told.reports.isEmpty && told.failures.isEmpty && one.counts.failed == 0)
      assert(!latest(store).checkpoint.isPresent)
    }
  }
}
