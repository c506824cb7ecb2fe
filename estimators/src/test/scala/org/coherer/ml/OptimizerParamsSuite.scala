package org.coherer.ml

import org.coherer.testkit.WithSpark
import org.nd4j.linalg.learning.config.{AMSGrad, AdaGrad, Adam, IUpdater, Nesterovs, RmsProp}
import org.scalatest.funsuite.AnyFunSuite

/** Params of the optimizer do what the same numbers do in the network. */
class OptimizerParamsSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private lazy val data = blobs(60).cache()

  private val settings: Seq[(NeuralNetworkClassifier => NeuralNetworkClassifier, IUpdater)] = Seq(
    (_.setOptimizer("nesterov").setMomentum(0.6), new Nesterovs(0.05, 0.6)),
    (_.setOptimizer("adam").setBeta1(0.7).setBeta2(0.9).setEpsilon(1e-3), new Adam(0.05, 0.7, 0.9, 1e-3)),
    (_.setOptimizer("amsgrad").setBeta2(0.8), new AMSGrad(0.05, 0.9, 0.8, 1e-8)),
    (_.setOptimizer("adagrad").setEpsilon(0.1), new AdaGrad(0.05, 0.1)),
    (_.setOptimizer("rmsprop").setRmsDecay(0.5).setEpsilon(1e-4), new RmsProp(0.05, 0.5, 1e-4))
  )

  settings.foreach { case (choose, updater) =>
    test(s"Params train as $updater in the network does, to the bit") {
      val chosen = parameters(choose(classifier().setLearningRate(0.05)).fit(data))
      assert(chosen == parameters(classifier().setNetwork(network(updater)).fit(data)))
      val name = choose(classifier()).getOptimizer
      assert(chosen != parameters(classifier().setLearningRate(0.05).setOptimizer(name).fit(data)))
    }
  }

  private def refusal(stage: NeuralNetworkClassifier): String =
    intercept[IllegalArgumentException](stage.fit(data)).getMessage

  test("a number without an optimizer, or beside one that does not have it, is refused") {
    assert(
      refusal(classifier().setMomentum(0.9)) ==
        "momentum is set and optimizer is not (set it to the optimizer that is meant)"
    )
    assert(
      refusal(classifier().setEpsilon(0.1).setBeta1(0.9)) ==
        "beta1, epsilon are set and optimizer is not (set it to the optimizer that is meant)"
    )
    assert(
      refusal(classifier().setOptimizer("adam").setMomentum(0.9)) ==
        "Unknown setting 'momentum' of the optimizer adam (must be one of [beta1, beta2, epsilon])"
    )
  }
}
