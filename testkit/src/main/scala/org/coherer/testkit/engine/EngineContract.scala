package org.coherer.testkit.engine

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.util.Collections.singletonList
import java.util.OptionalDouble
import java.util.concurrent.{Callable, CyclicBarrier, Executors, TimeUnit}
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.training.engine.NetworkShape.Content
import org.coherer.training.engine.NetworkShape.Input
import org.coherer.training.engine.NetworkShape.LayerInfo
import org.coherer.training.engine.NetworkShape.Output
import org.coherer.training.engine.{
  Batch,
  Engines,
  GradientListener,
  NetworkFile,
  NetworkSpec,
  OptimizerState,
  Replica,
  ReplicaSettings,
  StepContext
}
import org.coherer.training.vector.{Chunk, FlatVector, PackedVector}

/** What every engine must do, whatever its capabilities; those have contracts of their own. */
trait EngineContract
    extends AnyFunSuite
    with WithEngine
    with WithBatches
    with WithTolerance
    with WithAnnouncements {

  private val inputs = 5
  private val classes = 3
  private val parameters = inputs * 7 + 7 + 7 * classes + classes
  private lazy val network = classifier
  private def sample(count: Int) = rows(count, inputs, classes, seed = 11)

  private def settings(seed: Long = 1, rate: OptionalDouble = OptionalDouble.empty()) =
    settingsOf(network, seed, rate)

  private def withReplica[T](body: Replica => T): T = withReplicaOf(settings())(body)

  private def gradients(replica: Replica, batch: Batch): Array[Float] = {
    replica.forwardBackward(batch, First)
    replica.gradients().toArray
  }

  /** The parameters after some steps on batches of four rows. */
  private def train(replica: Replica, steps: Int): Array[Float] = {
    val some = sample(4 * steps).grouped(4).map(part => batch(part)).toSeq
    some.zipWithIndex.foreach { case (part, step) => stepOn(replica, part, step) }
    replica.parameters().toArray
  }

  private def stepOn(replica: Replica, part: Batch, step: Int): Unit = {
    val context = StepContext.at(step.toLong, 1)
    replica.forwardBackward(part, context)
    replica.optimizer().step(part.weightSum(), context)
  }

  private def inOtherThread[T](body: => T): T = {
    val pool = Executors.newSingleThreadExecutor()
    try
      pool
        .submit(new Callable[T] {
          override def call(): T = body
        })
        .get(60, TimeUnit.SECONDS)
    finally pool.shutdownNow()
  }

  test("contract: the engine is found by its name") {
    assert(Engines.named(engine.name()).getClass == engine.getClass)
  }

  test("contract: a network is described by its inputs, its outputs and its parameters") {
    val shape = engine.describe(network)
    assert(shape.inputs() == singletonList(new Input("input", inputs)))
    assert(shape.outputs() == singletonList(new Output("output", classes, Content.CLASSES)))
    assert(shape.outputIsDistribution() && shape.parameterCount() == parameters)
    assert(shape.layers().size() == 2 && shape.shardingObstacle() == null)
  }

  test("contract: parameters lie layer by layer, in the order of the description") {
    val layers = engine.describe(network).layers().toArray(Array[LayerInfo]()).toSeq.map(_.parameters())
    assert(layers == Seq(inputs * 7L + 7, 7L * classes + classes))
    for ((from, count, alike) <- Seq((layers.head, layers(1), true), (0L, layers.head, false)))
      withReplica { replica =>
        // Whatever hidden layers give, an output layer of zeros gives every class the same.
        replica.parameters().pull()
        replica.parameters().host().slice(from, count).fill(0)
        replica.parameters().push()
        val output = predict(replica, batch(sample(2)))
        assert(output.forall(value => math.abs(value - 1f / classes) < 1e-6) == alike)
      }
  }

  test("contract: what is no network is refused without being repeated") {
    Seq("", "secret", "{\"secret\": 1}", "[\"secret\"]", "{\"secret").foreach { text =>
      val error = intercept[IllegalArgumentException](engine.describe(new NetworkSpec(engine.name(), text)))
      assert(error.getMessage.startsWith("Cannot read the network: "))
      assert(!error.getMessage.contains("secret"))
    }
  }

  test("contract: a network of another engine is refused") {
    val other = new NetworkSpec("other", network.text())
    val file = new NetworkFile(other, FlatVector.allocate(parameters.toLong))
    val uses = Seq[() => Any](
      () => engine.describe(other),
      () => engine.open(settingsOf(other)),
      () => engine.optimizerLayout(settingsOf(other)),
      () => engine.optimizerStateLength(settingsOf(other)),
      () => engine.write(file, new ByteArrayOutputStream())
    )
    uses.foreach { use =>
      assert(
        intercept[IllegalArgumentException](use()).getMessage ==
          s"Cannot read a network of engine 'other' with engine '${engine.name()}' (set engine to other, or" +
          s" take a network that was written for ${engine.name()})"
      )
    }
  }

  test("contract: what was written is read, with the optimizer's state") {
    withReplica { replica =>
      train(replica, 2)
      val state =
        new OptimizerState(new PackedVector(FlatVector.of(replica.optimizer().state().toArray: _*)), 2, 1)
      val out = new ByteArrayOutputStream()
      engine.write(new NetworkFile(network, FlatVector.of(replica.parameters().toArray: _*), state), out)
      val found = engine.read(new ByteArrayInputStream(out.toByteArray), 1L << 20)
      assert(found.network().engine() == engine.name())
      assert(engine.describe(found.network()) == engine.describe(network))
      assertSameBits(found.parameters().toArray, replica.parameters().toArray)
      assertSameBits(found.optimizerState().values().unpack().toArray, replica.optimizer().state().toArray)
      assert(found.optimizerState().steps() == 2 && found.optimizerState().epochs() == 1)
    }
  }

  test("contract: the vectors have the lengths that they must have") {
    withReplica { replica =>
      assert(replica.parameters().length() == parameters)
      assert(replica.gradients().length() == parameters)
      assert(replica.optimizer().state().length() == 2 * parameters)
    }
  }

  test("contract: the same seed gives the same bits, in any thread, whatever ran before") {
    val first = withReplica(_.parameters().toArray)
    val other = withReplicaOf(settings(seed = 2))(_.parameters().toArray)
    val disturbed = withReplica { replica =>
      train(replica, 2)
      withReplica(_.parameters().toArray)
    }
    assertSameBits(disturbed, first)
    assertSameBits(inOtherThread(withReplica(_.parameters().toArray)), first)
    assert(difference(other, first) > 0.01)
  }

  test("contract: zero is a seed like any other") {
    val first = withReplicaOf(settings(seed = 0))(_.parameters().toArray)
    assertSameBits(withReplicaOf(settings(seed = 0))(_.parameters().toArray), first)
  }

  test("contract: the gradient is that of the loss") {
    withReplica { replica =>
      val some = batch(sample(6).zipWithIndex.map { case (row, i) => row.weighing(0.5f + i) })
      val found = gradients(replica, some)
      val step = 1e-2f
      val expected = Array.tabulate(parameters) { i =>
        val value = replica.parameters().get(i.toLong)
        def lossAt(moved: Float): Double = {
          replica.parameters().set(i.toLong, moved)
          val loss = replica.forwardBackward(some, First)
          replica.parameters().set(i.toLong, value)
          loss
        }
        val up = value + step
        val down = value - step
        ((lossAt(up) - lossAt(down)) / (up.toDouble - down)).toFloat
      }
      assertClose(found, expected, 2e-3)
    }
  }

  test("contract: an evaluation gives the prediction and its loss, and changes nothing") {
    withReplica { replica =>
      for (weight <- Seq(1f, 2.5f)) {
        val some = batch(sample(5).zipWithIndex.map { case (row, i) => row.weighing(weight + i % 2) }, 8)
        train(replica, 1)
        val (parameters, state) = (replica.parameters().toArray, replica.optimizer().state().toArray)
        val before = gradients(replica, some)
        val outputs = direct(8 * classes)
        val loss = replica.evaluate(some, outputs)
        assertClose(floats(outputs).take(5 * classes), predict(replica, some), 1e-6)
        assert(math.abs(loss - replica.forwardBackward(some, First)) < 1e-5 * loss)
        assertSameBits(replica.parameters().toArray, parameters)
        assertSameBits(replica.optimizer().state().toArray, state)
        assertSameBits(gradients(replica, some), before)
      }
      assert(replica.evaluate(refill(new Batch(2, inputs, classes), Nil), direct(2 * classes)) == 0)
    }
  }

  test("contract: the loss is the sum over rows, and the cross-entropy of the prediction") {
    withReplica { replica =>
      val some = batch(sample(5).zipWithIndex.map { case (row, i) => row.weighing(1f + i) })
      val output = predict(replica, some)
      val expected = sample(5).zipWithIndex.map { case (row, i) =>
        -(1 + i) * math.log(output(i * classes + row.target.indexOf(1f)).toDouble)
      }.sum
      assert(math.abs(replica.forwardBackward(some, First) - expected) < 1e-4 * expected)
    }
  }

  test("contract: gradients of parts of a batch add up to the gradient of the whole") {
    withReplica { replica =>
      val whole = gradients(replica, batch(sample(13)))
      val parts = Seq(sample(13).take(1), sample(13).slice(1, 6), sample(13).drop(6))
        .map(part => gradients(replica, batch(part, 13)))
      assertClose(parts.transpose.map(_.sum).toArray, whole, 1e-5)
    }
  }

  test("contract: a row of weight 3 counts as three rows") {
    withReplica { replica =>
      val weights = Seq(1f, 3f, 2f)
      val weighted = sample(3).zip(weights).map { case (row, weight) => row.weighing(weight) }
      val repeated = sample(3).zip(weights).flatMap { case (row, n) => Seq.fill(n.toInt)(row) }
      val expected = gradients(replica, batch(repeated))
      assertClose(gradients(replica, batch(weighted)), expected, 1e-5)
      val losses = Seq(weighted, repeated).map(some => replica.forwardBackward(batch(some), First))
      assert(math.abs(losses.head - losses(1)) < 1e-5 * losses(1))
    }
  }

  test("contract: rows without weight, and no rows at all, give zeros") {
    withReplica { replica =>
      val some = sample(4)
      val weightless = some.map(_.weighing(0f))
      val used = new Batch(4, inputs, classes)
      Seq(weightless, Seq.empty[Row]).foreach { nothing =>
        gradients(replica, refill(used, some))
        assert(replica.forwardBackward(refill(used, nothing), First) == 0)
        assert(replica.gradients().toArray.forall(_ == 0f))
      }
      val mixed = gradients(replica, batch(weightless ++ some.map(_.weighing(2f))))
      assertClose(mixed, gradients(replica, batch(some ++ some)), 1e-5)
    }
  }

  test("contract: gradients are announced once each, as they stay, the last layer first") {
    withReplica { replica =>
      val slices = announced(replica, batch(sample(5)))
      assertFinal(slices, replica)
      assert(slices.size == 2 && slices.head.offset == inputs * 7 + 7 && slices(1).offset == 0)
      assertSameBits(gradients(replica, batch(sample(5))), slices(1).values ++ slices.head.values)
    }
  }

  test("contract: gradients of no rows, and of rows without weight, are announced too") {
    withReplica { replica =>
      val used = new Batch(4, inputs, classes)
      Seq(Seq.empty[Row], sample(3).map(_.weighing(0f))).foreach { nothing =>
        assertFinal(announced(replica, refill(used, nothing)), replica)
      }
    }
  }

  test("contract: a step divides by the weight") {
    val once = withReplica { replica =>
      replica.forwardBackward(batch(sample(4)), First)
      replica.optimizer().step(4, First)
      replica.parameters().toArray
    }
    val twice = withReplica { replica =>
      replica.forwardBackward(batch(sample(4)), First)
      replica.gradients().scale(2)
      replica.optimizer().step(8, First)
      replica.parameters().toArray
    }
    assertSameBits(twice, once)
  }

  test("contract: a replica may step on gradients that came from others alone") {
    val expected = withReplica(replica => train(replica, 1))
    val other = withReplica { replica =>
      val sum = withReplica(replica => gradients(replica, batch(sample(4))))
      sum.indices.foreach(i => replica.gradients().set(i.toLong, sum(i)))
      replica.optimizer().step(4, First)
      replica.parameters().toArray
    }
    assertSameBits(other, expected)
  }

  test("contract: training lowers the loss") {
    withReplicaOf(settings(rate = OptionalDouble.of(0.05))) { replica =>
      val some = batch(sample(16))
      val before = replica.forwardBackward(some, First)
      (0 until 100).foreach(stepOn(replica, some, _))
      assert(replica.forwardBackward(some, First) < before / 2)
    }
  }

  test("contract: the learning rate of the settings replaces that of the network") {
    val start = withReplica(_.parameters().toArray)
    def moved(rate: OptionalDouble) =
      difference(withReplicaOf(settings(rate = rate))(replica => train(replica, 1)), start)
    val usual = moved(OptionalDouble.empty())
    assert(math.abs(moved(OptionalDouble.of(0.01)) / usual - 10) < 0.1)
  }

  test("contract: parameters, optimizer state and position are all that a step depends on") {
    val expected = withReplica(replica => train(replica, 6))
    val resumed = withReplica { first =>
      val some = sample(24).grouped(4).map(part => batch(part)).toSeq
      def run(replica: Replica, parts: Seq[Batch], before: Int): Unit =
        parts.zipWithIndex.foreach { case (part, step) => stepOn(replica, part, before + step) }
      run(first, some.take(3), 0)
      withReplicaOf(settings(seed = 5)) { second =>
        second.parameters().copyFrom(first.parameters().toArray)
        second.optimizer().state().copyFrom(first.optimizer().state().toArray)
        run(second, some.drop(3), 3)
        second.parameters().toArray
      }
    }
    assertSameBits(resumed, expected)
  }

  test("contract: a prediction is a distribution and changes nothing") {
    withReplica { replica =>
      val some = batch(sample(7))
      val before = gradients(replica, some)
      val state = replica.optimizer().state().toArray
      val output = predict(replica, some)
      assert(output.grouped(classes).forall(row => math.abs(row.sum - 1) < 1e-5))
      assertSameBits(replica.gradients().toArray, before)
      assertSameBits(replica.optimizer().state().toArray, state)
    }
  }

  test("contract: a prediction goes to buffers on and off the heap, as far as there are rows") {
    withReplica { replica =>
      val some = batch(sample(7))
      val expected = predict(replica, some)
      val heap = java.nio.FloatBuffer.allocate(7 * classes)
      replica.predict(some.features(), 5, heap)
      assertClose(heap.array().take(5 * classes), expected.take(5 * classes), 1e-6)
      assert(heap.array().drop(5 * classes).forall(_ == 0f))
      replica.predict(some.features(), 0, heap)
    }
  }

  test("contract: writing to the parameters' mirror and pushing it restores a network") {
    withReplica { replica =>
      val some = batch(sample(2))
      val (start, before) = (replica.parameters().toArray, predict(replica, some))
      replica.parameters().host().fill(0)
      replica.parameters().push()
      val output = predict(replica, some)
      assert(output.forall(value => math.abs(value - 1f / classes) < 1e-6))
      replica.parameters().host().copyFrom(FlatVector.of(start: _*))
      replica.parameters().push()
      assertSameBits(predict(replica, some), before)
      replica.parameters().pull()
      assertSameBits(replica.parameters().host().toArray, start)
    }
  }

  test("contract: a mirror shows one memory of the host for as long as the replica is open") {
    withReplica { replica =>
      val mirrors = Seq(replica.parameters(), replica.gradients(), replica.optimizer().state())
      val hosts = mirrors.map(_.host())
      train(replica, 2)
      replica.forwardBackward(batch(sample(3)), First)
      mirrors.foreach(_.pull())
      val again = Seq(replica.parameters(), replica.gradients(), replica.optimizer().state())
      mirrors.zip(again).zip(hosts).foreach { case ((mirror, same), host) =>
        assert((mirror.host() eq host) && mirror.length() == host.length())
        assertSameBits(same.host().toArray, host.toArray)
      }
      assert(replica.optimizer() eq replica.optimizer())
    }
  }

  test("contract: the host has what was pulled, and keeps it until the engine changes it") {
    withReplica { replica =>
      val some = batch(sample(4))
      replica.forwardBackward(some, First)
      replica.gradients().pull()
      replica.gradients().pull()
      val pulled = replica.gradients().host().toArray
      predict(replica, some)
      replica.evaluate(some, direct(4 * classes))
      assertSameBits(replica.gradients().host().toArray, pulled)
      replica.gradients().push()
      replica.gradients().pull()
      assertSameBits(replica.gradients().host().toArray, pulled)
    }
  }

  test("contract: gradients that a listener has seen need no pull, and may be changed on the host") {
    val expected = withReplica(replica => train(replica, 1))
    val changed = withReplica { replica =>
      val half: GradientListener =
        (offset, length) => replica.gradients().host().slice(offset, length).scale(0.5f)
      replica.forwardBackward(batch(sample(4)), First, half)
      replica.gradients().push()
      replica.optimizer().step(2, First)
      replica.parameters().toArray
    }
    assertSameBits(changed, expected)
  }

  test("contract: a shard of the optimizer steps on its part alone, with the bits of the whole") {
    val part = new Chunk(3, parameters / 2)
    val start = withReplica(_.parameters().toArray)
    val expected = withReplica(replica => train(replica, 1))
    val (found, state) = withReplica { replica =>
      replica.optimizer().shard(part)
      (train(replica, 1), replica.optimizer().state().toArray)
    }
    def inside(all: Array[Float]) = all.slice(part.offset().toInt, part.end().toInt)
    def outside(all: Array[Float]) = all.take(part.offset().toInt) ++ all.drop(part.end().toInt)
    assertSameBits(inside(found), inside(expected))
    assertSameBits(outside(found), outside(start))
    val places = engine.optimizerLayout(settings()).stateOf(part).toArray.map(_.asInstanceOf[Chunk])
    val whole = withReplica { replica =>
      train(replica, 1)
      replica.optimizer().state().toArray
    }
    assertSameBits(state, places.flatMap(place => whole.slice(place.offset().toInt, place.end().toInt)))
  }

  test("contract: the length of the optimizer's state is known without a replica") {
    val length = engine.optimizerStateLength(settings())
    assert(length == engine.optimizerLayout(settings()).stateLength())
    assert(length == withReplica(_.optimizer().state().length()))
  }

  test("contract: a shard is chosen before there is state") {
    withReplica { replica =>
      replica.optimizer().state()
      assert(
        intercept[IllegalStateException](replica.optimizer().shard(new Chunk(2, 5))).getMessage ==
          "Cannot shard the optimizer's state: it exists already (shard it before the first step)"
      )
    }
  }

  test("contract: the learning rate is that of the network or the settings, times the factor") {
    val context = new StepContext(7, 3, 0.5, 1)
    withReplicaOf(settings(rate = OptionalDouble.of(0.04))) { replica =>
      assert(math.abs(replica.optimizer().learningRate(context) - 0.02) < 1e-9)
      assert(math.abs(replica.optimizer().learningRate(First) - 0.04) < 1e-9)
    }
    def moved(factor: Double) = withReplica { replica =>
      val start = replica.parameters().toArray
      replica.forwardBackward(batch(sample(4)), First)
      replica.optimizer().step(4, new StepContext(0, 1, factor, 0))
      difference(replica.parameters().toArray, start)
    }
    assert(math.abs(moved(0.1) / moved(1) - 0.1) < 1e-3 && moved(0) < 1e-6)
  }

  test("contract: a context has a place in the run, and a factor of at least zero") {
    def refused(make: => StepContext) = intercept[IllegalArgumentException](make).getMessage
    for (bad <- Seq(-0.1, Double.NaN))
      assert(
        refused(new StepContext(0, 1, bad, 0)) ==
          s"Invalid factor $bad of the learning rate (must be at least 0)"
      )
    assert(refused(new StepContext(-1, 1, 1, 0)) == "Invalid iteration -1 (must be at least 0)")
    assert(refused(new StepContext(0, 0, 1, 0)) == "Invalid epoch 0 (must be at least 1)")
  }

  test("contract: replicas in threads of one JVM do not disturb each other") {
    val alone = Seq(1L, 2L).map(seed => withReplicaOf(settings(seed))(train(_, 30)))
    val start = new CyclicBarrier(2)
    val pool = Executors.newFixedThreadPool(2)
    try {
      val running = Seq(1L, 2L).map { seed =>
        pool.submit(new Callable[Array[Float]] {
          override def call(): Array[Float] = {
            start.await(60, TimeUnit.SECONDS)
            withReplicaOf(settings(seed))(train(_, 30))
          }
        })
      }
      running.zip(alone).foreach { case (result, expected) =>
        assertSameBits(result.get(60, TimeUnit.SECONDS), expected)
      }
    } finally pool.shutdownNow()
  }

  test("contract: a batch of another width is refused") {
    withReplica { replica =>
      val wide = intercept[IllegalArgumentException](
        replica.forwardBackward(new Batch(2, inputs + 1, classes), First)
      )
      assert(
        wide.getMessage == "Invalid batch with 6 features per row (the network has 5)"
      )
      val narrow = intercept[IllegalArgumentException](
        replica.forwardBackward(new Batch(2, inputs, classes - 1), First)
      )
      assert(narrow.getMessage == "Invalid batch with 2 targets per row (the network has 3)")
    }
  }

  test("contract: a step needs a weight above zero") {
    withReplica { replica =>
      Seq(0.0, -1.0, Double.NaN).foreach { weight =>
        val error = intercept[IllegalArgumentException](replica.optimizer().step(weight, First))
        assert(error.getMessage == s"Invalid weight $weight (must be above 0)")
      }
    }
  }

  test("contract: a closed replica stays closed") {
    val replica = engine.open(settings())
    replica.close()
    replica.close()
    val error = intercept[IllegalStateException](replica.parameters())
    assert(error.getMessage == "Cannot use a replica that was closed")
  }

  test("contract: a replica takes at least one thread, and learns at a rate above zero") {
    val threads = intercept[IllegalArgumentException](
      new ReplicaSettings(network, OptionalDouble.empty(), 1, 0)
    )
    assert(threads.getMessage == "Invalid thread count 0 (must be at least 1)")
    val rate = intercept[IllegalArgumentException](
      new ReplicaSettings(network, OptionalDouble.of(0), 1, 1)
    )
    assert(rate.getMessage == "Invalid learning rate 0.0 (must be above 0)")
  }
}
