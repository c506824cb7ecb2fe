package org.coherer.ml.fit

import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.training.augmentation.Augmentation
import org.scalatest.funsuite.AnyFunSuite

/** What is chosen where nothing is set. */
class ChosenParamsSuite extends AnyFunSuite {

  private val many = 300

  private def batches(stage: NeuralNetworkClassifier): Seq[Int] = {
    val rule = new FitRule(1000, 10, 3, true, many)
    Seq(ChosenParams.ofPerceptron(stage, rule, true), ChosenParams.ofTabular(stage, rule, true)).map {
      chosen => chosen.params().getBatchSize
    }
  }

  test("where rows are blended with others of their batch, a batch has at least two, if it is chosen") {
    def plain = new NeuralNetworkClassifier()
    assert(batches(plain.setAugmentation(Augmentation.cutout(2))) == Seq(1, 1))
    assert(batches(plain.setAugmentation(Augmentation.mixup(0.2))) == Seq(2, 2))
    assert(batches(plain.setAugmentation(Augmentation.mixup(0.2)).setBatchSize(1)) == Seq(1, 1))
    assert(batches(plain.setAugmentation(Augmentation.mixup(0.2)).setBatchSize(5)) == Seq(5, 5))
  }
}
