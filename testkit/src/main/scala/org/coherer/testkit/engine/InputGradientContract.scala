package org.coherer.testkit.engine

import org.coherer.training.engine.{Batch, Engines, InputGradients, Replica, ReplicaSettings}
import org.scalatest.funsuite.AnyFunSuite

/** What every engine must do that has gradients of inputs. */
trait InputGradientContract
    extends AnyFunSuite
    with WithEngine
    with WithBatches
    with WithTolerance
    with WithAnnouncements {

  private val inputs = 5
  private val classes = 3
  private lazy val capability = Engines.require(engine, classOf[InputGradients], "embeddings")

  private def sample(count: Int): Seq[Row] =
    rows(count, inputs, classes, seed = 12).zipWithIndex.map { case (row, i) => row.weighing(0.5f + i) }

  private def settings(last: Int): ReplicaSettings = settingsOf(classifier).withInputGradients(last)

  private def withReplica[T](last: Int)(body: Replica => T): T = withReplicaOf(settings(last))(body)

  private def found(replica: Replica): Array[Float] = {
    val buffer = replica.inputGradients()
    assert(buffer.isDirect && buffer.position() == 0)
    val values = new Array[Float](buffer.limit())
    buffer.get(0, values)
    values
  }

  private def pass(replica: Replica, some: Batch): Array[Float] = {
    replica.forwardBackward(some, First)
    found(replica)
  }

  /** The slopes of the loss by the last inputs of each row, by central differences. */
  private def slopes(replica: Replica, some: Batch, last: Int): Array[Float] = {
    val step = 1e-2f
    val places = for (row <- 0 until some.rows(); i <- inputs - last until inputs) yield row * inputs + i
    places.map { place =>
      val value = some.features().get(place)
      def lossAt(moved: Float): Double = {
        some.features().put(place, moved)
        val loss = replica.forwardBackward(some, First)
        some.features().put(place, value)
        loss
      }
      val (up, down) = (value + step, value - step)
      ((lossAt(up) - lossAt(down)) / (up.toDouble - down)).toFloat
    }.toArray
  }

  for (last <- Seq(1, 3, inputs))
    test(s"input gradient contract: those of the last $last are the slopes of row weight x loss") {
      withReplica(last) { replica =>
        val some = batch(sample(6), 8)
        val gradients = pass(replica, some)
        assert(gradients.length == 6 * last)
        assertClose(gradients, slopes(replica, some, last), 2e-3)
      }
    }

  test("input gradient contract: all else keeps its bits") {
    def all(last: Int) = withReplica(last) { replica =>
      val slices = announced(replica, batch(sample(7)))
      val loss = replica.forwardBackward(batch(sample(7)), First)
      val gradients = replica.gradients().toArray
      replica.optimizer().step(7, First)
      (slices.map(_.offset), loss, gradients, replica.parameters().toArray)
    }
    val expected = all(0)
    for (last <- Seq(2, inputs)) {
      val other = all(last)
      assert(other._1 == expected._1 && other._2 == expected._2)
      assertSameBits(other._3, expected._3)
      assertSameBits(other._4, expected._4)
    }
  }

  test("input gradient contract: fewer inputs have the gradients that they have among all") {
    val all = withReplica(inputs)(pass(_, batch(sample(4)))).grouped(inputs).toSeq
    for (last <- 1 until inputs)
      assertClose(
        withReplica(last)(pass(_, batch(sample(4)))),
        all.flatMap(_.takeRight(last)).toArray,
        1e-5
      )
  }

  test("input gradient contract: a row's lie where the row lies, whatever rows are beside it") {
    withReplica(2) { replica =>
      val some = sample(5)
      val together = pass(replica, batch(some)).grouped(2).toSeq
      assert(together.map(_.toSeq).distinct.size == 5)
      assertClose(pass(replica, batch(some.reverse)), together.reverse.flatten.toArray, 1e-5)
      some.zip(together).foreach { case (row, expected) =>
        assertClose(pass(replica, batch(Seq(row), 3)), expected, 1e-5)
      }
    }
  }

  test("input gradient contract: a row of weight 3 has three times the gradient, one of weight 0 none") {
    withReplica(3) { replica =>
      val some = rows(3, inputs, classes, seed = 12)
      val plain = pass(replica, batch(some)).grouped(3).toSeq
      val weighted = pass(replica, batch(Seq(some(0).weighing(3), some(1).weighing(0), some(2))))
      assertClose(weighted, plain(0).map(_ * 3) ++ Array(0f, 0f, 0f) ++ plain(2), 1e-5)
      assert(weighted.slice(3, 6).forall(_ == 0f))
    }
  }

  test("input gradient contract: rows without weight have zeros, and no rows have none") {
    withReplica(2) { replica =>
      assert(found(replica).isEmpty)
      val used = new Batch(4, inputs, classes)
      assert(pass(replica, refill(used, Nil)).isEmpty)
      assert(pass(replica, refill(used, sample(4))).forall(_ != 0f))
      val weightless = pass(replica, refill(used, sample(3).map(_.weighing(0f))))
      assert(weightless.length == 6 && weightless.forall(_ == 0f))
      assert(pass(replica, refill(used, Nil)).isEmpty)
    }
  }

  test("input gradient contract: larger and smaller batches, and predictions of more rows in between") {
    withReplica(3) { replica =>
      val expected = pass(replica, batch(sample(9))).grouped(3).toSeq
      for (count <- Seq(1, 9, 4, 2)) {
        val some = pass(replica, batch(sample(count)))
        assertClose(some, expected.take(count).flatten.toArray, 1e-5)
        predict(replica, batch(rows(10 * count + 20, inputs, classes, seed = 3)))
        replica.evaluate(batch(sample(count + 1)), direct((count + 1) * classes))
        assertSameBits(found(replica), some)
      }
    }
  }

  test("input gradient contract: who did not ask for them gets none") {
    withReplica(0) { replica =>
      replica.forwardBackward(batch(sample(2)), First)
      assert(
        intercept[UnsupportedOperationException](replica.inputGradients()).getMessage ==
          "This replica computes no gradients of its inputs (open it with " +
          "ReplicaSettings.withInputGradients, where its engine has InputGradients)"
      )
    }
  }

  test("input gradient contract: more than the network has are refused on the driver, and by replicas") {
    (0 to inputs).foreach(capability.check(classifier, _))
    val expected = "Invalid number of inputs with gradients 6 (must be from 0 to 5, the numbers that the " +
      "network takes)"
    assert(intercept[IllegalArgumentException](capability.check(classifier, 6)).getMessage == expected)
    assert(intercept[IllegalArgumentException](engine.open(settings(6))).getMessage == expected)
    assert(
      intercept[IllegalArgumentException](settings(-1)).getMessage ==
        "Invalid number of inputs with gradients -1 (must be at least 0)"
    )
  }

  test("input gradient contract: a closed replica has none") {
    val replica = engine.open(settings(2))
    replica.forwardBackward(batch(sample(2)), First)
    replica.close()
    assert(
      intercept[IllegalStateException](replica.inputGradients()).getMessage ==
        "Cannot use a replica that was closed"
    )
  }
}
