package org.coherer.ml.fit.input

import java.util.Arrays.asList
import java.util.Collections.{emptyList, singletonList}

import org.coherer.connector.column.{FeatureBinding, FeatureKind}
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.training.augmentation.Augmentation
import org.coherer.training.engine.ImageShape
import org.coherer.training.engine.ImageShape.Order.{CHANNELS_FIRST, CHANNELS_LAST}
import org.scalatest.funsuite.AnyFunSuite

/** Which part of a row is the image that is varied. */
class AugmentedImagesSuite extends AnyFunSuite {

  private def binding(kind: FeatureKind, sizes: Int*): FeatureBinding =
    new FeatureBinding(singletonList("image"), kind, asList(sizes.map(Int.box(_)): _*))

  private def shape(kind: FeatureKind, sizes: Int*): ImageShape = {
    val stage = new NeuralNetworkClassifier().setAugmentation(Augmentation.cutout(1))
    AugmentedImages.of(stage, singletonList(binding(kind, sizes: _*)), singletonList(sizes.product)).image()
  }

  test("featureShape of a column of images is channels, height and width, whatever their numbers are") {
    for (sizes <- Seq(Seq(13, 8, 8), Seq(3, 2, 2), Seq(8, 8, 3), Seq(9, 8, 1))) {
      val expected = new ImageShape(sizes(0), sizes(1), sizes(2), CHANNELS_FIRST)
      assert(shape(FeatureKind.IMAGE, sizes: _*) == expected)
    }
  }

  test("of other columns, it is height, width and channels where only the last can be channels") {
    for (kind <- Seq(FeatureKind.BYTES, FeatureKind.VECTOR, FeatureKind.FLOAT_ARRAY)) {
      for (sizes <- Seq(Seq(13, 8, 8), Seq(3, 8, 8), Seq(4, 8, 3), Seq(3, 2, 2), Seq(1, 5, 5)))
        assert(shape(kind, sizes: _*) == new ImageShape(sizes(0), sizes(1), sizes(2), CHANNELS_FIRST))
      for (sizes <- Seq(Seq(8, 9, 3), Seq(2, 2, 4), Seq(8, 8, 1)))
        assert(shape(kind, sizes: _*) == new ImageShape(sizes(2), sizes(0), sizes(1), CHANNELS_LAST))
    }
  }

  test("an image of bytes is one also beside inputs of other types") {
    val other = new FeatureBinding(singletonList("more"), FeatureKind.VECTOR, emptyList[Integer]())
    val stage = new NeuralNetworkClassifier().setAugmentation(Augmentation.cutout(1))
    def found(kind: FeatureKind) =
      AugmentedImages.of(stage, asList(other, binding(kind, 1, 5, 4)), asList(Int.box(7), Int.box(20)))
    assert(Seq(FeatureKind.BYTES, FeatureKind.IMAGE).forall(found(_).bytes()))
    assert(Seq(FeatureKind.VECTOR, FeatureKind.DOUBLE_ARRAY).forall(!found(_).bytes()))
    assert(found(FeatureKind.BYTES).at() == 7)
  }
}
