package org.coherer.ml.checkpoint

import java.time.Duration

import org.bytedeco.javacpp.Pointer
import org.coherer.ml.WithBlobs
import org.coherer.testkit.transport.Holdings
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.recovery.Survivors
import org.scalatest.funsuite.AnyFunSuite

/** Many fits in one Java virtual machine, each of which leaves checkpoints. `COHERER_FITS` says how many: 200
  * is the promise, and takes a minute.
  */
class ManyFitsSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private val Fits = sys.env.get("COHERER_FITS").fold(50)(_.toInt)

  /** What JavaCPP has allocated; a model that was just collected is not freed yet. */
  private val NativeSlack = 1L << 20

  test("fits leave no thread, descriptor, mapping, buffer or native memory") {
    withTempDir { folder =>
      val data = blobs(60).cache()
      def fit(number: Int): Unit = {
        val model =
          classifier().setMaxIter(2).setSeed(number.toLong).setCheckpointDir(folder.toString).fit(data)
        assert(model.transform(data).count() == 60)
      }
      (1 to 20).foreach(fit)
      val before = Holdings.settled(Holdings(Nil, Map.empty, 0, Map.empty), Duration.ofSeconds(2))
      val nativeBefore = Pointer.totalBytes()
      (1 to Fits).foreach(fit)
      val after = Holdings.settled(before, Duration.ofSeconds(30))
      assert(after.within(before), s"before: $before, after: $after")
      assert(Pointer.totalBytes() <= nativeBefore + NativeSlack)
      assert(Survivors.HERE.count() == 0)
    }
  }
}
