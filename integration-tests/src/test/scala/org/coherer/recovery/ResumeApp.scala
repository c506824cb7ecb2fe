package org.coherer.recovery

import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicBoolean

import org.apache.spark.sql.SparkSession
import org.coherer.cluster.ClusterApp
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier}
import org.nd4j.linalg.learning.config.Adam

/** A fit of ten epochs that leaves checkpoints, and what happens to it. Prints lines `name=value`.
  *
  * Arguments: the folder for checkpoints, and `calm`, `kill-executor` (in epoch 3), `kill-driver` (in epoch
  * 6), `terminate-executors` (all of them, in epoch 3) or `decommission-executors` (as training begins).
  */
object ResumeApp {

  private val Epochs = 10

  def main(arguments: Array[String]): Unit = {
    val folder = Path.of(arguments(0))
    val spark = SparkSession.builder().getOrCreate()
    val data = ClusterApp.blobs(spark)
    arguments(1) match {
      case "calm" => ()
      case "kill-executor" => afterEpoch(folder, 3)(executors().head.destroyForcibly(): Unit)
      case "kill-driver" => afterEpoch(folder, 6)(Runtime.getRuntime.halt(137))
      case "terminate-executors" => afterLine("epoch 2/10 done")(executors().foreach(_.destroy()))
      case "decommission-executors" => afterLine("training 67 parameters")(executors().foreach(decommission))
    }
    ProgressLines.follow(line => if (line.startsWith("training resumes")) println(s"resumed=$line"))
    // Those that are told to go would leave no checkpoint in time, if they did not know it.
    val between = if (arguments(1).endsWith("-executors")) 9 else 1
    val trained = classifier(folder).setCheckpointEpochs(between).fit(data)
    println(s"hash=${hash(trained)}")
    println(s"epochs=${trained.summary().totalIterations()}")
    manifests(folder).foreach(name => println(s"manifest=$name"))
    spark.stop()
  }

  /** Its epochs take so long that there is time to disturb them. */
  private def classifier(folder: Path): NeuralNetworkClassifier = ClusterApp
    .classifier()
    .setMaxIter(Epochs)
    .setBatchSize(1)
    .setNumWorkers(2)
    .setValidationFraction(0.2)
    .setRestoreBest(true)
    .setKeepOptimizerState(true)
    .setCheckpointDir(folder.toString)
    .setCheckpointsToKeep(Epochs)
    .setProgress("log")

  def hash(model: NeuralNetworkClassificationModel): String = {
    val digest = MessageDigest.getInstance("SHA-256")
    def add(text: String): Unit = digest.update(text.getBytes("UTF-8"))
    model.artifact().network().parameters().toArray.foreach(value => add(value.toString))
    val state = model.artifact().network().optimizerState()
    state.values().unpack().toArray.foreach(value => add(value.toString))
    add(s"${state.steps()} ${state.epochs()}")
    model.summary().objectiveHistory().foreach(loss => add(loss.toString))
    HexFormat.of().formatHex(digest.digest())
  }

  private def manifests(folder: Path): Seq[String] = for {
    fit <- Option(folder.toFile.listFiles).toSeq.flatten
    file <- Option(fit.list).toSeq.flatten.sorted
    if file.endsWith(".manifest")
  } yield file.stripSuffix(".manifest")

  private def epochs(folder: Path): Seq[Int] = manifests(folder).map(_.split("-")(1).toInt)

  private def afterLine(begin: String)(fault: => Unit): Unit = {
    val struck = new AtomicBoolean
    ProgressLines.follow { line =>
      if (line.startsWith(begin) && struck.compareAndSet(false, true)) fault
    }
  }

  private def afterEpoch(folder: Path, epoch: Int)(fault: => Unit): Unit = {
    val pause = new CountDownLatch(1)
    val thread = new Thread(() => {
      while (!epochs(folder).exists(_ >= epoch)) pause.await(2, java.util.concurrent.TimeUnit.MILLISECONDS)
      println(s"struck_after_epoch=${epochs(folder).max}")
      fault
    })
    thread.setDaemon(true)
    thread.start()
  }

  /** What a cluster manager sends first where Spark is to have time to move its blocks. */
  private def decommission(executor: ProcessHandle): Unit =
    new ProcessBuilder("kill", "-PWR", executor.pid().toString).inheritIO().start().waitFor(): Unit

  def executors(): Seq[ProcessHandle] = {
    val found = Seq.newBuilder[ProcessHandle]
    ProcessHandle
      .current()
      .descendants()
      .filter(_.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
      .forEach(one => found += one)
    found.result()
  }
}
