package org.coherer.benchmarks.barrier

import java.nio.file.Files
import java.time.Duration

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.BenchmarkException
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class MomentsSuite extends AnyFunSuite with WithTempDir {

  private def numbers(moments: Moments): Seq[Long] = {
    val found = ArrayBuffer[Long]()
    moments.read().forEach(moment => found += moment.number)
    found.toList
  }

  test("what several ranks note is read in the order of time, with rank and process") {
    withTempDir { folder =>
      val moments = new Moments(folder.resolve("new"))
      assert(numbers(moments).isEmpty)
      val before = System.nanoTime
      val files = Seq(0, 1).map(rank => MomentFile.create(moments.folder, rank))
      Seq(0, 1, 1, 0).zipWithIndex.foreach { case (rank, i) => files(rank).note(10L + i) }
      assert(numbers(moments) == Seq(10, 11, 12, 13))
      val last = moments.read().get(3)
      assert(last.rank == 0 && last.process == ProcessHandle.current.pid)
      assert(last.nanos >= before && last.nanos <= System.nanoTime)
      moments.clear()
      assert(numbers(moments).isEmpty)
    }
  }

  test("half a record, which a script may be about to write, does not count") {
    withTempDir { folder =>
      val record = Array[Byte](7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
      Files.write(folder.resolve("1-42-1.moments"), record ++ record.take(9))
      val moments = new Moments(folder)
      assert(moments.read().size == 1 && moments.read().get(0) == new Moment(1, 42, 7, 256))
    }
  }

  test("whoever waits gets all that was noted, or an exception that says what is not there") {
    withTempDir { folder =>
      val moments = new Moments(folder)
      MomentFile.create(folder, 0).note(3)
      assert(moments.await("step 3", Duration.ofSeconds(5), _.size == 1).get(0).number == 3)
      val e = intercept[BenchmarkException](moments.await("step 4", Duration.ZERO, _.size == 2))
      assert(e.getMessage == "No step 4 within 0 s")
    }
  }

  test("a process that was started without a folder says so") {
    val e = intercept[IllegalStateException](MomentFile.here(0))
    assert(e.getMessage.startsWith("No folder to note moments in"))
    assert(new Moments(java.nio.file.Paths.get("/a")).javaOption == "-Dcoherer.benchmarks.moments=/a")
  }
}
