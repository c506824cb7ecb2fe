package org.coherer.soak

import java.nio.file.{Files, Path}

import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.core.{LogEvent, Logger}
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Property
import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}
import org.apache.spark.sql.SparkSession
import org.coherer.connector.progress.ProgressLog

/** The position of a fit, as its driver knows it by Spark's jobs and the progress log. */
final private class SoakProgress(spark: SparkSession, checkpoints: Path) extends SparkListener {

  private val EpochDone = """epoch (\d+)/\d+ done.*""".r
  private val startNanos = System.nanoTime
  private val log = LogManager.getLogger(ProgressLog.LOGGER).asInstanceOf[Logger]

  @volatile private var reads = false
  @volatile private var trains = false
  @volatile private var epochsDone = 0
  @volatile private var timesResumed = 0
  @volatile private var timesRestored = 0

  private val lines = new AbstractAppender("soak", null, null, false, Property.EMPTY_ARRAY) {
    override def append(event: LogEvent): Unit = event.getMessage.getFormattedMessage match {
      case EpochDone(epoch) => epochsDone = epoch.toInt
      case text if text.startsWith("training resumes from memory") => timesResumed += 1
      case text if text.startsWith("training resumes from a checkpoint") => timesRestored += 1
      case _ => ()
    }
  }

  override def onJobStart(job: SparkListenerJobStart): Unit = {
    val description = Option(job.properties).flatMap(all => Option(all.getProperty("spark.job.description")))
    description.foreach { text =>
      if (text.startsWith("Coherer: rows to records")) reads = true
      if (text.matches("Coherer: \\d+ epochs with .*")) trains = true
    }
  }

  /** Whether its first job, which reads the rows, was submitted. */
  def reading: Boolean = reads

  /** Whether the barrier job was submitted. */
  def training: Boolean = trains

  /** The last epoch whose steps are done. */
  def epochs: Int = epochsDone

  /** How often training has gone on where a rank had kept the state. */
  def resumed: Int = timesResumed

  /** How often it has resumed from a checkpoint, nobody having kept the state. */
  def restored: Int = timesRestored

  /** Milliseconds since the fit began. */
  def millis: Long = (System.nanoTime - startNanos) / 1000000

  /** The names of all files of checkpoints. */
  def checkpointFiles(): Set[String] = {
    val fits = Option(checkpoints.toFile.listFiles).toSeq.flatten
    fits.flatMap(fit => Option(fit.list).toSeq.flatten).toSet
  }

  private def start(): Unit = {
    lines.start()
    log.getAppenders.values.forEach(console => log.removeAppender(console))
    log.addAppender(lines)
    spark.sparkContext.addSparkListener(this)
  }

  def close(): Unit = {
    spark.sparkContext.removeSparkListener(this)
    log.removeAppender(lines)
  }
}

private object SoakProgress {

  /** Follows the fit that is about to begin. */
  def follow(spark: SparkSession, checkpoints: Path): SoakProgress = {
    val progress = new SoakProgress(spark, checkpoints)
    progress.start()
    progress
  }
}
