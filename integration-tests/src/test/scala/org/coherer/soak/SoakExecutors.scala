package org.coherer.soak

import java.util.concurrent.{CountDownLatch, TimeUnit}

import org.apache.spark.scheduler.{SparkListener, SparkListenerExecutorAdded, SparkListenerExecutorRemoved}
import org.apache.spark.sql.SparkSession
import org.coherer.cluster.ExecutorProcesses

/** The executors of this application, which are processes that this one has started. */
final private class SoakExecutors(spark: SparkSession, count: Int) extends SparkListener {

  private val never = new CountDownLatch(1)

  /** By Spark's number: those that may run tasks, and those that were killed and not noticed yet. */
  private var registered = Set[String]()
  private var killed = Set[String]()

  awaiting("register")(spark.sparkContext.statusTracker.getExecutorInfos.length == count + 1)
  spark.sparkContext.addSparkListener(this)
  synchronized { registered = processes().keySet }

  override def onExecutorAdded(added: SparkListenerExecutorAdded): Unit =
    synchronized(registered += added.executorId)

  override def onExecutorRemoved(removed: SparkListenerExecutorRemoved): Unit = synchronized {
    registered -= removed.executorId
    killed -= removed.executorId
  }

  /** Waits until each that was killed has a successor. */
  def awaitAll(): Unit = awaiting("be replaced") {
    synchronized(killed.isEmpty && registered.size == count)
  }

  private def awaiting(what: String)(condition: => Boolean): Unit = {
    val end = System.nanoTime + TimeUnit.SECONDS.toNanos(SoakApp.DeadlineSeconds)
    while (!condition) {
      if (System.nanoTime > end) {
        throw new IllegalStateException(s"Executors did not $what within ${SoakApp.DeadlineSeconds} s")
      }
      never.await(10, TimeUnit.MILLISECONDS)
    }
  }

  /** Kills one of those that may run tasks, or all of them; returns their numbers. */
  def kill(all: Boolean, choice: Int): Seq[String] = synchronized {
    val candidates = (processes() -- killed).filter { case (id, _) => registered(id) }.toSeq.sortBy(_._1)
    val victims = if (all || candidates.isEmpty) candidates else Seq(candidates(choice % candidates.size))
    victims.foreach { case (id, process) =>
      killed += id
      process.destroyForcibly()
    }
    victims.map(_._1)
  }

  private def processes(): Map[String, ProcessHandle] = ExecutorProcesses.ofThisProcess().toMap
}
