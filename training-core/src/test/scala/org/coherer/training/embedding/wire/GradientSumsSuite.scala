package org.coherer.training.embedding.wire

import java.nio.{ByteBuffer, ByteOrder}

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class GradientSumsSuite extends AnyFunSuite {

  private def native(bytes: Int) = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder)

  private def ids(values: Seq[Long]): ByteBuffer = {
    val bytes = native(values.size * 8)
    values.foreach(bytes.putLong)
    bytes.flip()
  }

  private def floats(values: Seq[Float]): ByteBuffer = {
    val bytes = native(values.size * 4)
    values.foreach(bytes.putFloat)
    bytes.flip()
  }

  for (width <- Seq(1, 3); pushes <- Seq(0, 1, 4))
    test(s"$pushes pushes of rows of $width floats are those of one, summed in their order") {
      val random = new Random(width + pushes)
      val sums = new GradientSums(width)
      try
        for (_ <- 1 to 3) {
          val all = Seq.fill(pushes) {
            val own = random.shuffle((0L until 40L).toList).take(random.nextInt(40)).map(_ << 40)
            own -> own.map(_ => Seq.fill(width)(random.nextGaussian().toFloat))
          }
          sums.clear(all.map(_._1.size.toLong).sum)
          all.foreach { case (own, gradients) => sums.add(ids(own), floats(gradients.flatten)) }
          val distinct = all.flatMap(_._1).distinct
          val expected = distinct.map { id =>
            val terms = all.flatMap { case (own, gradients) => own.zip(gradients).filter(_._1 == id).map(_._2) }
            terms.foldLeft(Seq.fill(width)(0f))((sum, term) => sum.zip(term).map { case (a, b) => a + b })
          }
          assert(sums.count() == distinct.size)
          val found = sums.ids()
          assert((0 until found.remaining by 8).map(found.getLong(_)) == distinct)
          val values = sums.gradients()
          assert((0 until values.remaining by 4).map(values.getFloat(_)) == expected.flatten)
        }
      finally sums.close()
    }

  test("sums of 2 GiB are refused") {
    val thrown = intercept[IllegalArgumentException](new GradientSums(1024).clear(1L << 20))
    assert(
      thrown.getMessage == "Invalid update of 1048576 ids (rows of 1024 floats must be less than 2 GiB " +
        "together: take smaller batches)"
    )
  }
}
