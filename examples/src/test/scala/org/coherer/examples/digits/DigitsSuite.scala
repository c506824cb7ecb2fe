package org.coherer.examples.digits

import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class DigitsSuite extends AnyFunSuite with WithSpark {

  private val pixels = Digits.SIDE * Digits.SIDE

  test("an image depends on the seed and its index alone") {
    for (index <- Seq(0L, 1L, 9L, 10L, 997L)) {
      val image = new Digits(5, 1000).image(index)
      assert(image.toSeq === new Digits(5, 2000).image(index).toSeq)
      assert(image.toSeq !== new Digits(6, 1000).image(index).toSeq)
    }
  }

  test("no two images are alike") {
    val digits = new Digits(1, 500)
    assert((0 until 500).map(index => digits.image(index).toSeq).distinct.size === 500)
  }

  test("every digit has the same share of the rows") {
    val digits = new Digits(1, 130)
    val counts = (0 until 130).groupBy(index => digits.label(index)).map { case (k, v) => (k, v.size) }
    assert(counts === (0 until Digits.CLASSES).map(_ -> 13).toMap)
  }

  test("pixels are grey levels of 8 bits, mostly paper, with ink in every image") {
    val digits = new Digits(3, 300)
    for (index <- 0 until 300) {
      val image = digits.image(index)
      assert(image.length === pixels)
      assert(image.forall(level => level >= 0 && level <= 1 && level == math.round(level * 255) / 255f))
      assert(image.count(_ > 0.5f) > 15, s"ink in image $index")
      assert(image.count(_ > 0.5f) < pixels / 2, s"ink in image $index")
    }
  }

  test("digits stay inside the image") {
    val digits = new Digits(4, 500)
    val border =
      for (i <- 0 until Digits.SIDE; j <- Seq(0, Digits.SIDE - 1)) yield Seq(i * 28 + j, j * 28 + i)
    val touching = (0 until 500).count { index =>
      val image = digits.image(index)
      border.flatten.exists(pixel => image(pixel) > 0.5f)
    }
    assert(touching < 25)
  }

  test("averages of the classes tell most digits apart, but far from all") {
    val train = new Digits(1, 2000)
    val centroids = (0 until Digits.CLASSES).map { label =>
      mean((0 until 2000).filter(index => train.label(index) == label).map(index => train.image(index)))
    }
    val test = new Digits(2, 500)
    val right = (0 until 500).count { index =>
      val image = test.image(index)
      centroids.indices.minBy(label => squaredDistance(centroids(label), image)) == test.label(index)
    }
    assert(right / 500.0 > 0.6 && right / 500.0 < 0.9, s"$right of 500")
  }

  test("the executors draw the same images") {
    for (rows <- Seq(0, 1, 23)) {
      val digits = new Digits(8, rows)
      val drawn = digits.toDataset(spark).collect()
      assert(drawn.map(_.getInt(1)).toSeq === (0 until rows).map(index => digits.label(index)))
      assert(
        drawn.map(_.getAs[scala.collection.Seq[Float]](0).toSeq).toSeq === (0 until rows).map(
          digits.image(_).toSeq
        )
      )
    }
  }

  test("the columns are an array of floats and an integer, without nulls") {
    assert(
      new Digits(1, 1).toDataset(spark).schema.toDDL ===
        "image ARRAY<FLOAT> NOT NULL,label INT NOT NULL"
    )
  }

  test("a negative number of rows is refused") {
    val thrown = intercept[IllegalArgumentException](new Digits(1, -1))
    assert(thrown.getMessage === "Invalid number of digits -1 (must be at least 0)")
  }

  private def mean(images: Seq[Array[Float]]): Array[Double] =
    Array.tabulate(pixels)(pixel => images.map(_(pixel).toDouble).sum / images.size)

  private def squaredDistance(centroid: Array[Double], image: Array[Float]): Double =
    centroid.indices.map(i => math.pow(centroid(i) - image(i), 2)).sum
}
