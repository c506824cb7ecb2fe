package org.coherer.training.plan

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

import org.coherer.training.data.RecordLayout
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.NetworkSpec
import org.scalatest.funsuite.AnyFunSuite

class TrainingPlanSuite extends AnyFunSuite {

  private val layout = new RecordLayout(4, new TargetEncoding.ClassIndex(3))

  private def plan(
      epochs: Int = 3,
      batchSize: Int = 8,
      workers: Int = 2,
      rate: Double = NetworkPlan.OWN_RATE,
      network: NetworkSpec = new NetworkSpec("dl4j", "{}"),
      calibrated: Boolean = false,
      validated: Boolean = false,
      layout: RecordLayout = layout
  ) =
    new TrainingPlan(
      new NetworkPlan(network, rate),
      new DataPlan(layout, epochs, batchSize, 7, validated, 1L << 30),
      new Workers(workers, 1),
      Exchange.DEFAULT,
      TransportPlan.DEFAULT,
      new Controls(Schedule.CONSTANT, Clipping.NONE, Stopping.NONE, calibrated)
    )

  test("equal plans have equal fingerprints and different ones differ") {
    assert(plan().fingerprint() == plan().fingerprint())
    val all = Seq(
      plan(),
      plan(epochs = 4),
      plan(batchSize = 9),
      plan(workers = 3),
      plan(rate = 0.1),
      plan(network = new NetworkSpec("dl4j", "[]")),
      plan(network = new NetworkSpec("other", "{}"))
    )
    assert(all.map(_.fingerprint()).distinct.size == all.size)
  }

  test("a plan travels through Java serialization unchanged") {
    val bytes = new ByteArrayOutputStream()
    new ObjectOutputStream(bytes).writeObject(plan(rate = 0.5))
    val read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject()
    assert(read == plan(rate = 0.5))
  }

  test("a plan shows the fingerprint of its network in place of the text") {
    val shown = plan(network = new NetworkSpec("dl4j", "{\"secret\": 1}")).toString
    assert(shown.contains("NetworkSpec[engine=dl4j, fingerprint=") && !shown.contains("secret"))
  }

  test("numbers below 1 are refused by name") {
    def messageOf(make: => TrainingPlan) = intercept[IllegalArgumentException](make).getMessage
    assert(messageOf(plan(epochs = 0)) == "Invalid epochs 0 (must be at least 1)")
    assert(messageOf(plan(batchSize = 0)) == "Invalid batchSize 0 (must be at least 1)")
    assert(messageOf(plan(rate = -1)) == "Invalid learning rate -1.0 (must be above 0)")
    assert(messageOf(plan(rate = Double.NaN)) == "Invalid learning rate NaN (must be above 0)")
    assert(messageOf(plan(workers = 0)) == "Invalid workers 0 (must be at least 1)")
  }

  test("a calibration needs a class, and a validation set") {
    def messageOf(make: => TrainingPlan) = intercept[IllegalArgumentException](make).getMessage
    plan(calibrated = true, validated = true)
    assert(
      messageOf(plan(calibrated = true)) ==
        "Cannot calibrate without a validation set (set validationFraction or validationIndicatorCol, or " +
        "calibration to none)"
    )
    val values = new RecordLayout(4, new TargetEncoding.Values(1))
    assert(
      messageOf(plan(calibrated = true, validated = true, layout = values)) ==
        "Cannot calibrate: the target is no class (set calibration to none)"
    )
  }

  test("an exchange needs at least one batch, and buckets of at least one number") {
    def messageOf(make: => Any) = intercept[IllegalArgumentException](make).getMessage
    assert(
      messageOf(new Exchange(0, OverlapMode.AUTO, 0)) ==
        "Invalid accumulateSteps 0 (must be at least 1)"
    )
    for (bad <- Seq(-1L, 3L))
      assert(
        messageOf(new Exchange(1, OverlapMode.AUTO, bad)) ==
          s"Invalid bucketSize $bad (must be at least 4 bytes, or 0 for a size that suits the network)"
      )
    assert(
      messageOf(OverlapMode.named("maybe")) == "Unknown overlap 'maybe' (must be one of auto, on, off)"
    )
  }

  test("a sharded optimizer cannot be had with gradients that travel during the backward pass") {
    val refused = intercept[IllegalArgumentException](new Exchange(1, OverlapMode.ON, 0, true))
    assert(
      refused.getMessage == "Invalid overlap on (must be off or auto if shardOptimizerState is true, for then" +
        " gradients travel after the backward pass)"
    )
    for (overlap <- Seq(OverlapMode.AUTO, OverlapMode.OFF))
      assert(new Exchange(1, overlap, 0, true).shardOptimizerState())
  }

  test("parts of an optimizer's state can be copied where there are parts") {
    val refused = intercept[IllegalArgumentException](new Exchange(1, OverlapMode.AUTO, 0, false, true))
    assert(
      refused.getMessage == "Invalid replicateOptimizerState true (must be false if shardOptimizerState is" +
        " false, for then every worker has the whole state; set shardOptimizerState to true)"
    )
    val copied = new Exchange(1, OverlapMode.AUTO, 0, true, true)
    assert(copied.replicateOptimizerState() && copied.shardOptimizerState())
    assert(!new Exchange(1, OverlapMode.AUTO, 0, true).replicateOptimizerState())
    assert(copied.among(2) == copied && copied.among(1) == new Exchange(1, OverlapMode.AUTO, 0, true))
  }

  test("buckets cannot be had where all gradients travel at once") {
    def messageOf(make: => Any) = intercept[IllegalArgumentException](make).getMessage
    val expected =
      "Invalid bucketSize 64 (must be 0 if overlap is off or shardOptimizerState is true, for then all" +
        " gradients travel at once)"
    assert(messageOf(new Exchange(1, OverlapMode.OFF, 64)) == expected)
    assert(messageOf(new Exchange(1, OverlapMode.AUTO, 64, true)) == expected)
  }

  test("the batches and steps of an epoch cover the last, short one") {
    val rows = Seq(0L, 1L, 7L, 8L, 9L)
    assert(rows.map(plan(batchSize = 8).data().batchesFor(_)) == Seq(0L, 1L, 1L, 1L, 2L))
    assert(rows.map(new Exchange(8, OverlapMode.OFF, 0).stepsFor(_)) == Seq(0L, 1L, 1L, 1L, 2L))
  }
}
