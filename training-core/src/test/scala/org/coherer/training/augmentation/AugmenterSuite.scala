package org.coherer.training.augmentation

import java.util.Arrays.asList

import org.coherer.training.encoding.{Rescaling, Scaling, Standardization, TargetEncoding}
import org.coherer.training.engine.{Batch, ImageShape}
import org.coherer.training.engine.ImageShape.Order
import org.scalatest.funsuite.AnyFunSuite

class AugmenterSuite extends AnyFunSuite {

  private val Height = 4
  private val Width = 5
  private val Length = Height * Width
  private val image = new ImageShape(1, Height, Width, Order.CHANNELS_LAST)
  private val classes = new TargetEncoding.ClassIndex(3)

  private def original(row: Int): Seq[Float] = Seq.tabulate(Length)(i => (row * 31 + i * 7) % 256f)

  private def rowsOf(first: Int, count: Int, target: TargetEncoding, weight: Int => Float): Batch = {
    val batch = new Batch(8, Length, target.length)
    for (i <- 0 until count) {
      batch.features().put(i * Length, original(first + i).toArray)
      for (t <- 0 until target.length)
        batch.targets().put(i * target.length + t, if (t == (first + i) % target.length) 1f else 0f)
      batch.weights().put(i, weight(i))
    }
    batch.rows(count)
    batch
  }

  private def augmenter(
      steps: Seq[Augmentation],
      seed: Long = 1,
      encoding: Scaling = Rescaling.NONE,
      target: TargetEncoding = classes,
      bytes: Boolean = true
  ) = new Augmenter(
    new ImageAugmentation(asList(steps: _*), image, 0, bytes),
    seed,
    encoding,
    target,
    Length
  )

  private def applied(
      made: Augmenter,
      epoch: Int = 1,
      first: Int = 0,
      count: Int = 6,
      target: TargetEncoding = classes,
      weight: Int => Float = _ => 1f
  ): Batch = {
    val batch = rowsOf(first, count, target, weight)
    made.apply(batch, epoch, first.toLong)
    batch
  }

  private def features(batch: Batch): Seq[Seq[Float]] =
    Seq.tabulate(batch.rows(), Length)((row, i) => batch.features().get(row * Length + i))

  private def targets(batch: Batch): Seq[Seq[Float]] = Seq.tabulate(batch.rows(), batch.targetLength()) {
    (row, i) => batch.targets().get(row * batch.targetLength() + i)
  }

  private val all = Seq(
    Augmentation.randomHorizontalFlip(),
    Augmentation.randomCrop(2),
    Augmentation.randomRotation(20),
    Augmentation.colorJitter(0.3, 0.3),
    Augmentation.cutout(2)
  )

  test("rows are varied by seed, epoch and their place, however they are cut into batches") {
    val whole = features(applied(augmenter(all)))
    assert(features(applied(augmenter(all))) == whole)
    val reused = augmenter(all)
    val parts = Seq(4, 2, 0).map(first => features(applied(reused, first = first, count = 2)))
    assert(parts.reverse.flatten == whole)
    assert(features(applied(augmenter(all), epoch = 2)) != whole)
    assert(features(applied(augmenter(all, seed = 2))) != whole)
  }

  test("every single augmentation changes rows, and differs from epoch to epoch") {
    for (one <- all :+ Augmentation.randomVerticalFlip() :+ Augmentation.mixup(1)) {
      val epochs = (1 to 3).map(epoch => features(applied(augmenter(Seq(one)), epoch = epoch)))
      assert(epochs.distinct.size == 3, one.text())
      assert(epochs.forall(_ != (0 until 6).map(original)), one.text())
    }
  }

  test("flips have their probability, crops all places, cutouts all centers") {
    def shares(one: Augmentation) = {
      val made = augmenter(Seq(one), bytes = false)
      val found = (1 to 500).map(epoch => features(applied(made, epoch, count = 1)).head)
      found.groupBy(identity).map { case (_, same) => same.size / 500.0 }.toSeq
    }
    val flips = shares(Augmentation.randomHorizontalFlip(0.3))
    assert(flips.size == 2 && math.abs(flips.min - 0.3) < 0.08)
    assert(shares(Augmentation.randomVerticalFlip(1)).size == 1)
    assert(shares(Augmentation.randomCrop(1)).size == 9)
    assert(shares(Augmentation.cutout(1, 300)).size == Length)
  }

  test("fill is in the unit of the column, before a row is encoded") {
    val covered = Augmentation.cutout(5, 255)
    val scaled = features(applied(augmenter(Seq(covered), encoding = new Rescaling(1f / 255, -0.5f))))
    val plain = features(applied(augmenter(Seq(covered))))
    for ((row, same) <- scaled.zip(plain); (found, value) <- row.zip(same))
      assert(found == value * (1f / 255) - 0.5f)
    assert(plain.flatten.contains(255f))
    val means = Array.tabulate(Length)(_.toFloat)
    val standard = new Standardization(means, Array.fill(Length)(0.5f))
    val standardized = features(applied(augmenter(Seq(Augmentation.randomCrop(2, 9)), encoding = standard)))
    val moved = features(applied(augmenter(Seq(Augmentation.randomCrop(2, 9)))))
    for ((row, same) <- standardized.zip(moved); i <- 0 until Length)
      assert(row(i) == (same(i) - means(i)) * 0.5f)
  }

  test("bytes stay from 0 to 255, other numbers do not") {
    def range(bytes: Boolean) = {
      val made = augmenter(Seq(Augmentation.colorJitter(1, 1)), bytes = bytes)
      val found = (1 to 50).flatMap(epoch => features(applied(made, epoch)).flatten)
      (found.min, found.max)
    }
    assert(range(bytes = true) == ((0f, 255f)))
    assert(range(bytes = false)._1 < 0 && range(bytes = false)._2 > 255)
  }

  test("mixup blends features and targets by the same shares, with the row before") {
    val mixed = applied(augmenter(Seq(Augmentation.mixup(1))))
    for (i <- 0 until 6) {
      val before = (i + 5) % 6
      val share = targets(mixed)(i)(i % 3)
      assert(share > 0 && share < 1)
      assert(math.abs(targets(mixed)(i)(before % 3) - (1 - share)) < 1e-6)
      for (p <- 0 until Length) {
        val expected = share * original(i)(p) + (1 - share) * original(before)(p)
        assert(math.abs(features(mixed)(i)(p) - expected) < 1e-3)
      }
      assert(mixed.weights().get(i) == 1f)
    }
    assert(targets(mixed).map(_.max).distinct.size > 1, "each row has a share of its own")
  }

  /** Which part of the features is the row's own, from the value in which both differ most. */
  private def shareOf(mixed: Batch, row: Int, before: Int): Double = {
    val at = (0 until Length).maxBy(p => math.abs(original(row)(p) - original(before)(p)))
    (features(mixed)(row)(at) - original(before)(at)).toDouble / (original(row)(at) - original(before)(at))
  }

  test("in the loss of blended rows, each class has the weight that its rows bring along") {
    val weights = Seq(1f, 3f, 0.25f, 1f, 5f, 2f)
    val mixed = applied(augmenter(Seq(Augmentation.mixup(1))), weight = weights(_))
    val found, expected = new Array[Double](3)
    for (i <- 0 until 6) {
      val before = (i + 5) % 6
      val share = shareOf(mixed, i, before)
      assert(share > 0 && share < 1 && math.abs(targets(mixed)(i).sum - 1) < 1e-6)
      for (c <- 0 until 3) found(c) += mixed.weights().get(i).toDouble * targets(mixed)(i)(c)
      expected(i % 3) += share * weights(i)
      expected(before % 3) += (1 - share) * weights(before)
    }
    for (c <- 0 until 3) assert(math.abs(found(c) - expected(c)) < 1e-4, s"class $c")
  }

  test("mixup blends weights, but a row of weight 0 neither gets nor gives anything") {
    val weights = Seq(1f, 3f, 0f, 1f, 1f, 2f)
    val mixed = applied(augmenter(Seq(Augmentation.mixup(1))), weight = weights(_))
    for (i <- 0 until 6) {
      val before = (i + 5) % 6
      if (weights(i) == 0 || weights(before) == 0) {
        assert(features(mixed)(i) == original(i))
        assert(mixed.weights().get(i) == weights(i))
      } else {
        val share = shareOf(mixed, i, before)
        val expected = share * weights(i) + (1 - share) * weights(before)
        assert(math.abs(mixed.weights().get(i) - expected) < 1e-4)
      }
    }
    assert(features(applied(augmenter(Seq(Augmentation.mixup(1))), count = 1)).head == original(0))
    assert(applied(augmenter(Seq(Augmentation.mixup(1))), count = 0).rows() == 0)
  }

  test("an autoencoder has to give what it got, also where it is one of several targets") {
    val inputs = new TargetEncoding.Inputs(Length)
    val joined = new TargetEncoding.Joined(asList[TargetEncoding](classes, inputs))
    for (steps <- Seq(all, all :+ Augmentation.mixup(1)); target <- Seq[TargetEncoding](inputs, joined)) {
      val made = augmenter(steps, encoding = new Rescaling(0.5f, 1f), target = target)
      val batch = applied(made, target = target, weight = _ + 1f)
      assert(targets(batch).map(_.takeRight(Length)) == features(batch))
      assert(features(batch) != (0 until 6).map(original(_).map(_ * 0.5f + 1f)))
    }
  }
}
