package org.coherer.recovery

import java.util.concurrent.atomic.AtomicBoolean

import scala.util.Try

import org.apache.spark.sql.SparkSession
import org.coherer.cluster.ClusterApp
import org.coherer.ml.NeuralNetworkClassifier

/** A fit whose optimizer state is sharded, undisturbed and then with executors that are killed in epochs 3
  * and 7, without checkpoints. Prints lines `name=value`.
  */
object ReplicatedApp {

  private val Epochs = 10

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    val data = ClusterApp.blobs(spark)
    try {
      println(s"hash=${ResumeApp.hash(classifier().fit(data))}")
      Seq("epoch 2/10 done", "epoch 6/10 done").zipWithIndex.foreach { case (begin, which) =>
        val struck = new AtomicBoolean
        ProgressLines.follow { line =>
          if (line.startsWith(begin) && struck.compareAndSet(false, true)) {
            val executors = ResumeApp.executors()
            println(s"killed=${Try(executors(which).destroyForcibly())}")
          }
        }
      }
      ProgressLines.follow(line => if (line.startsWith("training resumes")) println(s"resumed=$line"))
      println(s"hash=${ResumeApp.hash(classifier().fit(data))}")
    } finally spark.stop()
  }

  /** Its epochs take so long that there is time to disturb them. */
  private def classifier(): NeuralNetworkClassifier = ClusterApp
    .classifier()
    .setMaxIter(Epochs)
    .setBatchSize(1)
    .setNumWorkers(2)
    .setValidationFraction(0.2)
    .setRestoreBest(true)
    .setKeepOptimizerState(true)
    .setShardOptimizerState(true)
    .setReplicateOptimizerState(true)
    .setProgress("log")
}
