package org.coherer.training.data

import org.coherer.training.encoding.{Rescaling, Scaling, Standardization, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

class ScalingSuite extends AnyFunSuite with WithRecords {

  private val standard = new Standardization(Array(10f, 0f, 5f), Array(0.5f, 2f, 0f))

  private def applied(scaling: Scaling, numbers: Float*): Seq[Float] = {
    val all = (99f +: numbers :+ 99f).toArray
    scaling.apply(all, 1, numbers.size)
    assert(all.head == 99f && all.last == 99f)
    all.slice(1, numbers.size + 1).toSeq
  }

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("a number is scaled by itself, or like all others") {
    assert(applied(standard, 12f, 3f, 77f) == Seq(1f, 6f, 0f))
    assert(applied(new Rescaling(2f, 1f), 12f, 3f) == Seq(25f, 7f))
    assert(!standard.isIdentity && Rescaling.NONE.isIdentity && !new Rescaling(2f, 0f).isIdentity)
  }

  test("a limit bends what is large and hardly touches what is small") {
    val limited = new Standardization(Array(10f, 0f), Array(0.5f, 1f), 3f)
    val Seq(small, large) = applied(limited, 10.2f, -1e9f)
    assert(math.abs(small - 0.1 / math.sqrt(1 + 0.01 / 9)) < 1e-6 && large == -3f)
    assert(math.abs(limited.invert(0, small.toDouble) - 10.2) < 1e-5 && limited.limit() == 3f)
    assert(limited != new Standardization(Array(10f, 0f), Array(0.5f, 1f)))
    assert(limited.toString != new Standardization(Array(10f, 0f), Array(0.5f, 1f)).toString)
    intercept[IllegalStateException](limited.invertDifference(0, 1.0))
    for (bad <- Seq(-1f, Float.NaN, Float.PositiveInfinity))
      assert(
        refusal(new Standardization(Array(1f), Array(1f), bad)) ==
          s"Invalid limit $bad of a standardization (must be finite, at least 0)"
      )
  }

  test("rows that are encoded together get the bits that each has by itself") {
    val length = 7
    val random = new scala.util.Random(5)
    def numbers(count: Int) = Array.fill(count)(random.nextFloat() * 200 - 100)
    val factors = numbers(length).map(math.abs)
    for {
      scaling <- Seq(
        new Rescaling(0.3f, 7f),
        new Standardization(numbers(length), factors),
        new Standardization(numbers(length), factors, 3f)
      )
      rows <- Seq(1, 2, 300, 5) // fewer after more: what was made for many serves few
    } {
      val records = numbers(rows * length)
      val each = records.grouped(length).toSeq.flatMap { record =>
        val into = new Array[Float](length)
        scaling.encode(record.clone(), into)
        into.toSeq
      }
      val together = new Array[Float](rows * length)
      scaling.encodeRows(records, rows, length, together)
      assert(
        together.toSeq.map(java.lang.Float.floatToRawIntBits) == each.map(java.lang.Float.floatToRawIntBits)
      )
    }
    assert(
      refusal(standard.encodeRows(new Array[Float](4), 1, 4, new Array[Float](4))) ==
        "Cannot standardize rows of 4 numbers (the means are those of 3)"
    )
  }

  test("what is scaled can be told in the original unit; what never varied is its mean") {
    assert(standard.invert(0, 1.0) == 12.0 && standard.invert(1, 6.0) == 3.0)
    assert(standard.invert(2, 4.0) == 5.0 && standard.invertDifference(2, 4.0) == 0.0)
    assert(standard.invertDifference(0, 1.0) == 2.0)
    assert(new Rescaling(2f, 1f).invert(7, 25.0) == 12.0)
    assert(new Rescaling(2f, 1f).invertDifference(7, 4.0) == 2.0)
  }

  test("arrays are copied, and equal ones make equal standardizations") {
    val means = Array(1f, 2f)
    val one = new Standardization(means, Array(1f, 1f))
    means(0) = 9f
    assert(one == new Standardization(Array(1f, 2f), Array(1f, 1f)) && one.mean(0) == 1f)
    assert(one.hashCode == new Standardization(Array(1f, 2f), Array(1f, 1f)).hashCode)
    assert(one != new Standardization(Array(1f, 2f), Array(1f, 3f)))
  }

  test("impossible scalings are refused") {
    assert(
      refusal(new Standardization(Array(1f), Array(1f, 2f))) ==
        "Invalid standardization of 1 means and 2 factors (must be as many)"
    )
    for ((mean, factor) <- Seq((Float.NaN, 1f), (1f, -1f), (1f, Float.PositiveInfinity)))
      assert(
        refusal(new Standardization(Array(mean), Array(factor))) ==
          s"Invalid standardization of number 0: mean $mean, factor $factor (must be finite, the factor " +
          "at least 0)"
      )
    val value = new TargetEncoding.Values(1)
    assert(
      refusal(new RecordLayout(2, FeatureType.FLOAT32, standard, value)) ==
        "Cannot standardize rows of 2 numbers (the means are those of 3)"
    )
    assert(
      refusal(new RecordLayout(3, FeatureType.UINT8, standard, value)) ==
        "Cannot standardize bytes (rescale all of them alike)"
    )
    assert(
      refusal(new TargetEncoding.Values(2, standard)) ==
        "Cannot standardize rows of 2 numbers (the means are those of 3)"
    )
  }

  test("batches have features and targets scaled, dense and sparse; others' labels stay") {
    val target = new TargetEncoding.Joined(
      java.util.Arrays.asList[TargetEncoding](
        new TargetEncoding.ClassIndex(2),
        new TargetEncoding.Values(1, new Standardization(Array(100f), Array(0.1f)))
      )
    )
    val layout = new RecordLayout(3, FeatureType.FLOAT32, standard, target)
    val dense = new BlockBuilder(layout, 0, training, 1000)
    dense.add(0, Array(12f, 3f, 5f), Array(1f, 120f), 1f)
    val sparse = new BlockBuilder(layout, 1, new RecordBlock.Kind(false, true), 1000)
    sparse.add(0, Array(1), Array(3f), 1, Array(0f, 90f), 2f)
    withShard(layout, Seq(dense.take(), sparse.take())) { shard =>
      val source = shard.training(2, 1, "coherer-data-test")
      source.startEpoch(1)
      val batch = source.next()
      val rows = (0 until 2)
        .map(row =>
          (
            (0 until 3).map(i => batch.features().get(row * 3 + i)),
            (0 until 3).map(i => batch.targets().get(row * 3 + i))
          )
        )
        .toSet
      assert(
        rows == Set(
          (Seq(1f, 6f, 0f), Seq(0f, 1f, 2f)),
          (Seq(-5f, 6f, -0f), Seq(1f, 0f, -1f))
        )
      )
      source.close()
    }
  }
}
