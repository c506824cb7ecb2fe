package org.coherer.benchmarks.augmentation

import java.util.Arrays.asList

import org.coherer.training.augmentation.ImageAugmentation
import org.coherer.training.engine.ImageShape
import org.coherer.training.engine.ImageShape.Order
import org.scalatest.funsuite.AnyFunSuite

class AugmentationLineSuite extends AnyFunSuite {

  private val plain = asList(new Fitted(0.80, 1.0), new Fitted(0.84, 2.0), new Fitted(0.82, 4.0))
  private val varied = asList(new Fitted(0.85, 1.1), new Fitted(0.86, 2.1), new Fitted(0.83, 4.0))

  test("accuracies are compared seed by seed") {
    assert(
      new AugmentationLine(Case.GREY, 120, plain, varied).ofAccuracy("augmentation").toString ==
        "augmentation case=grey rows=300 batch=32 workers=1 epochs=120 accuracy=0.8500 accuracy_min=0.8300 " +
        "accuracy_max=0.8600 plain_accuracy=0.8200 plain_accuracy_min=0.8000 plain_accuracy_max=0.8400 " +
        "gain=0.0200 gain_min=0.0100 gain_max=0.0500 seeds=3"
    )
  }

  test("times are compared round by round") {
    assert(
      new AugmentationLine(Case.COLOR_TWO, 5, plain, varied).ofCost("augmentation").toString ==
        "augmentation case=color_two rows=1024 batch=64 workers=2 epochs=5 slower_percent=5.00 " +
        "slower_percent_min=0.00 slower_percent_max=10.00 epoch_ms=2100.0 epoch_ms_min=1100.0 " +
        "epoch_ms_max=4000.0 plain_epoch_ms=2000.0 plain_epoch_ms_min=1000.0 plain_epoch_ms_max=4000.0 rounds=3"
    )
  }

  test(
    "what a fit gave survives its way between processes, labels name cases, and images fit what varies them"
  ) {
    assert(Fitted.decode(new Fitted(0.5, 2.25).encode) == new Fitted(0.5, 2.25))
    Case.values().foreach { each =>
      assert(Case.of(each.label) == each)
      val image = new ImageShape(each.channels, each.side, each.side, Order.CHANNELS_LAST)
      assert(new ImageAugmentation(asList(each.augmentation: _*), image, 0, true).mixes())
      assert(each.network.parameterCount > 10000)
    }
  }
}
