package org.coherer.training.data

import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.encoding.ValueCode
import java.util.Arrays.asList
import java.util.Collections.emptyList

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

/** Labels whose class is known when they arrive at their rank. */
class ClassNumbersSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(3))
  private val codes = Seq(ValueCode.ofSmall(7), ValueCode.ofText("x"), ValueCode.ofSmall(0))

  private def numbers(weights: Float*) = new ClassNumbers(
    asList(codes.map(code => java.lang.Float.valueOf(code)): _*),
    asList(weights.map(weight => java.lang.Float.valueOf(weight)): _*)
  )

  private def blockOfLabels(sparse: Boolean, kind: Boolean = false): RecordBlock = {
    val builder = new BlockBuilder(layout, 3, new RecordBlock.Kind(kind, sparse), 1000)
    for ((code, i) <- codes.zipWithIndex)
      if (sparse && i == 1) builder.add(i.toLong, Array(1), Array(5f), 1, Array(code), 2f)
      else builder.add(i.toLong, Array(i.toFloat, 5f), Array(code), 2f)
    builder.take()
  }

  private def found(shard: Shard): Set[(Float, Seq[Float], Float)] = {
    val source = shard.training(4, 1, "coherer-data-test")
    try {
      source.startEpoch(1)
      val batch = source.next()
      (0 until batch.rows())
        .map(row =>
          (
            batch.features().get(row * 2),
            (0 until 3).map(i => batch.targets().get(row * 3 + i)),
            batch.weights().get(row)
          )
        )
        .toSet
    } finally source.close()
  }

  private def load[A](block: RecordBlock, classes: ClassNumbers, validated: Boolean)(body: Shard => A): A =
    withFolder { folder =>
      val shard = Shard.load(layout, asList(block).iterator(), cacheIn(folder), classes, validated)
      try body(shard)
      finally shard.close()
    }

  for (sparse <- Seq(false, true))
    test(s"labels become indices, and weights are multiplied by those of the class; sparse: $sparse") {
      load(blockOfLabels(sparse), numbers(1f, 0.5f, 3f), validated = true) { shard =>
        assert(
          found(shard) == Set(
            (0f, Seq(1f, 0f, 0f), 2f),
            (if (sparse) 0f else 1f, Seq(0f, 1f, 0f), 1f),
            (2f, Seq(0f, 0f, 1f), 6f)
          )
        )
      }
      load(blockOfLabels(sparse), numbers(), validated = true) { shard =>
        assert(found(shard).map(_._3) == Set(2f))
      }
    }

  test("indices stay, also where classes have weights") {
    val builder = new BlockBuilder(layout, 0, training, 1000)
    builder.add(0, Array(0f, 0f), Array(2f), 2f)
    val weighted = new ClassNumbers(emptyList[java.lang.Float](), asList[java.lang.Float](1f, 1f, 4f))
    load(builder.take(), weighted, validated = true)(shard =>
      assert(found(shard) == Set((0f, Seq(0f, 0f, 1f), 8f)))
    )
  }

  test("without a validation set, what was set aside for one is trained on") {
    load(blockOfLabels(sparse = false, kind = true), numbers(), validated = false) { shard =>
      assert(shard.trainingRows() == 3 && shard.validationRows() == 0 && found(shard).size == 3)
    }
    load(blockOfLabels(sparse = false, kind = true), numbers(), validated = true) { shard =>
      assert(shard.trainingRows() == 0 && shard.validationRows() == 3)
    }
  }

  test("codes of integers are their own, and those of hashes are finite and below them") {
    val random = new Random(3)
    for (label <- Seq(0, 1, 2, 255, (1 << 23) - 1)) {
      assert(ValueCode.isSmall(label.toDouble) && ValueCode.ofSmall(label) == label + 2f)
      assert(ValueCode.stratum(ValueCode.ofSmall(label)) == label % ValueCode.STRATA)
    }
    assert(!ValueCode.isSmall(-1) && !ValueCode.isSmall(0.5) && !ValueCode.isSmall((1 << 23).toDouble))
    for (_ <- 0 until 10000) {
      val code = ValueCode.ofNumber(-random.nextDouble())
      assert(
        math.abs(code) < 2f && ValueCode.stratum(code) >= 0 && ValueCode.stratum(code) < ValueCode.STRATA
      )
    }
  }

  test("two classes with one code are refused") {
    assert(
      intercept[IllegalArgumentException](
        new ClassNumbers(asList[java.lang.Float](1f, 1f), emptyList[java.lang.Float]())
      ).getMessage ==
        "Invalid codes of classes [1.0, 1.0] (must differ)"
    )
  }
}
