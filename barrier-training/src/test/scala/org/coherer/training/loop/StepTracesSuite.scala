package org.coherer.training.loop

import java.util.concurrent.ConcurrentLinkedQueue

import org.coherer.training.event.{EventSink, StepsTraced, TrainingEvent}
import org.coherer.training.plan.{Agreement, Exchange, Inspection, OverlapMode, StepRange, TrainingPlan}
import org.coherer.training.trace.{Phase, Span}
import org.scalatest.funsuite.AnyFunSuite

/** The steps of which a plan wants to know where their time goes. */
class StepTracesSuite extends AnyFunSuite with WithTraining {

  private val Ranks = 2
  private val PerEpoch = 4

  private def traced(first: Long, last: Long) = new Inspection(new StepRange(first, last), false)

  /** Returns the parameters, and what each rank has traced. */
  private def run(plan: TrainingPlan): (Seq[Float], Seq[Seq[StepsTraced]]) = {
    val events = Seq.fill(Ranks)(new ConcurrentLinkedQueue[TrainingEvent]())
    val parameters = withRanks(Ranks) { transport =>
      val batches = Seq.tabulate(PerEpoch)(i => records(5, seed = 10 * transport.rank() + i))
      val sink: EventSink = event => events(transport.rank()).add(event)
      train(transport, plan, new FixedBatches(batches), PerEpoch, sink)
    }
    assert(parameters(0) == parameters(1))
    (
      parameters.head,
      events.map(_.toArray(Array[TrainingEvent]()).toSeq.collect { case traced: StepsTraced => traced })
    )
  }

  private def spans(traced: StepsTraced): Seq[Span] = traced.spans().toArray(Array[Span]()).toSeq
  private def named(traced: StepsTraced, phase: Phase): Seq[String] =
    spans(traced).filter(_.phase() == phase).map(_.name())

  test("each rank reports the parts of the steps that are wanted, and the result has the same bits") {
    val (plain, none) = run(plan(2, 5, Ranks))
    assert(none.flatten.isEmpty)
    val (parameters, all) = run(plan(2, 5, Ranks, inspection = traced(3, 6)))
    assert(parameters == plain)
    for (rank <- 0 until Ranks) {
      val Seq(one) = all(rank)
      assert((one.rank(), one.first(), one.last()) == ((rank, 3L, 6L)))
      assert(named(one, Phase.STEP) == Seq("3", "4", "5", "6"))
      for (phase <- Seq(Phase.DATA, Phase.PASS, Phase.LOSS, Phase.CLIP, Phase.UPDATE))
        assert(named(one, phase) == Seq.fill(4)(""), phase)
      // Once for the gradients, once for what follows the step.
      assert(named(one, Phase.EXCHANGE).size == 8)
      assert(named(one, Phase.BUCKET).isEmpty)
      val layers = Seq("0 Dense", "1 Dense")
      assert(named(one, Phase.FORWARD).distinct == layers)
      assert(named(one, Phase.BACKWARD).distinct == layers.reverse)
    }
  }

  test("what is part of a step lies within it, and layers lie within the passes") {
    val (_, all) = run(plan(1, 5, Ranks, inspection = traced(1, 4)))
    for (traced <- all.flatten) {
      def within(outer: Phase, inner: Phase*): Unit = {
        val outside = spans(traced).filter(_.phase() == outer)
        for (span <- spans(traced) if inner.contains(span.phase()))
          assert(
            outside.count(o => o.start() <= span.start() && span.end() <= o.end()) == 1,
            s"$span in $outer"
          )
      }
      within(Phase.STEP, Phase.DATA, Phase.PASS, Phase.EXCHANGE, Phase.CLIP, Phase.UPDATE)
      within(Phase.PASS, Phase.FORWARD, Phase.BACKWARD, Phase.LOSS)
      val now = System.currentTimeMillis() * 1000000L
      spans(traced).foreach(span => assert(math.abs(span.start() - now) < 600L * 1000000000L))
    }
  }

  test("gradients that travel during the pass are buckets") {
    val overlapped = new Exchange(1, OverlapMode.ON, 4 * 40)
    val (plain, _) = run(plan(1, 5, Ranks, exchange = overlapped))
    val (parameters, all) = run(plan(1, 5, Ranks, exchange = overlapped, inspection = traced(2, 3)))
    assert(parameters == plain)
    // 6 x 7 + 7 + 7 x 3 + 3 parameters in buckets of 40.
    all.flatten.foreach(one => assert(named(one, Phase.BUCKET) == Seq("1", "2", "1", "2")))
  }

  test("where ranks average now and then, all steps up to an exchange are traced together") {
    val averaged = new Exchange(1, new Agreement.Averaging(2, 1, 0))
    val (_, all) = run(plan(2, 5, Ranks, exchange = averaged, inspection = traced(4, 5)))
    for (one <- all.flatten) {
      assert((one.first(), one.last()) == ((3L, 6L)))
      assert(named(one, Phase.STEP) == Seq("3 to 4", "5 to 6"))
      assert(named(one, Phase.PASS).size == 4 && named(one, Phase.EXCHANGE).size == 2)
    }
  }

  test("several batches of a step are several passes") {
    val (_, all) =
      run(plan(2, 5, Ranks, exchange = new Exchange(2, OverlapMode.OFF, 0), inspection = traced(1, 1)))
    all.flatten.foreach { one =>
      assert(named(one, Phase.PASS).size == 2 && named(one, Phase.DATA).size == 2)
      assert(named(one, Phase.UPDATE).size == 1)
    }
  }

  test("a run that ends before the last of them reports those that it has made") {
    val (_, all) = run(plan(1, 5, Ranks, inspection = traced(3, 100)))
    assert(all.flatten.map(one => (one.first(), one.last())) == Seq.fill(Ranks)((3L, 4L)))
    val (_, beyond) = run(plan(1, 5, Ranks, inspection = traced(5, 100)))
    assert(beyond.flatten.isEmpty)
  }

  test("many spans are several reports, one behind the other") {
    val (_, all) = run(plan(100, 5, Ranks, inspection = traced(1, 390)))
    for (own <- all) {
      assert(own.size > 1 && own.head.first() == 1 && own.last.last() == 390)
      own.zip(own.tail).foreach { case (a, b) => assert(b.first() == a.last() + 1) }
      own.foreach(one => assert(spans(one).size < 5000))
      assert(own.flatMap(named(_, Phase.STEP)) == (1 to 390).map(_.toString))
    }
  }

  test("a range of steps has numbers that can be") {
    assert(
      intercept[IllegalArgumentException](new StepRange(0, 3)).getMessage ==
        "Invalid first step 0 (must be at least 1)"
    )
    assert(
      intercept[IllegalArgumentException](new StepRange(5, 3)).getMessage ==
        "Invalid last step 3 (must not be before the first, 5)"
    )
    assert(StepRange.NONE.count() == 0 && !StepRange.NONE.meets(0, 1))
    val some = new StepRange(3, 4)
    assert((0L to 5L).map(some.meets(_, 1)) == Seq(false, false, true, true, false, false))
    assert((0L to 4L by 2).map(some.meets(_, 2)) == Seq(false, true, false))
  }
}
