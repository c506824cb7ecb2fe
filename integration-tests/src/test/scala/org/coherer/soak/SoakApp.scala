package org.coherer.soak

import java.nio.file.{Files, Path, Paths}
import java.util.Locale
import java.util.concurrent.{CompletableFuture, TimeUnit, TimeoutException}

import scala.util.{Failure, Success, Try}

import org.apache.spark.sql.SparkSession

/** Kills executors at random moments of fits, until the time is up: each fit has to end with the bits of an
  * undisturbed one, and nothing may be left in the end.
  *
  * Arguments: the seconds after which no fit begins but the first, a seed, and a folder for checkpoints and
  * Spark's files. Prints a line for each fit and one of sums, `soak name=value ...`. Ends with exit status 1
  * if a fit has failed or has other bits, or something is left. The fit of a line `seed=S` is the first one
  * of a soak with that seed.
  */
object SoakApp {

  private val Executors = 3

  /** Neither a start of executors nor a few failures take so long; who waits so long waits for ever. */
  val DeadlineSeconds = 180L

  def main(arguments: Array[String]): Unit = {
    val Array(seconds, seed, folder) = arguments
    val local = Paths.get(folder)
    val spark = SparkSession
      .builder()
      // Spark's master ends an application after ten executors that were lost, however many fits they are of.
      .config("spark.deploy.maxExecutorRetries", "-1")
      .config("spark.local.dir", local.toString)
      .getOrCreate()
    val sound =
      try new SoakApp(spark, local).run(seconds.toLong, seed.toLong)
      finally spark.stop()
    if (!sound) sys.exit(1)
  }

  private def seconds(sinceNanos: Long): String =
    "%.1f".formatLocal(Locale.ROOT, (System.nanoTime - sinceNanos) / 1e9)

  /** What has come of the fits so far. */
  private case class Sums(
      fits: Int = 0,
      kills: Seq[SoakPlan.Stretch] = Nil,
      resumed: Int = 0,
      restored: Int = 0,
      failures: Int = 0,
      mismatches: Int = 0
  ) {
    def sound: Boolean = failures == 0 && mismatches == 0

    override def toString: String = {
      val moments = SoakPlan.Stretches.map(one => s"${one.name}=${kills.count(_ == one)}").mkString(" ")
      s"fits=$fits kills=${kills.size} $moments resumed=$resumed restored=$restored " +
        s"failures=$failures mismatches=$mismatches"
    }
  }
}

final private class SoakApp(spark: SparkSession, local: Path) {

  import SoakApp._

  private val executors = new SoakExecutors(spark, Executors)
  private val leftovers = new SoakLeftovers(spark, local, Executors)

  def run(seconds: Long, seed: Long): Boolean = {
    println(s"soak: seed $seed, $seconds s, $Executors executors")
    val start = System.nanoTime
    val calm = Seq(2, 3).map(workers => workers -> undisturbed(workers)).toMap
    var sums = disturbed(seed, calm, Sums())
    while (System.nanoTime - start < TimeUnit.SECONDS.toNanos(seconds)) {
      sums = disturbed(seed + sums.fits, calm, sums)
    }
    // Executors that stand in for those killed last have to be there before they can be asked.
    executors.awaitAll()
    val left = leftovers.find(() => undisturbed(Executors): Unit)
    left.foreach(what => println(s"left: $what"))
    println(s"soak $sums left=${left.size} seconds=${SoakApp.seconds(start)}")
    sums.sound && left.isEmpty
  }

  private def undisturbed(workers: Int): String = {
    val start = System.nanoTime
    val bits = new SoakFit(spark, workers, 0).bits(checkpoints())
    println(s"undisturbed: workers=$workers seconds=${seconds(start)} hash=${bits.hash}")
    bits.hash
  }

  /** A folder of its own for each fit, so that nothing is there to resume from. */
  private def checkpoints(): Path = Files.createTempDirectory(local, "checkpoints-")

  private def disturbed(seed: Long, calm: Map[Int, String], before: Sums): Sums = {
    executors.awaitAll()
    val plan = SoakPlan.of(seed)
    val start = System.nanoTime
    val folder = checkpoints()
    val progress = SoakProgress.follow(spark, folder)
    val kills = new SoakKills(plan, progress, executors)
    val found =
      try ended(plan.workers, folder)
      finally {
        kills.close()
        progress.close()
      }
    val line = s"fit seed=$seed workers=${plan.workers} kills=${kills.done.mkString(",")} " +
      s"resumed=${progress.resumed} restored=${progress.restored} seconds=${seconds(start)}"
    val after = before.copy(
      fits = before.fits + 1,
      kills = before.kills ++ kills.done.map(_.stretch),
      resumed = before.resumed + progress.resumed,
      restored = before.restored + progress.restored
    )
    found match {
      case Success(bits) =>
        val equal = bits.hash == calm(plan.workers)
        println(s"$line epochs=${bits.epochs} equal=$equal hash=${bits.hash}")
        if (equal) after else after.copy(mismatches = after.mismatches + 1)
      case Failure(e) =>
        println(s"$line failed=$e")
        e.printStackTrace()
        after.copy(failures = after.failures + 1)
    }
  }

  private def ended(workers: Int, folder: Path): Try[SoakFit.Bits] = {
    val result = new CompletableFuture[Try[SoakFit.Bits]]
    val thread =
      new Thread(() => result.complete(Try(new SoakFit(spark, workers, 1).bits(folder))): Unit, "soak-fit")
    thread.setDaemon(true)
    thread.start()
    Try(result.get(DeadlineSeconds, TimeUnit.SECONDS)).flatten.recoverWith { case e: TimeoutException =>
      thread.getStackTrace.foreach(frame => System.err.println(s"  at $frame"))
      spark.sparkContext.cancelAllJobs()
      thread.join(30000)
      Failure(new IllegalStateException(s"The fit has not ended within $DeadlineSeconds s", e))
    }
  }
}
