package org.coherer.training.elastic

import java.util.concurrent.atomic.AtomicInteger

import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.barrier.Failpoints
import org.coherer.training.event.TrainingEvent
import org.coherer.training.plan.{Attempts, NetworkPlan, ServerPlan, TrainingPlan}
import org.coherer.training.trainer.{TrainingFailedException, TrainingResult}
import org.scalatest.funsuite.AnyFunSuite

class ElasticFaultSuite extends AnyFunSuite with WithKills {

  override def master: String = "local[4,4]"

  private def disturbed(servers: ServerPlan, epochs: Int, kills: Int)(
      kill: Killer => Boolean
  ): (TrainingResult, Recorder, Int) = disturbed(kills)(kill) { recorder =>
    train(elastic(servers), plan(epochs = epochs), shardsOf(2), listener = recorder)
  }

  test("workers that are killed make no step twice, and no bit differs from an undisturbed run") {
    val servers = new ServerPlan(2, Synchronous)
    val (result, recorder, killed) = disturbed(servers, 30, 5)(_.killWorker())
    assert(killed == 5)
    val undisturbed = train(elastic(servers), plan(epochs = 30), shardsOf(2))
    assert(result.parameters().toArray.toSeq == undisturbed.parameters().toArray.toSeq)
    result.history().epochs().forEach(epoch => assert(epoch.rows() == 71))
    assert(completed(recorder) == 30)
    assertNothingIsLeft()
  }

  test("after the loss of a server, training goes on at the last snapshot, with the same bits") {
    val servers = new ServerPlan(2, Synchronous)
    val (result, recorder, killed) = disturbed(servers, 30, 3)(_.killServer())
    assert(killed == 3)
    val undisturbed = train(elastic(servers), plan(epochs = 30), shardsOf(2))
    assert(result.parameters().toArray.toSeq == undisturbed.parameters().toArray.toSeq)
    assert(epochsOf(result).map(_.loss()) == epochsOf(undisturbed).map(_.loss()))
    assert(recorder.events.count(_.isInstanceOf[TrainingEvent.RunResumed]) >= 1)
    assertNothingIsLeft()
  }

  test("asynchronous training goes on after both, on all rows") {
    val (result, _, killed) = disturbed(new ServerPlan(1, Asynchronous), 40, 4) { killer =>
      if (killer.killed.get % 2 == 0) killer.killWorker() else killer.killServer()
    }
    assert(killed == 4)
    result.history().epochs().forEach(epoch => assert(epoch.rows() == 71))
    val losses = epochsOf(result).map(_.loss())
    assert(losses.last < losses.head)
    assertNothingIsLeft()
  }

  for (kept <- Seq(true, false))
    test(s"a worker that fails reads its rows again unless the run recovers from memory: $kept") {
      val servers = new ServerPlan(1, Synchronous)
      val usual = plan()
      val undisturbed = train(elastic(servers), usual, shardsOf(2)).parameters().toArray.toSeq
      val failing = new TrainingPlan(
        new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
        usual.data(),
        usual.workers().withAttempts(new Attempts(4, kept)),
        usual.exchange(),
        usual.transport(),
        usual.controls()
      )
      ElasticFaultSuite.reads.set(0)
      val counted = shardsOf(2).mapToPair { pair =>
        ElasticFaultSuite.reads.incrementAndGet()
        pair
      }
      Failpoints.arm(Failpoints.Failpoint(1, Failpoints.BeforeAllReduce, 5, attempts = 1))
      try assert(train(elastic(servers), failing, counted).parameters().toArray.toSeq == undisturbed)
      finally Failpoints.disarm()
      assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
      assert(ElasticFaultSuite.reads.get == (if (kept) 2 else 3))
      assertNothingIsLeft()
    }

  for (consistency <- Seq(Synchronous, Asynchronous))
    test(s"an update that fails half-way is made again from the last snapshot, $consistency") {
      val servers = new ServerPlan(1, consistency)
      val usual = plan()
      val failing = new TrainingPlan(
        new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
        usual.data(),
        usual.workers(),
        usual.exchange(),
        usual.transport(),
        usual.controls()
      )
      val recorder = new Recorder()
      Failpoints.halfUpdate = Some(5)
      val result =
        try train(elastic(servers), failing, shardsOf(2), listener = recorder)
        finally Failpoints.disarm()
      result.history().epochs().forEach(epoch => assert(epoch.rows() == 71))
      if (consistency == Synchronous) {
        val undisturbed = train(elastic(servers), usual, shardsOf(2))
        assert(result.parameters().toArray.toSeq == undisturbed.parameters().toArray.toSeq)
      }
      assert(recorder.events.exists(_.isInstanceOf[TrainingEvent.RunResumed]))
      assertNothingIsLeft()
    }

  test("an error that every try ends with fails the run, with its worker and its cause") {
    val broken = shardsOf(2).mapToPair { pair =>
      if (pair._1 == 1) throw new IllegalArgumentException("a broken shard")
      pair
    }
    val thrown = intercept[TrainingFailedException](train(elastic(1, Asynchronous), plan(), broken))
    assert(thrown.getMessage.contains("a broken shard"), thrown.getMessage)
    assertNothingIsLeft()
  }
}

object ElasticFaultSuite {

  /** How many shards tasks have read. */
  val reads = new AtomicInteger
}
