package org.coherer.training.job

import org.apache.spark.SparkConf
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** How a result is cut so that Spark lets the driver fetch it. */
class ResultLayoutSuite extends AnyFunSuite {

  private def within(limit: String, numbers: Long = 1000, epochs: Int = 10): ResultLayout =
    ResultLayout.within(new SparkConf(false).set("spark.driver.maxResultSize", limit), numbers, epochs)

  test("parts have 16 MiB, or less where Spark allows the driver little") {
    assert(ResultLayout.within(new SparkConf(false), 10, 10) == new ResultLayout(1 << 22, 1))
    assert(within("0").floats == 1 << 22 && within("4g").floats == 1 << 22)
    // A partition may hold three parts, of 4 bytes a number, and Spark counts all of it.
    for (limit <- Seq(1L << 20, 10L << 20))
      assert(within(limit.toString).floats * 3L * 4 <= limit * 3 / 4)
  }

  test("there are partitions for all numbers, and for a history of all epochs") {
    assert(within("1m", 1000000).partitions == 16)
    val long = within("1m", epochs = 1000000)
    assert(long.partitions * long.floats * 4L >= 1000000 * 512L)
  }

  test("the parts of a vector are all of it, each in the partition that it begins in") {
    val layout = new ResultLayout(4, 4)
    val numbers = FlatVector.of(Array.tabulate(10)(_.toFloat): _*)
    val parts = layout.cut(numbers, 3)
    assert(parts.size == 3)
    val whole = FlatVector.allocate(13)
    parts.forEach(part => part.asInstanceOf[ResultPart.Values].copyInto(whole))
    assert(whole.toArray.toSeq == Seq(0f, 0f, 0f) ++ numbers.toArray)
    assert((0 until 3).map(i => layout.partitionOf(parts.get(i))) == Seq(0, 1, 2))
    assert(layout.partitionOf(new ResultPart.EndingPiece(5, Array[Byte]())) == 1)
  }
}
