package org.coherer.training.elastic

import java.util.concurrent.atomic.AtomicInteger

import org.apache.spark.scheduler.{
  SparkListener,
  SparkListenerStageSubmitted,
  SparkListenerTaskEnd,
  SparkListenerTaskStart
}
import org.coherer.training.event.TrainingEvent
import org.coherer.training.trainer.TrainingResult
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Ends tasks of runs. */
trait WithKills extends WithElasticRuns { this: AnyFunSuite =>

  /** Knows which tasks of servers and workers run, and ends them. */
  class Killer extends SparkListener {
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

  /** Ends tasks of a run, which is given a listener: the next one when training has got further. */
  def disturbed(kills: Int)(kill: Killer => Boolean)(
      train: Recorder => TrainingResult
  ): (TrainingResult, Recorder, Int) = {
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
      val result = train(recorder)
      (result, recorder, killer.killed.get)
    } finally {
      over = true
      thread.join()
      spark.sc.removeSparkListener(killer)
    }
  }

  def completed(recorder: Recorder) =
    recorder.events.count(_.isInstanceOf[TrainingEvent.EpochCompleted])
}
