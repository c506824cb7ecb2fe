package org.coherer.elastic

import java.nio.file.Paths
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger

import org.apache.spark.scheduler.{SparkListener, SparkListenerTaskEnd, SparkListenerTaskStart}
import org.apache.spark.sql.functions.{col, concat, lit}
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.coherer.cluster.{ClusterApp, ExecutorProcesses}
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.recovery.ProgressLines
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, RowOptimizer}

/** Trains with a parameter server while executors come and go. After some epochs, the first executor that has
  * no server is killed, and later the one that has it. Prints what the log says as lines `name=value`.
  *
  * Arguments: the consistency, and a folder for embedding tables if the network is to have ids in place of
  * features.
  */
object ElasticApp {

  private val KillWorkers = 12
  private val KillServer = 24
  private val Epochs = 40

  private val Done = """epoch (\d+)/\d+ done: loss ([0-9.]+), (\d+) rows.*""".r
  private val Resumed = """training resumes (.*)""".r

  /** Knows where tasks run: that of the server begins first. */
  private class Tasks extends SparkListener {
    private val running = new ConcurrentHashMap[Long, String]()
    val seen: java.util.Set[String] = ConcurrentHashMap.newKeySet[String]()
    @volatile private var serverStage = -1

    override def onTaskStart(task: SparkListenerTaskStart): Unit = {
      seen.add(task.taskInfo.executorId)
      running.put(task.taskInfo.taskId, s"${task.stageId} ${task.taskInfo.executorId}"): Unit
    }

    override def onTaskEnd(task: SparkListenerTaskEnd): Unit = running.remove(task.taskInfo.taskId): Unit

    override def onStageSubmitted(stage: org.apache.spark.scheduler.SparkListenerStageSubmitted): Unit =
      if (stage.stageInfo.name.contains("foreachPartitionAsync")) serverStage = stage.stageInfo.stageId

    /** The executor in which the server is. */
    def serverAt: Option[String] = {
      val all = running.values.toArray(Array[String]())
      all.map(_.split(" ")).collectFirst {
        case Array(stage, executor) if stage.toInt == serverStage => executor
      }
    }
  }

  /** Rows of an id each, which tells the class. */
  private def visits(spark: SparkSession): DataFrame =
    ClusterApp.blobs(spark).select(concat(lit("visitor "), col("id") % 60).as("visitor"), col("label"))

  private def embedded(folder: String): NeuralNetworkClassifier = {
    val table = EmbeddingSpec.of("visitor", 8).withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.02f, 1e-8f))
    new NeuralNetworkClassifier()
      .setEmbeddings(new EmbeddingInput("visitor", 1, table))
      .setEmbeddingDir(folder)
      .setHiddenLayers(8)
      .setLearningRate(0.01)
      .setBatchSize(16)
  }

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    val tasks = new Tasks
    spark.sparkContext.addSparkListener(tasks)
    val epoch = new AtomicInteger
    ProgressLines.follow {
      case Done(number, loss, rows) =>
        println(s"epoch=$number $rows $loss")
        epoch.set(number.toInt)
        if (number.toInt == KillWorkers || number.toInt == KillServer) {
          val server = tasks.serverAt.get
          val all = ExecutorProcesses.ofApplication(spark.sparkContext.applicationId)
          println(s"executors=${all.size}")
          val victims = all.filter { case (id, _) => (id == server) == (number.toInt == KillServer) }
          println(s"killed=${if (number.toInt == KillServer) "server" else "worker"} ${victims.take(1).size}")
          victims.take(1).foreach(_._2.destroyForcibly())
        }
      case Resumed(how) => println(s"resumed=$how")
      case _ => ()
    }
    val tables = arguments.drop(1).headOption
    val data = tables.fold(ClusterApp.blobs(spark))(_ => visits(spark))
    val before = ExecutorProcesses.ofApplication(spark.sparkContext.applicationId).size
    println(s"before=$before")
    val estimator = tables
      .fold(ClusterApp.classifier())(embedded)
      .setTrainer("parameterServer")
      .setProgress("log")
      .setConsistency(arguments(0))
      .setNumWorkers(3)
      .setMaxIter(Epochs)
    val model = estimator.fit(data)
    tables.foreach { folder =>
      TablesApp.filesIn(Paths.get(folder)).foreach { case (name, _) => println(s"left=$name") }
    }
    println(s"accuracy=${model.evaluate(data).accuracy}")
    println(s"hash=${model.artifact().network().parameters().toArray.toSeq.hashCode}")
    println(s"seen=${tasks.seen.size}")
    spark.stop()
  }
}
