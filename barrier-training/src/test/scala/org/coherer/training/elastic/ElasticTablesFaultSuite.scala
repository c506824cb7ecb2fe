package org.coherer.training.elastic

import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger

import org.apache.spark.scheduler.{SparkListener, SparkListenerStageSubmitted}
import org.coherer.training.event.TrainingEvent
import org.coherer.training.plan.{Consistency, ServerPlan, TablesPlan}
import org.coherer.training.trainer.TrainingResult
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

class ElasticTablesFaultSuite extends AnyFunSuite with WithEmbeddedRuns {

  override def master: String = "local[5,4]"

  private val mine = Seq(visits(60, 1), visits(50, 2))
  private val sometimes = new TablesPlan(1L << 30, Duration.ofHours(1))
  private val always = new TablesPlan(1L << 30, Duration.ZERO)

  private def servers(consistency: Consistency, tables: TablesPlan): ServerPlan =
    new ServerPlan(2, consistency).`with`(tables)

  private def assertSame(found: TrainingResult, expected: TrainingResult): Unit = {
    assert(found.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
    assert(rowsOf(found) == rowsOf(expected))
    assert(epochsOf(found).map(_.loss()) == epochsOf(expected).map(_.loss()))
    assert(epochsOf(found).map(_.rows()) == epochsOf(expected).map(_.rows()))
  }

  for (
    (name, kill) <- Seq[(String, Killer => Boolean)](
      ("workers", killer => killer.killWorker()),
      ("servers", killer => killer.killServer())
    )
  )
    test(s"after the loss of $name, no bit differs from an undisturbed run") {
      withTempDir { root =>
        val trainer = elastic(servers(Synchronous, sometimes))
        val folder = root.resolve("a")
        val (found, _, killed) = disturbed(3)(kill) { recorder =>
          train(trainer, embedded(epochs = 25), visited(mine), into(folder), recorder)
        }
        assert(killed == 3)
        val undisturbed =
          train(trainer, embedded(epochs = 25), visited(mine), into(root.resolve("b")))
        assertSame(found, undisturbed)
        assertOnly(found, folder)
      }
    }

  test("asynchronous training goes on after the loss of both, on all rows") {
    withTempDir { root =>
      val folder = root.resolve("a")
      val (found, _, killed) =
        disturbed(4)(killer => if (killer.killed.get % 2 == 0) killer.killWorker() else killer.killServer()) {
          recorder =>
            val plan = embedded(epochs = 30)
            train(elastic(servers(Asynchronous, sometimes)), plan, visited(mine), into(folder), recorder)
        }
      assert(killed == 4)
      assert(epochsOf(found).map(_.rows()) == Seq.fill(30)(110))
      assert(epochsOf(found).last.loss() < epochsOf(found).head.loss())
      assertOnly(found, folder)
    }
  }

  /** Ends a server when the workers of some segment of the first epoch have been submitted. */
  private def killedInSegment(number: Int)(train: => TrainingResult): TrainingResult = {
    val killer = new Killer
    val begun = new AtomicInteger()
    val segments = new SparkListener {
      override def onStageSubmitted(stage: SparkListenerStageSubmitted): Unit =
        if (stage.stageInfo.name.contains("collectAsync")) begun.incrementAndGet()
    }
    spark.sc.addSparkListener(killer)
    spark.sc.addSparkListener(segments)
    @volatile var over = false
    val thread = new Thread(() => {
      // The first job loads the shards.
      eventually(timeout(30.seconds), interval(1.millis))(assert(over || begun.get > number))
      eventually(timeout(30.seconds), interval(1.millis))(assert(over || killer.killServer()))
    })
    thread.start()
    try {
      val result = train
      assert(killer.killed.get == 1)
      result
    } finally {
      over = true
      thread.join()
      spark.sc.removeSparkListener(killer)
      spark.sc.removeSparkListener(segments)
    }
  }

  for ((name, tables, step) <- Seq(("its start", sometimes, 1L), ("its last segment", always, 11L)))
    test(s"a server that is lost in mid epoch takes a run back to $name, where tables are written") {
      withTempDir { root =>
        val plan = embedded(epochs = 2, batchSize = 1)
        val trainer = elastic(servers(Synchronous, tables))
        val recorder = new Recorder()
        val folder = root.resolve("a")
        val found = killedInSegment(2)(train(trainer, plan, visited(mine), into(folder), recorder))
        val resumed = recorder.events.collect { case event: TrainingEvent.RunResumed => event }
        assert(resumed.map(event => (event.epoch(), event.step())) == Seq((1, step)))
        assertSame(found, train(trainer, plan, visited(mine), into(root.resolve("b"))))
        assertOnly(found, folder)
      }
    }
}
