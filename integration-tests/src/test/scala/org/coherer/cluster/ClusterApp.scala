package org.coherer.cluster

import java.nio.file.{Files, Paths}
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean

import scala.collection.mutable.ArrayBuffer
import scala.util.{Random, Try}

import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy, TrainingColumns}
import org.coherer.connector.shard.{ShardBalance, ShardingPlan, Shards, ValidationSplit}
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.testkit.cluster.Shuffles
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.barrier.BarrierTrainer
import org.coherer.training.data.{RecordBlock, RecordLayout}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.event.{TrainingEvent, TrainingListener}
import org.coherer.training.plan.{
  Controls,
  DataPlan,
  Exchange,
  NetworkPlan,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.trainer.TrainingResult

/** The application that the cluster suites submit. Prints what it finds as lines `name=value`. */
object ClusterApp {

  /** Seeded points of three classes; one partition per slot, so that the order of the rows is fixed. */
  def blobs(spark: SparkSession, rows: Int = 600): DataFrame = {
    import spark.implicits._
    val random = new Random(1)
    val points = Seq.tabulate(rows) { id =>
      val values = Array.tabulate(4)(i => (if (i == id % 3) 3.0 else 0.0) + random.nextGaussian())
      (id, Vectors.dense(values), (id % 3).toDouble)
    }
    spark.sparkContext.parallelize(points, 2).toDF("id", "features", "label")
  }

  def classifier(): NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setLayers(4, 8, 3).setLearningRate(0.03).setMaxIter(5).setBatchSize(16)

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    try
      arguments match {
        case Array("train", model, scored) => trainAndScore(spark, model, scored)
        case Array("train-and-evaluate") => trainAndEvaluate(spark)
        case Array("side-by-side") => sideBySide(spark)
        case Array("too-many-workers", count) => askFor(spark, count.toInt)
        case Array("kill-an-executor") => killAnExecutor(spark)
        case Array("allocate") => allocate(spark)
      }
    finally spark.stop()
  }

  private def trainAndScore(spark: SparkSession, model: String, scored: String): Unit = {
    val data = blobs(spark)
    val trained = classifier().fit(data)
    trained.save(model)
    trained.transform(data).write.parquet(scored)
    println(s"slots=${spark.sparkContext.statusTracker.getExecutorInfos.length - 1}")
  }

  private def trainAndEvaluate(spark: SparkSession): Unit = {
    val data = blobs(spark)
    val found = classifier().setKeepOptimizerState(true).setShardOptimizerState(true).fit(data).evaluate(data)
    println(s"rows=${found.rows}")
    println(s"accuracy=${found.accuracy}")
  }

  /** Twelve fits in three threads, beside jobs that read the shuffle behind their rows. */
  private def sideBySide(spark: SparkSession): Unit = {
    import spark.implicits._
    val rows = spark.sparkContext.parallelize(0 until 1200, 4).repartition(8)
    val data =
      rows.map(i => (Vectors.dense(i % 7, i % 5, i % 3, 1.0), (i % 3).toDouble)).toDF("features", "label")
    println(s"sum=${rows.sum()}")
    val before = Shuffles.kept()
    val pool = Executors.newFixedThreadPool(4)
    try {
      val sums = pool.submit(() => (1 to 40).map(_ => rows.sum()).distinct)
      val fits = (1 to 12).map(_ => pool.submit(() => Try(classifier().setNumWorkers(1).fit(data))))
      fits.map(_.get()).foreach(fit => println(s"fitted=${fit.map(_.numClasses)}"))
      sums.get().foreach(sum => println(s"sum=$sum"))
    } finally pool.shutdownNow()
    println(s"kept=${Shuffles.kept().containsAll(before)}")
  }

  private def askFor(spark: SparkSession, workers: Int): Unit = {
    val data = blobs(spark)
    val start = System.nanoTime()
    try classifier().setNumWorkers(workers).fit(data)
    catch { case e: IllegalArgumentException => println(s"refused=${e.getMessage}") }
    println(s"millis=${(System.nanoTime() - start) / 1000000}")
    println(s"jobs=${spark.sparkContext.statusTracker.getActiveJobIds().length}")
  }

  /** Where Spark refuses barrier stages, and may have no executor when a fit begins. */
  private def allocate(spark: SparkSession): Unit = {
    val data = blobs(spark)
    def executors = spark.sparkContext.statusTracker.getExecutorInfos.length - 1
    println(s"before=$executors")
    try classifier().fit(data): Unit
    catch { case e: IllegalArgumentException => println(s"refused=${e.getMessage}") }
    val model = classifier().setTrainer("local").fit(data)
    println(s"after=$executors")
    println(s"workers=${model.artifact().provenance().run().workers()}")
    println(s"accuracy=${model.evaluate(data).accuracy}")
    println(s"hash=${model.artifact().network().parameters().toArray.toSeq.hashCode}")
  }

  private def killAnExecutor(spark: SparkSession): Unit = {
    val context = new JavaSparkContext(spark.sparkContext)
    val layout = new RecordLayout(4, new TargetEncoding.ClassIndex(3))
    val network = Perceptrons.classifier("dl4j", 4, 8, 3)
    val plan = new TrainingPlan(
      new NetworkPlan(network, NetworkPlan.OWN_RATE),
      new DataPlan(layout, 400, 16, 1, false, 1L << 30),
      new Workers(2, 1),
      Exchange.DEFAULT,
      TransportPlan.DEFAULT,
      Controls.NONE
    )
    val data = blobs(spark)
    val features = FeatureBinding.column(data.schema, "features", java.util.Collections.emptyList())
    val columns = new TrainingColumns(features, "label", null, null)
    val shards =
      Shards.of(
        data,
        new ShardingPlan(
          columns,
          layout,
          InvalidPolicy.ERROR,
          new ShardBalance(2, 16, false),
          ValidationSplit.NONE
        )
      )
    val calm = train(context, plan, shards.byRank(), TrainingListener.NONE)
    val killed = new AtomicBoolean()
    var victim = -1L
    var killedNanos = 0L
    val killer: TrainingListener = _.event() match {
      case started: TrainingEvent.RunStarted =>
        println(s"pids=${started.workers().get(0).processId()},${started.workers().get(1).processId()}")
        if (!killed.get()) victim = started.workers().get(1).processId()
      case resumed: TrainingEvent.RunResumed =>
        println(s"resumed_epoch=${resumed.epoch()}")
        println(s"kept_by=${resumed.keptBy()}")
        println(s"resumed_millis=${(System.nanoTime() - killedNanos) / 1000000}")
      case completed: TrainingEvent.EpochCompleted if killed.compareAndSet(false, true) =>
        killedNanos = System.nanoTime()
        println(s"killed_epoch=${completed.epoch()}")
        epochCaches(victim).foreach(file => println(s"held=$file"))
        ProcessHandle.of(victim).ifPresent(executor => println(s"killed=${executor.destroyForcibly()}"))
      case _ => ()
    }
    val disturbed = train(context, plan, shards.byRank(), killer)
    println(s"equal=${disturbed.parameters().toArray.toSeq == calm.parameters().toArray.toSeq}")
    println(s"epochs=${disturbed.history().epochs().size()}")
  }

  /** The epoch caches that a process of this machine has open. */
  private def epochCaches(process: Long): Seq[String] = {
    val descriptors = Files.newDirectoryStream(Paths.get(s"/proc/$process/fd"))
    try {
      val found = ArrayBuffer[String]()
      descriptors.forEach(file => Try(Files.readSymbolicLink(file)).foreach(link => found += link.toString))
      found.filter(_.contains("/coherer-cache-")).toList
    } finally descriptors.close()
  }

  private def train(
      context: JavaSparkContext,
      plan: TrainingPlan,
      shards: JavaPairRDD[Integer, RecordBlock],
      listener: TrainingListener
  ): TrainingResult = new BarrierTrainer(context).train(plan, shards, listener)
}
