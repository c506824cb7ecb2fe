package org.coherer.training.sync

import java.util.Arrays.asList

import org.coherer.training.plan.OverlapMode
import org.coherer.training.transport.Locality
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** How gradients are cut, and when that is worth while. */
class BucketsSuite extends AnyFunSuite {

  private val gradients = FlatVector.of((0 until 10).map(_.toFloat): _*)
  private val totals = FlatVector.of(100, 101, 102)

  private def values(vector: FlatVector): Seq[Float] = if (vector == null) null else vector.toArray.toSeq

  private def cut(floats: Long): Buckets = {
    val buckets = new Buckets(gradients, totals, floats * 4)
    buckets.restart()
    buckets
  }

  test("buckets leave from the end to the start, as soon as they are final, the totals with the last") {
    val buckets = cut(4)
    assert(buckets.count() == 3)
    buckets.ready(3, 4)
    assert(buckets.poll() == null)
    buckets.ready(7, 3)
    assert(values(buckets.poll()) == Seq(6f, 7f, 8f, 9f))
    assert(buckets.poll() == null)
    buckets.ready(0, 3)
    assert(values(buckets.poll()) == Seq(2f, 3f, 4f, 5f))
    assert(buckets.poll() == null)
    assert(values(buckets.rest()) == Seq(0f, 1f, 100f, 101f, 102f))
    assert(buckets.rest() == null)
    buckets.restart()
    assert(buckets.poll() == null)
  }

  test("one bucket may be all, and there may be no gradients") {
    assert(values(cut(10).rest()).size == 13 && cut(10).count() == 1 && cut(5).count() == 2)
    val none = new Buckets(FlatVector.of(), totals, 4)
    none.restart()
    assert(none.poll() == null && values(none.rest()) == Seq(100f, 101f, 102f) && none.rest() == null)
  }

  test("gradients that are announced twice are an error, not a sum too early") {
    val buckets = cut(4)
    buckets.ready(6, 4)
    val error = intercept[IllegalStateException](buckets.ready(8, 2))
    assert(error.getMessage == "Gradients 8 to 9 were announced twice")
  }

  test("the automatic size is an eighth, within 256 KiB and 25 MiB") {
    val MiB = 1L << 20
    assert(Buckets.automaticBytes(1000) == MiB / 4)
    assert(Buckets.automaticBytes(4 * MiB) == 2 * MiB)
    assert(Buckets.automaticBytes(1000 * MiB) == 25 * MiB)
  }

  private def decision(mode: OverlapMode, localities: Locality*) = {
    val made = OverlapDecision.of(mode, asList(localities: _*))
    (made.overlaps(), made.reason())
  }

  test("overlap is decided by machines and their processors, or by the user") {
    val small = new Locality("a", "1", 3)
    val large = new Locality("a", "2", 4)
    assert(decision(OverlapMode.ON, small) == ((true, "overlap is set to on")))
    assert(decision(OverlapMode.OFF, large, large) == ((false, "overlap is set to off")))
    assert(decision(OverlapMode.AUTO, large) == ((false, "one worker has nobody to exchange with")))
    assert(
      decision(OverlapMode.AUTO, small, large) ==
        ((false, "2 workers share a machine with 3 processors (2 for each are enough)"))
    )
    assert(
      decision(OverlapMode.AUTO, large, large) ==
        ((true, "2 workers share a machine with 4 processors (2 for each are enough)"))
    )
    assert(
      decision(OverlapMode.AUTO, small, new Locality("b", "3", 1)) == ((
        true,
        "the workers are on 2 machines"
      ))
    )
  }
}
