package org.coherer.training.plan

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

import org.coherer.training.data.RecordLayout
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.plan.Schedule.Warmup
import org.scalatest.funsuite.AnyFunSuite

class ControlsSuite extends AnyFunSuite {

  private def plan(
      controls: Controls,
      validated: Boolean = true,
      target: TargetEncoding = new TargetEncoding.ClassIndex(3)
  ) = new TrainingPlan(
    new NetworkPlan(new NetworkSpec("dl4j", "{}"), NetworkPlan.OWN_RATE),
    new DataPlan(new RecordLayout(4, target), 3, 8, 7, validated, 1L << 30),
    new Workers(2, 1),
    Exchange.DEFAULT,
    TransportPlan.DEFAULT,
    controls
  )

  private def stopping(monitor: String, patience: Int = 2, restoreBest: Boolean = false) =
    new Controls(
      Schedule.CONSTANT,
      Clipping.NONE,
      new Stopping(patience, 0, monitor, restoreBest, 0, OnDivergence.FAIL)
    )

  private def messageOf(make: => Any) = intercept[IllegalArgumentException](make).getMessage

  test("plans with other controls have other fingerprints, and travel unchanged") {
    val all = Seq(
      Controls.NONE,
      stopping("loss"),
      stopping("accuracy"),
      new Controls(Schedule.CONSTANT, new Clipping.ByNorm(1), Stopping.NONE),
      new Controls(Schedule.CONSTANT, new Clipping.ByValue(1), Stopping.NONE),
      new Controls(new Schedule.Cosine(0, Warmup.NONE), Clipping.NONE, Stopping.NONE),
      new Controls(new Schedule.Step(3, 0.1, Warmup.NONE), Clipping.NONE, Stopping.NONE)
    ).map(plan(_))
    assert(all.map(_.fingerprint()).distinct.size == all.size)
    all.foreach { one =>
      val bytes = new ByteArrayOutputStream()
      new ObjectOutputStream(bytes).writeObject(one)
      assert(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject() == one)
    }
  }

  test("numbers by which nothing can be stopped are refused by name") {
    def stop(patience: Int = 0, minDelta: Double = 0, maxSeconds: Double = 0) =
      new Stopping(patience, minDelta, "loss", false, maxSeconds, OnDivergence.FAIL)
    assert(messageOf(stop(patience = -1)) == "Invalid patience -1 (must be at least 0)")
    for (bad <- Seq(-1.0, Double.NaN, Double.PositiveInfinity)) {
      assert(messageOf(stop(minDelta = bad)) == s"Invalid minDelta $bad (must be a number of at least 0)")
      assert(
        messageOf(stop(maxSeconds = bad)) == s"Invalid maxSeconds $bad (must be a number of at least 0)"
      )
    }
  }

  test("what happens at a divergence is found by its name; others are refused with those there are") {
    for (one <- OnDivergence.values()) assert(OnDivergence.named(one.text()) == one)
    assert(OnDivergence.named("rollBack") == OnDivergence.ROLL_BACK)
    assert(
      messageOf(OnDivergence.named("ROLL_BACK")) ==
        "Unknown onDivergence 'ROLL_BACK' (must be one of fail, skip, rollBack)"
    )
  }

  test("limits of gradients that are not above zero are refused by name") {
    for (bad <- Seq(0.0, -1.0, Double.NaN, Double.PositiveInfinity)) {
      assert(messageOf(new Clipping.ByValue(bad)) == s"Invalid clipValue $bad (must be a number above 0)")
      assert(messageOf(new Clipping.ByNorm(bad)) == s"Invalid clipNorm $bad (must be a number above 0)")
    }
  }

  test("what is monitored must be measured; the message lists what is") {
    val value = new TargetEncoding.Values(1)
    for (name <- Seq("trainingLoss", "loss", "accuracy")) plan(stopping(name))
    for (name <- Seq("trainingLoss", "loss", "rmse", "mae")) plan(stopping(name), target = value)
    assert(
      messageOf(plan(stopping("rmse"))) ==
        "Invalid monitor 'rmse' (must be one of trainingLoss, loss, accuracy)"
    )
    assert(
      messageOf(plan(stopping("accuracy", 0, restoreBest = true), target = value)) ==
        "Invalid monitor 'accuracy' (must be one of trainingLoss, loss, rmse, mae)"
    )
    for (name <- Seq("loss", "accuracy"))
      assert(
        messageOf(plan(stopping(name), validated = false)) ==
          s"Invalid monitor '$name' (must be one of trainingLoss, for there is no validation set)"
      )
  }

  test("of several outputs, metrics are named after them, or numbered") {
    val parts = java.util.Arrays.asList[TargetEncoding](
      new TargetEncoding.ClassIndex(3),
      new TargetEncoding.Values(2),
      new TargetEncoding.Inputs(4)
    )
    val names = java.util.Arrays.asList("kind", "size", "again")
    val named = new TargetEncoding.Joined(names, parts)
    assert(plan(stopping("accuracy_kind"), target = named).monitor().moreIsBetter())
    assert(!plan(stopping("rmse_size"), target = named).monitor().moreIsBetter())
    assert(
      messageOf(plan(stopping("accuracy"), target = new TargetEncoding.Joined(parts))) ==
        "Invalid monitor 'accuracy' (must be one of trainingLoss, loss, accuracy_0, rmse_1, mae_1, " +
        "rmse_2, mae_2)"
    )
    val alone = new TargetEncoding.Joined(java.util.Collections.singletonList(parts.get(1)))
    assert(plan(stopping("rmse"), target = alone).monitor().name() == "rmse")
  }

  test("a monitor that nothing depends on need not be measured") {
    assert(plan(Controls.NONE, validated = false).monitor().name() == "trainingLoss")
    assert(plan(Controls.NONE).monitor().name() == "loss")
    assert(plan(stopping("rmse", patience = 0)).monitor().name() == "trainingLoss")
  }

  test("the direction follows from what is monitored") {
    val value = new TargetEncoding.Values(1)
    assert(plan(stopping("accuracy")).monitor().moreIsBetter())
    for (name <- Seq("trainingLoss", "loss", "rmse", "mae"))
      assert(!plan(stopping(name), target = value).monitor().moreIsBetter())
  }
}
