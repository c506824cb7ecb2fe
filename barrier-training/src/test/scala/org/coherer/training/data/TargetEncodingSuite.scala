package org.coherer.training.data

import java.util.Arrays.asList
import java.util.Collections.singletonList

import scala.collection.mutable.ArrayBuffer

import org.coherer.training.encoding.{Rescaling, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

/** Targets of no, one and several stored labels, on their way from records to batches. */
class TargetEncodingSuite extends AnyFunSuite with WithRecords {

  private val width = 3
  private val kind = new TargetEncoding.ClassIndex(3)
  private val pair = new TargetEncoding.Values(2)
  private val same = new TargetEncoding.Inputs(width)

  /** Row i has the features i, 2i, 3i, before rescaling. */
  private def features(i: Int): Array[Float] = Array(i.toFloat, 2f * i, 3f * i)

  private def rescaled(i: Int): Seq[Float] = features(i).toSeq.map(_ * 2 + 1)

  private def oneHot(i: Int): Seq[Float] = Seq.tabulate(3)(k => if (k == i % 3) 1f else 0f)

  private val smooth = new TargetEncoding.ClassIndex(3, 0.3)

  /** 1 - s + s/k for the class, s/k for the others. */
  private def smoothed(i: Int): Seq[Float] = oneHot(i).map(hot => if (hot == 1f) 0.8f else 0.1f)

  private def values(i: Int): Seq[Float] = Seq(i + 0.5f, -i.toFloat)

  /** Each encoding, with the labels and the target that row i has. */
  private val encodings = Seq[(String, TargetEncoding, Int => Seq[Float], Int => Seq[Float])](
    ("a class", kind, i => Seq((i % 3).toFloat), oneHot),
    ("a smoothed class", smooth, i => Seq((i % 3).toFloat), smoothed),
    (
      "a smoothed class, a class, two values",
      new TargetEncoding.Joined(asList(smooth, kind, pair)),
      i => Seq((i % 3).toFloat, (i % 3).toFloat) ++ values(i),
      i => smoothed(i) ++ oneHot(i) ++ values(i)
    ),
    ("two values", pair, values, values),
    (
      "one of four levels",
      new TargetEncoding.Levels(4),
      i => Seq((i % 4).toFloat),
      i => Seq.tabulate(3)(k => if (k < i % 4) 1f else 0f)
    ),
    (
      "a class, one of three levels",
      new TargetEncoding.Joined(asList(kind, new TargetEncoding.Levels(3))),
      i => Seq((i % 3).toFloat, (i % 3).toFloat),
      i => oneHot(i) ++ Seq.tabulate(2)(k => if (k < i % 3) 1f else 0f)
    ),
    (
      "three labels",
      new TargetEncoding.Values(3, TargetEncoding.Domain.LABELS),
      i => oneHot(i),
      i => oneHot(i)
    ),
    ("its own input", same, _ => Nil, rescaled),
    (
      "two values, a class, one value",
      new TargetEncoding.Joined(asList(pair, kind, new TargetEncoding.Values(1))),
      i => values(i) ++ Seq((i % 3).toFloat, 7f * i),
      i => values(i) ++ oneHot(i) :+ 7f * i
    ),
    (
      "its own input, a class",
      new TargetEncoding.Joined(asList(same, kind)),
      i => Seq((i % 3).toFloat),
      i => rescaled(i) ++ oneHot(i)
    ),
    (
      "values beside values",
      new TargetEncoding.Joined(asList("x", "y"), asList(pair, new TargetEncoding.Values(1))),
      i => values(i) :+ 9f,
      i => values(i) :+ 9f
    )
  )

  private def layoutOf(target: TargetEncoding, features: FeatureType = FeatureType.FLOAT32) =
    new RecordLayout(width, features, new Rescaling(2f, 1f), target)

  /** Blocks of 7 rows: dense, of bytes, or sparse with every second row dense. */
  private def blocks(layout: RecordLayout, rows: Int, labels: Int => Seq[Float], sparse: Boolean) =
    (0 until rows)
      .grouped(7)
      .map { ids =>
        val builder = new BlockBuilder(layout, 0, new RecordBlock.Kind(false, sparse), 1 << 20)
        ids.foreach { i =>
          val stored = labels(i).toArray
          if (layout.features() == FeatureType.UINT8)
            builder.add(i.toLong, features(i).map(_.toByte), stored, i / 10f)
          else if (sparse && i % 2 == 0)
            builder.add(i.toLong, Array(0, 1, 2), features(i), 3, stored, i / 10f)
          else builder.add(i.toLong, features(i), stored, i / 10f)
        }
        builder.take()
      }
      .toSeq

  private def epoch(shard: Shard): Seq[(Seq[Float], Seq[Float], Float)] = {
    val source = shard.training(4, 1, "coherer-data-test")
    val found = ArrayBuffer[(Seq[Float], Seq[Float], Float)]()
    try {
      source.startEpoch(1)
      var batch = source.next()
      while (batch.rows() > 0) {
        for (row <- 0 until batch.rows()) {
          val (wide, long) = (batch.featureLength(), batch.targetLength())
          found += ((
            (0 until wide).map(i => batch.features().get(row * wide + i)),
            (0 until long).map(i => batch.targets().get(row * long + i)),
            batch.weights().get(row)
          ))
        }
        batch = source.next()
      }
      found.toList
    } finally source.close()
  }

  for ((what, target, labels, wanted) <- encodings) {
    test(s"$what: every row has its target, whatever its record is like, in memory or beyond it") {
      for (
        memory <- Seq(1L << 20, 600L); encrypted <- Seq(false, true);
        (kind, sparse) <- Seq(
          (FeatureType.FLOAT32, false),
          (FeatureType.FLOAT32, true),
          (FeatureType.UINT8, false)
        );
        rows <- Seq(0, 1, 43)
      ) {
        val layout = layoutOf(target, kind)
        val all = blocks(layout, rows, labels, sparse)
        val found = withShard(layout, all, memory, encrypted)(epoch)
        val expected = (0 until rows).map(i => (rescaled(i), wanted(i), i / 10f))
        assert(found.sortBy(_._3) == expected, s"$memory, $kind, $sparse, $rows")
      }
    }

    test(s"$what: a record has as many labels, then the weight, then the features") {
      val layout = layoutOf(target)
      val block = blocks(layout, 1, labels, sparse = false).head
      assert(layout.recordBytes() == (labels(0).size + 1 + width) * 4)
      assert(block.records().length == layout.recordBytes())
      assert(target.labels() == labels(0).size && target.length() == wanted(0).size)
    }
  }

  test("a class among many is one-hot, also behind others") {
    val many = new TargetEncoding.ClassIndex(3000)
    val target = new TargetEncoding.Joined(asList(pair, many))
    val layout = new RecordLayout(1, target)
    val builder = new BlockBuilder(layout, 0, training, 1 << 20)
    builder.add(0, Array(1f), Array(5f, 6f, 2999f), 1f)
    val (_, found, _) = withShard(layout, Seq(builder.take()))(epoch).head
    assert(found.size == 3002 && found.take(2) == Seq(5f, 6f))
    assert(found.drop(2).zipWithIndex.filter(_._1 != 0f) == Seq((1f, 2999)))
  }

  test("a smoothed class among many has its share of what all of them share") {
    val many = new TargetEncoding.ClassIndex(3000, 0.6)
    val layout = new RecordLayout(1, many)
    val builder = new BlockBuilder(layout, 0, training, 1 << 20)
    builder.add(0, Array(1f), Array(2999f), 1f)
    val (_, found, _) = withShard(layout, Seq(builder.take()))(epoch).head
    assert(found.init.forall(_ == 2e-4f) && found.last == 0.4002f)
    assert(math.abs(found.map(_.toDouble).sum - 1) < 1e-6)
  }

  test("the validation set has targets as they are, whatever is smoothed") {
    val joined = new TargetEncoding.Joined(asList("x", "y"), asList[TargetEncoding](pair, smooth))
    val hard = new TargetEncoding.Joined(asList("x", "y"), asList[TargetEncoding](pair, kind))
    assert(smooth.hard() == kind && joined.hard() == hard && pair.hard() == pair)
    val layout = new RecordLayout(1, smooth)
    val builder = new BlockBuilder(layout, 0, new RecordBlock.Kind(true, false), 1 << 20)
    builder.add(0, Array(1f), Array(1f), 1f)
    val found = withShard(layout, Seq(builder.take())) { shard =>
      val source = shard.validation(4, "coherer-data-test")
      try {
        source.startEpoch(1)
        val batch = source.next()
        (0 until 3).map(i => batch.targets().get(i))
      } finally source.close()
    }
    assert(found == Seq(0f, 1f, 0f))
  }

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("impossible targets are refused") {
    assert(refusal(new TargetEncoding.ClassIndex(1)) == "Invalid number of classes 1 (must be at least 2)")
    for (bad <- Seq(-0.1, 1.0, Double.NaN))
      assert(
        refusal(new TargetEncoding.ClassIndex(3, bad)) == s"Invalid labelSmoothing $bad (must be in [0, 1))"
      )
    assert(refusal(new TargetEncoding.Values(0)) == "Invalid number of values 0 (must be at least 1)")
    assert(refusal(new TargetEncoding.Inputs(0)) == "Invalid number of inputs 0 (must be at least 1)")
    assert(
      refusal(new TargetEncoding.Joined(asList("a", "b"), singletonList[TargetEncoding](pair))) ==
        "Invalid targets: 1 for the outputs [a, b] (must be one each)"
    )
    assert(
      refusal(new TargetEncoding.Joined(asList("a", "a"), asList[TargetEncoding](pair, kind))) ==
        "Invalid names of outputs [a, a] (must differ from each other)"
    )
    val inner = new TargetEncoding.Joined(asList[TargetEncoding](pair, kind))
    assert(
      refusal(new TargetEncoding.Joined(singletonList[TargetEncoding](inner))) ==
        "Invalid targets: one is itself joined (join all in one list)"
    )
    assert(
      refusal(new RecordLayout(4, same)) ==
        "Invalid target of 3 inputs (must be as many as the row's 4 features)"
    )
    assert(
      refusal(new RecordLayout(1, new TargetEncoding.Values((1 << 24) + 1))) ==
        "Invalid target of 16777217 values (a row may have at most 16777216)"
    )
  }
}
