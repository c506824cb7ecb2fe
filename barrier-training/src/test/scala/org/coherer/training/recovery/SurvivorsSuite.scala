package org.coherer.training.recovery

import java.util.Collections.{singleton, singletonMap}
import java.util.Optional
import java.util.concurrent.CountDownLatch

import org.coherer.training.data.{RecordLayout, Shard, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.scalatest.funsuite.AnyFunSuite

class SurvivorsSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(3))

  private def keeping[A](shard: Shard)(body: Survivors => A): A = {
    val survivors = new Survivors
    val over = new CountDownLatch(1)
    survivors.keep(
      7,
      new Survivor(0, singletonMap(Int.box(3), shard), Optional.empty()),
      _ => {
        over.await()
        true
      }
    )
    try body(survivors)
    finally over.countDown()
  }

  private def take(survivors: Survivors) = survivors.takeShards(7, singleton(Int.box(3)))

  test("a shard is taken as it was left") {
    withShard(layout, Seq(block(0, 0, Record(Seq(1, 2), 0)))) { shard =>
      keeping(shard)(survivors => assert(take(survivors).get(3) eq shard))
    }
  }

  for (keeps <- Seq(true, false))
    test(s"a rank that loads one shard of two keeps that one only if it is to keep anything: $keeps") {
      withShard(layout, Seq(block(0, 0, Record(Seq(1, 2), 0)))) { shard =>
        keeping(shard) { survivors =>
          val failure = intercept[IllegalStateException](
            new RankMemory(
              survivors,
              7,
              0,
              _ => true,
              keeps,
              new java.util.TreeSet(java.util.Arrays.asList(Int.box(3), Int.box(4))),
              missing => throw new IllegalStateException(s"no shard $missing")
            )
          )
          assert(failure.getMessage == "no shard [4]")
          assert(survivors.count() == (if (keeps) 1 else 0))
        }
      }
    }

  test("a shard whose file an interrupt has closed is not taken, but read again") {
    withShard(layout, Seq(block(0, 0, Record(Seq(1, 2), 0)))) { shard =>
      val reader = new Thread(() => {
        Thread.currentThread().interrupt()
        try shard.training(1, 1, "coherer-data-test").close()
        catch { case _: java.io.UncheckedIOException => }
      })
      reader.start()
      reader.join()
      assert(!shard.isReadable)
      keeping(shard) { survivors =>
        assert(take(survivors).isEmpty)
        assert(survivors.count() == 0)
      }
    }
  }
}
