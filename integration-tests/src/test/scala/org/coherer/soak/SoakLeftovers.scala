package org.coherer.soak

import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.{FileVisitResult, Files, LinkOption, Path, Paths, SimpleFileVisitor, StandardOpenOption}
import java.nio.file.attribute.BasicFileAttributes
import java.time.Duration
import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.collection.mutable.ArrayBuffer
import scala.util.Try

import org.apache.spark.SparkEnv
import org.apache.spark.sql.SparkSession
import org.coherer.testkit.transport.Holdings
import org.coherer.training.recovery.Survivors

/** Looks for what fits have left in the driver, in the executors that live, and in folders. */
final private class SoakLeftovers(spark: SparkSession, local: Path, executors: Int) {

  import SoakLeftovers._

  private val segmentsBefore = segments()

  /** Returns a text for each thing that is left.
    *
    * @param fit
    *   trains undisturbed
    */
  def find(fit: () => Unit): Seq[String] =
    settled(held()) ++ orphans(fit) ++ caches().map(file => s"file $file")

  /** Waits a while for there to be nothing. */
  private def settled(look: => Seq[String]): Seq[String] = {
    val end = System.nanoTime + Patience.toNanos
    var found = look
    while (found.nonEmpty && System.nanoTime < end) {
      never.await(500, TimeUnit.MILLISECONDS)
      found = look
    }
    found
  }

  private def held(): Seq[String] = heldHere("driver") ++ spark.sparkContext
    .parallelize(0 until executors, executors)
    .barrier() // All at once, so that each executor has one.
    .mapPartitions(_ => heldHere(s"executor ${SparkEnv.get.executorId}").iterator)
    .collect()

  /** A process that is killed while it connects leaves its segment, until the next run on this machine. */
  private def orphans(fit: () => Unit): Seq[String] = {
    if (unlocked().nonEmpty) {
      never.await(OrphanAge.toMillis, TimeUnit.MILLISECONDS)
      fit()
    }
    unlocked().map(file => s"segment $file")
  }

  /** Those since the soak began that are no live process's, such as another application's on this machine. */
  private def unlocked(): Seq[Path] = (segments().toSet -- segmentsBefore).toSeq.filterNot(isLocked)

  private def isLocked(segment: Path): Boolean = Try {
    val channel = FileChannel.open(segment, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
    try Option(channel.tryLock()).isEmpty
    finally channel.close()
  }.getOrElse(true) // Deleted since it was listed.

  private def segments(): Seq[Path] = {
    val found = ArrayBuffer[Path]()
    val folder = Files.newDirectoryStream(Paths.get("/dev/shm"), "coherer-*")
    try folder.forEach(file => found += file)
    finally folder.close()
    found.toSeq
  }

  private def caches(): Seq[Path] = {
    val found = ArrayBuffer[Path]()
    Files.walkFileTree(
      local,
      new SimpleFileVisitor[Path] {
        override def visitFile(file: Path, attributes: BasicFileAttributes): FileVisitResult = {
          if (file.getFileName.toString.startsWith("coherer-cache-")) found += file
          FileVisitResult.CONTINUE
        }

        /** Spark deletes its own at any time. */
        override def visitFileFailed(file: Path, e: IOException): FileVisitResult = FileVisitResult.CONTINUE
      }
    )
    found.toSeq
  }
}

private object SoakLeftovers {

  private val Patience = Duration.ofSeconds(20)

  /** A younger one may be about to be locked. */
  private val OrphanAge = Duration.ofSeconds(31)

  private val never = new CountDownLatch(1)

  /** What this process holds of what a run has to free. */
  def heldHere(process: String): Seq[String] = {
    System.gc() // Unreachable channels and mappings are no leak.
    val held = Holdings.now()
    held.threads.map(name => s"thread $name of $process") ++
      Seq("segment", "cache").flatMap(held.descriptors.get(_)).map(n => s"$n descriptors of $process") ++
      Some(held.segments).filter(_ > 0).map(n => s"$n mappings of $process") ++
      Some(Survivors.HERE.count()).filter(_ > 0).map(n => s"$n shards and replicas that are kept in $process")
  }
}
