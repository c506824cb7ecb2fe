package org.coherer.training.engine.dl4j

import java.util.{Collections, Map => JavaMap, OptionalDouble}
import org.deeplearning4j.nn.conf.dropout.Dropout
import org.deeplearning4j.nn.conf.layers._
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.learning.regularization.{Regularization, WeightDecay}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.nd4j.linalg.schedule.{ScheduleType, StepSchedule}
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.{NetworkEdit, NetworkEditing, NetworkSpec, ReplicaSettings, StepContext}

class NetworkEditSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val editing = engine.capability(classOf[NetworkEditing]).get
  private val none = NetworkEdit.NONE

  private def set(values: (String, Double)*): JavaMap[String, java.lang.Double] = {
    val map = new java.util.HashMap[String, java.lang.Double]()
    values.foreach { case (name, value) => map.put(name, value) }
    map
  }

  /** The parameters after some steps. */
  private def trained(network: NetworkSpec, steps: Int = 6, data: Row => Row = identity): Array[Float] = {
    val shape = engine.describe(network)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    val all = rows(steps * 5, shape.inputLength(), shape.outputLength(), seed = 7).map(data)
    try {
      all.grouped(5).zipWithIndex.foreach { case (some, step) =>
        val context = StepContext.at(step.toLong, 1 + step / 3).withSeed(1 + step.toLong)
        replica.forwardBackward(batch(some), context)
        replica.optimizer().step(5, context)
      }
      replica.parameters().toArray
    } finally replica.close()
  }

  /** The edited network trains as the one that was written so, and not as before. */
  private def assertEffect(
      before: NetworkSpec,
      edit: NetworkEdit,
      written: NetworkSpec,
      data: Row => Row = identity
  ): Unit = {
    val edited = trained(editing.edit(before, edit), data = data)
    assertClose(edited, trained(written, data = data), 1e-6)
    assert(difference(edited, trained(before, data = data)) > 1e-4)
    ()
  }

  private def problem(network: NetworkSpec, edit: => NetworkEdit): String =
    intercept[IllegalArgumentException](editing.edit(network, edit)).getMessage

  private val plain = settings(new Sgd(0.03))

  private def kinds: Seq[Settings => NetworkSpec] = Seq(
    perceptron(_),
    convolutional(_),
    normalized(_),
    settings => spec(skipping(settings).toJson)
  )

  test("edit: nothing changes nothing") {
    kinds
      .map(_(plain))
      .foreach(network => assertSameBits(trained(editing.edit(network, none)), trained(network)))
    assert(editing.edit(perceptron(plain), none) == perceptron(plain))
  }

  private val optimizers: Seq[(String, Map[String, Double], IUpdater)] = Seq(
    ("adam", Map.empty[String, Double], new Adam(0.03)),
    ("adam", Map("beta1" -> 0.8, "beta2" -> 0.9, "epsilon" -> 1e-3), new Adam(0.03, 0.8, 0.9, 1e-3)),
    ("amsgrad", Map("beta1" -> 0.8), new AMSGrad(0.03, 0.8, 0.999, 1e-8)),
    ("momentum", Map("momentum" -> 0.7), new Nesterovs(0.03, 0.7)),
    ("nesterov", Map.empty[String, Double], new Nesterovs(0.03, 0.9)),
    ("adagrad", Map("epsilon" -> 1e-4), new AdaGrad(0.03, 1e-4)),
    ("rmsprop", Map("rmsDecay" -> 0.8), new RmsProp(0.03, 0.8, 1e-8))
  )

  optimizers.foreach { case (name, numbers, optimizer) =>
    test(s"edit: the optimizer $name with $numbers trains as DL4J's, at the learning rate that was there") {
      kinds.foreach { kind =>
        assertEffect(
          kind(plain),
          none.withOptimizer(name, set(numbers.toSeq: _*)),
          kind(settings(optimizer))
        )
      }
    }
  }

  test("edit: sgd in place of another optimizer, biases' own included") {
    val before = settings(new Adam(0.03)).biasUpdater(new Nesterovs(0.2, 0.5))
    val written = settings(new Sgd(0.03)).biasUpdater(new Sgd(0.2))
    assertEffect(perceptron(before), none.withOptimizer("sgd", set()), perceptron(written))
  }

  test("edit: a schedule of the learning rate outlives its optimizer") {
    val schedule = new StepSchedule(ScheduleType.ITERATION, 0.2, 0.5, 2)
    assertEffect(
      perceptron(settings(new Sgd(schedule))),
      none.withOptimizer("momentum", set()),
      perceptron(settings(new Nesterovs(schedule, 0.9)))
    )
  }

  private case class Penalties(l1: Double = 0, l2: Double = 0, decay: Double = 0, l2Bias: Double = 0) {
    def on(layer: FeedForwardLayer.Builder[_]): Unit = {
      layer.l1(l1)
      layer.l2(l2)
      layer.weightDecay(decay, true)
      layer.l2Bias(l2Bias)
      ()
    }
  }

  /** Of layers that have penalties themselves: DL4J drops those of the network as a whole. */
  private def penalized(updater: IUpdater, penalties: Penalties = Penalties()): NetworkSpec = {
    val first = new ConvolutionLayer.Builder(3, 3).nOut(3).activation(Activation.RELU)
    val second = new DenseLayer.Builder().nOut(5).activation(Activation.TANH)
    val out = new OutputLayer.Builder(LossFunction.MCXENT).nOut(classes).activation(Activation.SOFTMAX)
    Seq[FeedForwardLayer.Builder[_]](first, second, out).foreach(layer => penalties.on(layer))
    images(settings(updater), first.build(), second.build(), out.build())
  }

  private def sgd = new Sgd(0.03)

  test("edit: adamw is adam that lets weights decay") {
    val edit = none.withOptimizer("adamw", set("beta1" -> 0.8))
    val adam = new Adam(0.03, 0.8, 0.999, 1e-8)
    assertEffect(penalized(sgd), edit, penalized(adam, Penalties(decay = 0.01)))
    assertEffect(penalized(sgd), edit.withWeightDecay(0.5), penalized(adam, Penalties(decay = 0.5)))
    assert(difference(trained(penalized(adam, Penalties(decay = 0.01))), trained(penalized(adam))) > 1e-5)
  }

  test("edit: adamw leaves the decay that a layer has") {
    val edit = none.withOptimizer("adamw", set())
    def decays(network: NetworkSpec): Seq[Seq[Double]] = {
      val places = NetworkConfiguration.parse(network, OptionalDouble.empty()).places()
      (0 until places.size()).map(places.get(_).layer()).collect { case layer: BaseLayer =>
        layer.getRegularization.toArray.toSeq.collect { case decay: WeightDecay =>
          decay.getCoeff.valueAt(0, 0)
        }
      }
    }
    val own = dense(inputs, 7)
    own.setRegularization(Collections.singletonList[Regularization](new WeightDecay(0.3, true)))
    val mixed = stack(plain, own, softmax(7))
    assert(decays(editing.edit(mixed, edit)) == Seq(Seq(0.3), Seq(0.01)))
    assert(decays(editing.edit(mixed, edit.withWeightDecay(0.2))) == Seq(Seq(0.2), Seq(0.2)))
    assert(decays(editing.edit(mixed, edit.withWeightDecay(0))) == Seq(Nil, Nil))
    assert(decays(editing.edit(mixed, none.withOptimizer("adam", set()))) == Seq(Seq(0.3), Nil))
    val adam = new Adam(0.03)
    assertEffect(
      penalized(sgd, Penalties(decay = 0.6)),
      edit,
      penalized(adam, Penalties(decay = 0.6))
    )
  }

  test("edit: l1, l2 and weight decay hold for weights, in place of what was there") {
    val before = penalized(sgd, Penalties(l1 = 0.4, l2 = 0.3, l2Bias = 0.2))
    assertEffect(before, none.withL1(0.1), penalized(sgd, Penalties(l1 = 0.1, l2 = 0.3, l2Bias = 0.2)))
    assertEffect(before, none.withL2(0.1), penalized(sgd, Penalties(l1 = 0.4, l2 = 0.1, l2Bias = 0.2)))
    assertEffect(before, none.withL1(0).withL2(0), penalized(sgd, Penalties(l2Bias = 0.2)))
    val decaying = penalized(sgd, Penalties(decay = 0.6))
    assertEffect(penalized(sgd), none.withWeightDecay(0.6), decaying)
    assertEffect(decaying, none.withWeightDecay(0), penalized(sgd))
  }

  test("edit: dropout goes before dense layers behind the first, as the probability to be dropped") {
    def written(keep: Double) = {
      val hidden = new DenseLayer.Builder().nIn(7).nOut(5).activation(Activation.TANH).dropOut(keep).build()
      val out = new OutputLayer.Builder(LossFunction.MCXENT).nIn(5).nOut(classes).dropOut(keep)
      stack(settings(new Sgd(0.03)), dense(inputs, 7), hidden, out.activation(Activation.SOFTMAX).build())
    }
    assertEffect(perceptron(plain), none.withDropout(0.3), written(0.7))
    assertEffect(written(0.9), none.withDropout(0.3), written(0.7))
    assertEffect(written(0.7), none.withDropout(0), perceptron(plain))
    val graph = NetworkConfiguration.parse(
      editing.edit(spec(skipping(plain).toJson), none.withDropout(0.25)),
      OptionalDouble.empty()
    )
    val dropouts = (0 until graph.places().size()).map(graph.places().get(_)).collect {
      case place if place.layer().getIDropout != null =>
        place.key() -> place.layer().getIDropout.asInstanceOf[Dropout].getP
    }
    assert(dropouts == Seq("second" -> 0.75, "out" -> 0.75))
  }

  test("edit: where a network has dropout, only that changes") {
    def written(keep: Double) =
      stack(settings(new Sgd(0.03)), dense(inputs, 7), new DropoutLayer(keep), dense(7, 5), softmax(5))
    assertEffect(written(0.9), none.withDropout(0.4), written(0.6))
  }

  private def regression(loss: LossFunction, activation: Activation): NetworkSpec = {
    val out = new OutputLayer.Builder(loss).nIn(7).nOut(2).activation(activation).build()
    stack(plain, dense(inputs, 7), out)
  }

  private val losses = Seq(
    ("crossEntropy", LossFunction.MCXENT, Activation.SOFTMAX),
    ("binaryCrossEntropy", LossFunction.XENT, Activation.SIGMOID),
    ("meanAbsoluteError", LossFunction.MEAN_ABSOLUTE_ERROR, Activation.IDENTITY),
    ("meanAbsolutePercentageError", LossFunction.MEAN_ABSOLUTE_PERCENTAGE_ERROR, Activation.IDENTITY),
    ("meanSquaredLogarithmicError", LossFunction.MEAN_SQUARED_LOGARITHMIC_ERROR, Activation.SOFTPLUS),
    ("poisson", LossFunction.POISSON, Activation.SOFTPLUS),
    ("kullbackLeibler", LossFunction.KL_DIVERGENCE, Activation.SIGMOID),
    ("cosineProximity", LossFunction.COSINE_PROXIMITY, Activation.IDENTITY),
    ("hinge", LossFunction.HINGE, Activation.TANH),
    ("squaredHinge", LossFunction.SQUARED_HINGE, Activation.IDENTITY)
  )

  /** Targets that every loss is defined for. */
  private def positive(row: Row): Row = row.copy(target = row.target.map(_ * 0.5f + 0.25f))

  losses.foreach { case (name, loss, activation) =>
    test(s"edit: the loss $name is DL4J's $loss") {
      val edit = none.withLoss(name)
      assertEffect(regression(LossFunction.MSE, activation), edit, regression(loss, activation), positive)
      assert(editing.edit(regression(loss, activation), edit) == regression(loss, activation))
    }
  }

  test("edit: meanSquaredError, for a graph and for a loss layer, too") {
    assertEffect(
      regression(LossFunction.POISSON, Activation.SOFTPLUS),
      none.withLoss("meanSquaredError"),
      regression(LossFunction.MSE, Activation.SOFTPLUS),
      positive
    )
    def lossLayer(loss: LossFunction) = stack(
      plain,
      dense(inputs, 4),
      new LossLayer.Builder(loss).activation(Activation.SIGMOID).build()
    )
    assertEffect(lossLayer(LossFunction.XENT), none.withLoss("meanSquaredError"), lossLayer(LossFunction.MSE))
    assert(
      editing.edit(spec(skipping(plain).toJson), none.withLoss("meanSquaredError")).text.contains("LossMSE")
    )
  }

  test("edit: what is wrapped is edited, what is frozen is not") {
    def recurrent(l2: Double) = stack(
      plain,
      new EmbeddingSequenceLayer.Builder().nIn(20).nOut(4).inputLength(inputs).l2(l2).build(),
      new LastTimeStep(new LSTM.Builder().nIn(4).nOut(5).l2(l2).build()),
      new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(5)
        .nOut(classes)
        .l2(l2)
        .activation(Activation.SOFTMAX)
        .build()
    )
    def asWords(row: Row) =
      row.copy(features = row.features.map(value => math.floor(math.abs(value.toDouble) * 5).toFloat))
    val edit = none.withL2(0.5)
    assertEffect(recurrent(0), edit, recurrent(0.5), asWords)
    val frozen = stack(plain, new FrozenLayer.Builder().layer(dense(inputs, 7)).build(), softmax(7))
    val start = trained(frozen, 0)
    val changed = trained(editing.edit(frozen, edit.withOptimizer("adam", set())))
    assertSameBits(changed.take(49), start.take(49))
    assert(difference(changed, start) > 1e-3)
  }

  test("edit: names that are not known are refused with those that are") {
    val network = perceptron(plain)
    assert(
      problem(network, none.withOptimizer("lion", set())) == "Unknown optimizer 'lion' " +
        "(must be one of [adagrad, adam, adamw, amsgrad, momentum, nesterov, rmsprop, sgd])"
    )
    assert(
      problem(network, none.withOptimizer("adam", set("momentum" -> 0.9))) ==
        "Unknown setting 'momentum' of the optimizer adam (must be one of [beta1, beta2, epsilon])"
    )
    assert(
      problem(network, none.withOptimizer("sgd", set("momentum" -> 0.9))) ==
        "Unknown setting 'momentum' of the optimizer sgd (it has none)"
    )
    assert(
      problem(network, none.withLoss("mse")) == "Unknown loss 'mse' (must be one of [binaryCrossEntropy, " +
        "cosineProximity, crossEntropy, hinge, kullbackLeibler, meanAbsoluteError, meanAbsolutePercentageError, " +
        "meanSquaredError, meanSquaredLogarithmicError, poisson, squaredHinge])"
    )
  }

  test("edit: numbers out of range are refused") {
    val network = perceptron(plain)
    assert(
      problem(network, none.withOptimizer("adam", set("beta1" -> 1.0))) ==
        "Invalid beta1 1.0 of the optimizer adam (must be in [0, 1))"
    )
    assert(
      problem(network, none.withOptimizer("rmsprop", set("epsilon" -> 0.0))) ==
        "Invalid epsilon 0.0 of the optimizer rmsprop (must be above 0)"
    )
    assert(problem(network, none.withDropout(1)) == "Invalid dropout 1.0 (must be a probability in [0, 1))")
    assert(problem(network, none.withL2(-1)) == "Invalid l2 -1.0 (must be a number, at least 0)")
    assert(problem(network, none.withL1(Double.NaN)) == "Invalid l1 NaN (must be a number, at least 0)")
  }

  test("edit: what the network cannot be trained with is refused") {
    assert(
      problem(perceptron(plain), none.withLoss("binaryCrossEntropy")) ==
        "Cannot train with the loss binaryCrossEntropy: the output layer has the activation softmax (must be one " +
        "of [sigmoid]; change the network's output layer, or take another loss)"
    )
    assert(
      problem(
        stack(plain, softmax(inputs)),
        none.withDropout(0.5)
      ) == "Cannot drop with probability 0.5: the " +
        "network has no dense layer behind another layer (add one, or leave dropout out)"
    )
  }
}
