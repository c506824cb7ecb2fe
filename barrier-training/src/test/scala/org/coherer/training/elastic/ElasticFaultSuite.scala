package org.coherer.training.elastic

import java.util.concurrent.atomic.AtomicInteger

import org.apache.spark.scheduler.{
  SparkListener,
  SparkListenerStageSubmitted,
  SparkListenerTaskEnd,
  SparkListenerTaskStart
}
import org.coherer.training.event.TrainingEvent
import org.coherer.training.plan.ServerPlan
import org.coherer.training.trainer.TrainingFailedException
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

class ElasticFaultSuite extends AnyFunSuite with WithElasticRuns {

  override def master: String = "local[4,4]"

  /** Knows which tasks of servers and workers run, and ends them. */
  private class Killer extends SparkListener {
    private var serverStages = Set[Int]()
    private var servers = Set[Long]()
    private var workers = Set[Long]()
    val killed = new AtomicInteger()

    override def onStageSubmitted(stage: SparkListenerStageSubmitted): Unit =
      if (stage.stageInfo.name.contains("foreachPartitionAsync"))
        synchronized(serverStages += stage.stageInfo.stageId)

    override def onTaskStart(task: SparkListenerTaskStart): Unit = synchronized {
      if (serverStages(task.stageId)) servers += task.taskInfo.taskId else workers += task.taskInfo.taskId
    }

    override def onTaskEnd(task: SparkListenerTaskEnd): Unit = synchronized {
      servers -= task.taskInfo.taskId
      workers -= task.taskInfo.taskId
    }

    private def kill(some: Set[Long]): Boolean =
      some.headOption.exists { task =>
        val done = spark.sc.killTaskAttempt(task, interruptThread = true, "a test")
        if (done) killed.incrementAndGet()
        done
      }
    def killServer(): Boolean = kill(synchronized(servers))
    def killWorker(): Boolean = kill(synchronized(workers))
  }

  private def disturbed(servers: ServerPlan, epochs: Int, kills: Int)(kill: Killer => Boolean) = {
    val killer = new Killer
    val recorder = new Recorder()
    spark.sc.addSparkListener(killer)
    @volatile var over = false
    val thread = new Thread(() =>
      while (!over && killer.killed.get < kills) {
        val epochsBefore = completed(recorder)
        if (epochsBefore > 0 && kill(killer)) {
          // The next one only when training has got further.
          eventually(timeout(20.seconds))(assert(over || completed(recorder) > epochsBefore + 1))
        }
      }
    )
    thread.start()
    try {
      val trainer = elastic(servers)
      val result = train(trainer, plan(epochs = epochs), shardsOf(2), listener = recorder)
      (result, recorder, killer.killed.get)
    } finally {
      over = true
      thread.join()
      spark.sc.removeSparkListener(killer)
    }
  }

  private def completed(recorder: Recorder) =
    recorder.events.count(_.isInstanceOf[TrainingEvent.EpochCompleted])

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
