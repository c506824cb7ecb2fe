package org.coherer.testkit.transport

import java.io.IOException
import java.lang.management.{BufferPoolMXBean, ManagementFactory}
import java.nio.file.{Files, Path, Paths}
import java.time.Duration
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

import scala.collection.mutable.ArrayBuffer

/** What this Java virtual machine holds at a moment of all that a run has to give back.
  *
  * @param threads
  *   the names of our threads
  * @param descriptors
  *   open descriptors by kind: sockets, pipes, what selectors are made of, segments of shared memory, epoch
  *   caches
  * @param segments
  *   mapped segments of shared memory, and of epoch caches
  * @param buffers
  *   bytes off the heap, by pool
  */
case class Holdings(
    threads: Seq[String],
    descriptors: Map[String, Int],
    segments: Int,
    buffers: Map[String, Long]
) {

  /** Returns whether there is nothing here of which the other one has less. */
  def within(other: Holdings): Boolean =
    threads.diff(other.threads).isEmpty &&
      descriptors.forall { case (kind, count) => count <= other.descriptors.getOrElse(kind, 0) } &&
      segments <= other.segments &&
      buffers.forall { case (pool, bytes) => bytes <= other.buffers.getOrElse(pool, 0L) }
}

object Holdings {

  private val Segment = ".*/coherer-[0-9a-f-]{36}.*"
  private val Cache = ".*/coherer-cache-.*"

  /** Returns what is held now, garbage included. */
  def now(): Holdings = Holdings(threads(), descriptors(), segments(), buffers())

  /** Returns what is held once there is no more than so much of everything, or when the time is up. */
  def settled(limit: Holdings, within: Duration): Holdings = {
    val end = System.nanoTime + within.toNanos
    var found = now()
    while (!found.within(limit) && System.nanoTime < end) {
      System.gc() // Buffers of a few bytes are left to it.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10))
      found = now()
    }
    found
  }

  private def threads(): Seq[String] = {
    val names = ArrayBuffer[String]()
    Thread.getAllStackTraces.keySet().forEach { thread =>
      if (thread.getName.startsWith("coherer-")) names += thread.getName
    }
    names.sorted.toList
  }

  private def descriptors(): Map[String, Int] = {
    val kinds = ArrayBuffer[String]()
    val files = Files.newDirectoryStream(Paths.get("/proc/self/fd"))
    try files.forEach(file => kindOf(file).foreach(kind => kinds += kind))
    finally files.close()
    kinds.groupBy(identity).map { case (kind, all) => kind -> all.size }
  }

  /** Files are none of ours but segments and epoch caches: class loaders open and close theirs as they like.
    */
  private def kindOf(descriptor: Path): Option[String] =
    try {
      val target = Files.readSymbolicLink(descriptor).toString
      if (target.matches(Segment)) Some("segment")
      else if (target.matches(Cache)) Some("cache")
      else Some(target.takeWhile(_ != ':')).filter(Set("socket", "pipe", "anon_inode"))
    } catch { case _: IOException => None } // Closed since it was listed.

  private def segments(): Int = {
    val lines = Files.readAllLines(Paths.get("/proc/self/maps"))
    var count = 0
    lines.forEach(line => if (line.matches(Segment) || line.matches(Cache)) count += 1)
    count
  }

  private def buffers(): Map[String, Long] = {
    val pools = ArrayBuffer[(String, Long)]()
    ManagementFactory
      .getPlatformMXBeans(classOf[BufferPoolMXBean])
      .forEach(pool => pools += (pool.getName -> pool.getMemoryUsed))
    pools.toMap
  }
}
