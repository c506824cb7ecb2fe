package org.coherer.soak

import java.io.{DataOutputStream, OutputStream}
import java.nio.file.Path
import java.security.{DigestOutputStream, MessageDigest}

import org.apache.spark.sql.SparkSession
import org.coherer.cluster.ClusterApp
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier}

/** The fit that a soak repeats: a few seconds of many small steps, each epoch with a validation and some
  * checkpoints, so that a random moment is in one of them often enough.
  */
final private class SoakFit(spark: SparkSession, workers: Int, verbosity: Int) {

  import SoakFit._

  /** Fits with a folder for checkpoints, in which another attempt may find them. */
  def bits(checkpoints: Path): Bits = {
    val model = new NeuralNetworkClassifier()
      .setLayers(4, 16, 3)
      .setOptimizer("adam")
      .setLearningRate(0.01)
      .setMaxIter(Epochs)
      .setBatchSize(16)
      .setNumWorkers(workers)
      .setValidationFraction(0.2)
      .setRestoreBest(true)
      .setKeepOptimizerState(true)
      .setCheckpointDir(checkpoints.toString)
      .setCheckpointSteps(5)
      .setVerbosity(verbosity)
      .setProgress("log")
      .fit(ClusterApp.blobs(spark, Rows))
    Bits(hash(model), model.summary.totalIterations)
  }
}

private[soak] object SoakFit {

  val Epochs = 300
  private val Rows = 900

  /** What a fit has led to.
    *
    * @param hash
    *   of the parameters, the optimizer's state and what each epoch has shown
    */
  case class Bits(hash: String, epochs: Int)

  private def hash(model: NeuralNetworkClassificationModel): String = {
    val digest = MessageDigest.getInstance("SHA-256")
    val out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))
    val network = model.artifact().network()
    network.parameters().toArray.foreach(value => out.writeFloat(value))
    val optimizer = network.optimizerState()
    out.writeLong(optimizer.steps())
    out.writeInt(optimizer.epochs())
    optimizer.values().unpack().toArray.foreach(value => out.writeFloat(value))
    val history = model.summary.trainingHistory()
    history.epochs().forEach { epoch =>
      out.writeInt(epoch.epoch())
      out.writeDouble(epoch.loss())
      out.writeLong(epoch.rows())
      out.writeLong(epoch.skippedSteps())
      out.writeDouble(epoch.learningRate())
      out.writeDouble(epoch.validationLoss())
      epoch.metrics().forEach((name, value) => out.writeUTF(s"$name $value"))
    }
    out.writeUTF(s"${history.bestEpoch()} ${history.resultEpoch()} ${history.stopReason()}")
    digest.digest().take(8).map(byte => f"$byte%02x").mkString
  }
}
