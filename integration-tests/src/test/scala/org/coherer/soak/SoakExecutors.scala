package org.coherer.soak

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}
import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.collection.mutable.ArrayBuffer
import scala.util.Try

import org.apache.spark.scheduler.{SparkListener, SparkListenerExecutorAdded, SparkListenerExecutorRemoved}
import org.apache.spark.sql.SparkSession

/** The executors of this application, which are processes that this one has started. */
final private class SoakExecutors(spark: SparkSession, count: Int) extends SparkListener {

  private val Id = """--executor-id (\S+)""".r.unanchored
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

  private def processes(): Map[String, ProcessHandle] = {
    val found = ArrayBuffer[(String, ProcessHandle)]()
    ProcessHandle.current().descendants().forEach { process =>
      commandLine(process) match {
        case line @ Id(id) if line.contains("CoarseGrainedExecutorBackend") => found += (id -> process)
        case _ => ()
      }
    }
    found.toMap
  }

  /** All of it: Java's own tells the first 4096 bytes. */
  private def commandLine(process: ProcessHandle): String = {
    val file = Paths.get(s"/proc/${process.pid}/cmdline")
    Try(new String(Files.readAllBytes(file), UTF_8).replace('\u0000', ' ')).getOrElse("")
  }
}
