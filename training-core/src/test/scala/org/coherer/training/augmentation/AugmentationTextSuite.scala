package org.coherer.training.augmentation

import java.util.Arrays.asList

import org.coherer.training.engine.ImageShape
import org.coherer.training.engine.ImageShape.Order
import org.scalatest.funsuite.AnyFunSuite

class AugmentationTextSuite extends AnyFunSuite {

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("every augmentation is what its text is read as") {
    val texts = Seq(
      Augmentation.randomHorizontalFlip() -> "randomHorizontalFlip(probability=0.5)",
      Augmentation.randomVerticalFlip(1) -> "randomVerticalFlip(probability=1)",
      Augmentation.randomCrop(4) -> "randomCrop(padding=4 fill=0)",
      Augmentation.randomRotation(12.5, 128) -> "randomRotation(degrees=12.5 fill=128)",
      Augmentation.colorJitter(0.2, 0.3) -> "colorJitter(brightness=0.2 contrast=0.3 saturation=0)",
      Augmentation.cutout(8, -1.5) -> "cutout(size=8 fill=-1.5)",
      Augmentation.mixup(0.2) -> "mixup(alpha=0.2)"
    )
    for ((one, text) <- texts) {
      assert(one.text() == text)
      assert(AugmentationText.parse(text) == one)
    }
  }

  test("keys with a usual value may be missing, and be separated by commas") {
    assert(AugmentationText.parse(" randomHorizontalFlip ") == Augmentation.randomHorizontalFlip())
    assert(AugmentationText.parse("randomVerticalFlip()") == Augmentation.randomVerticalFlip())
    assert(AugmentationText.parse("randomCrop(fill=3, padding=2)") == Augmentation.randomCrop(2, 3))
    assert(AugmentationText.parse("randomRotation(degrees=10)") == Augmentation.randomRotation(10))
    assert(AugmentationText.parse("colorJitter(saturation=0.5)") == Augmentation.colorJitter(0, 0, 0.5))
    assert(AugmentationText.parse("cutout(size=2)") == Augmentation.cutout(2))
  }

  test("a text that is none is refused, with what it must be") {
    val messages = Seq(
      "blur(size=3)" -> ("must be one of randomHorizontalFlip, randomVerticalFlip, randomCrop, randomRotation," +
        " colorJitter, cutout, mixup, with its numbers"),
      "randomCrop(4)" -> "must have key=value, with the keys padding, fill",
      "randomCrop(size=4)" -> "must have key=value, with the keys padding, fill",
      "randomCrop" -> "must have padding=...",
      "randomCrop(padding=1.5)" -> "must have a whole number as its padding",
      "cutout(size=2 size=3)" -> "must have size= once",
      "mixup(alpha=much)" -> "must have a number as its alpha",
      "mixup(alpha=0.2" -> ("must be one of randomHorizontalFlip, randomVerticalFlip, randomCrop," +
        " randomRotation, colorJitter, cutout, mixup, with its numbers")
    )
    for ((text, constraint) <- messages)
      assert(refused(AugmentationText.parse(text)) == s"Invalid augmentation '$text' ($constraint)")
  }

  test("numbers out of bounds are refused, with the bounds") {
    val messages = Seq[(() => Any, String)](
      (() => Augmentation.randomHorizontalFlip(0)) ->
        "probability of a random flip 0 (must be above 0 and at most 1)",
      (() => Augmentation.randomVerticalFlip(1.5)) ->
        "probability of a random flip 1.5 (must be above 0 and at most 1)",
      (() => Augmentation.randomCrop(0)) -> "padding of a random crop 0 (must be from 1 to 1048576)",
      (() => Augmentation.randomCrop(1, Double.NaN)) ->
        "fill of a random crop NaN (must be a finite number)",
      (() => Augmentation.randomRotation(181)) ->
        "degrees of a random rotation 181 (must be above 0 and at most 180)",
      (() => Augmentation.randomRotation(1, 1e300)) ->
        "fill of a random rotation 1.0E300 (must be a finite number)",
      (() => Augmentation.colorJitter(2, 0)) -> "brightness of a color jitter 2 (must be from 0 to 1)",
      (() => Augmentation.colorJitter(0, -1)) -> "contrast of a color jitter -1 (must be from 0 to 1)",
      (() => Augmentation.colorJitter(0, 0)) ->
        "color jitter without brightness, contrast and saturation (must have one above 0)",
      (() => Augmentation.cutout(0)) -> "size of a cutout 0 (must be from 1 to 1048576)",
      (() => Augmentation.mixup(0)) -> "alpha of mixup 0 (must be above 0 and at most 100)"
    )
    for ((make, message) <- messages) assert(refused(make()) == s"Invalid $message")
  }

  test("what does not fit the images, or its place in the list, is refused") {
    val image = new ImageShape(1, 4, 6, Order.CHANNELS_LAST)
    def plan(steps: Augmentation*) = new ImageAugmentation(asList(steps: _*), image, 0, true)
    assert(
      refused(plan(Augmentation.randomCrop(4))) == "Invalid padding of a random crop 4 (must be less than" +
        " the height and the width of the images, 4 x 6)"
    )
    assert(
      refused(plan(Augmentation.cutout(7))) == "Invalid size of a cutout 7 (must be at most the longer side" +
        " of the images, 4 x 6)"
    )
    assert(
      refused(plan(Augmentation.colorJitter(0, 0, 0.5))) == "Invalid saturation of a color jitter 0.5 (must" +
        " be 0 for images with one channel)"
    )
    assert(
      refused(plan(Augmentation.mixup(1), Augmentation.cutout(2))) == "Invalid augmentation" +
        " mixup(alpha=1) before cutout(size=2 fill=0) (mixup must come once, behind all others)"
    )
    assert(
      refused(
        new ImageAugmentation(asList(Augmentation.cutout(2)), null, 0, true)
      ) == "Invalid augmentation" +
        " cutout(size=2 fill=0) (must be of images)"
    )
    for (
      (what, step) <- Seq(
        "random crop" -> ((fill: Double) => Augmentation.randomCrop(1, fill)),
        "random rotation" -> ((fill: Double) => Augmentation.randomRotation(5, fill)),
        "cutout" -> ((fill: Double) => Augmentation.cutout(1, fill))
      )
    ) {
      assert(
        refused(plan(step(255.5))) == s"Invalid fill of a $what 255.5 (must be from 0 to 255 for images of" +
          " bytes, before inputScale is applied)"
      )
      assert(refused(plan(step(-1))).startsWith(s"Invalid fill of a $what -1 (must be from 0 to 255"))
      assert(!plan(step(0), step(255)).isNone)
      assert(!new ImageAugmentation(asList(step(-1), step(300)), image, 0, false).isNone)
    }
    assert(plan(Augmentation.cutout(6), Augmentation.mixup(1)).mixes())
    assert(!plan(Augmentation.randomCrop(3)).mixes() && !plan(Augmentation.randomCrop(3)).isNone)
    assert(ImageAugmentation.NONE.isNone && !ImageAugmentation.NONE.mixes())
  }
}
