package org.coherer.training.elastic

import java.util.Arrays.asList
import java.util.concurrent.ConcurrentLinkedQueue

import scala.collection.mutable.ArrayBuffer
import scala.util.Random

import org.apache.spark.SparkConf
import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.data.{RecordBlock, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.Engines
import org.coherer.training.event.{RunEvent, TrainingEvent, TrainingHistory, TrainingListener}
import org.coherer.training.plan.{
  Consistency,
  Controls,
  DataPlan,
  Exchange,
  NetworkPlan,
  ServerPlan,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.recovery.Survivors
import org.coherer.training.trainer.{RankPartitioner, Trainer, TrainingResult, TrainingStart}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Runs of the elastic trainer, and of the barrier trainer beside it, on small shards. */
trait WithElasticRuns extends WithRecords with BeforeAndAfterAll { this: AnyFunSuite =>

  val layout = new RecordLayout(4, new TargetEncoding.ClassIndex(3))
  val Synchronous = new Consistency.Synchronous
  val Asynchronous = new Consistency.Asynchronous

  def master: String

  lazy val spark = new JavaSparkContext(
    new SparkConf().setMaster(master).setAppName("elastic").set("spark.ui.enabled", "false")
  )

  override protected def afterAll(): Unit = spark.stop()

  def plan(
      epochs: Int = 3,
      workers: Int = 2,
      learningRate: Double = 0.01,
      controls: Controls = Controls.NONE,
      validated: Boolean = false,
      batchSize: Int = 10,
      transport: TransportPlan = TransportPlan.DEFAULT
  ) = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("dl4j", 4, 5, 3), learningRate),
    new DataPlan(layout, epochs, batchSize, 1, validated, 1L << 30),
    new Workers(workers, 1),
    Exchange.DEFAULT,
    transport,
    controls
  )

  def rows(rank: Int, kind: Int = 0): Seq[Record] = {
    val random = new Random(rank + 100L * kind)
    Seq.fill(35 + rank) {
      val features = Seq.fill(4)(random.nextFloat())
      Record(features, features.take(3).indexOf(features.take(3).max).toFloat)
    }
  }

  def shards(blocks: (Int, RecordBlock)*): JavaPairRDD[Integer, RecordBlock] = {
    val ranked = blocks.map { case (rank, block) => (Int.box(rank), block) }
    val workers = blocks.map(_._1).max + 1
    spark.parallelizePairs(asList(ranked: _*), blocks.size).partitionBy(new RankPartitioner(workers))
  }

  def epochsOf(result: TrainingResult): Seq[TrainingHistory.Epoch] =
    result.history().epochs().toArray(Array[TrainingHistory.Epoch]()).toSeq

  def shardsOf(workers: Int) =
    shards((0 until workers).map(rank => rank -> block(0, rank.toLong, rows(rank): _*)): _*)

  class Recorder extends TrainingListener {
    val received = new ConcurrentLinkedQueue[RunEvent]()
    override def onEvent(event: RunEvent): Unit = received.add(event)
    def events: Seq[TrainingEvent] = received.toArray(Array[RunEvent]()).toSeq.map(_.event())
  }

  def train(
      trainer: Trainer,
      plan: TrainingPlan,
      shards: JavaPairRDD[Integer, RecordBlock],
      start: TrainingStart = TrainingStart.FRESH,
      listener: TrainingListener = TrainingListener.NONE
  ): TrainingResult = {
    val shape = Engines.of(plan.network().spec()).describe(plan.network().spec())
    trainer.train(plan, shape, start, shards, listener)
  }

  /** Trains plans with these servers, whatever exchange they have. */
  def elastic(servers: ServerPlan): Trainer = (plan, shape, start, shards, listener) => {
    val exchange = new Exchange(plan.exchange().accumulateSteps(), servers)
    val served =
      new TrainingPlan(
        plan.network(),
        plan.data(),
        plan.workers(),
        exchange,
        plan.transport(),
        plan.controls()
      )
    new ElasticTrainer(spark).train(served, shape, start, shards, listener)
  }

  def elastic(servers: Int, consistency: Consistency): Trainer = elastic(new ServerPlan(servers, consistency))

  def assertNothingIsLeft(): Unit = {
    def ourThreads: Seq[String] = {
      val names = ArrayBuffer[String]()
      Thread.getAllStackTraces.keySet().forEach { thread =>
        if (thread.getName.startsWith("coherer")) names += thread.getName
      }
      names.toList
    }
    eventually(timeout(5.seconds), interval(10.millis))(assert(ourThreads.isEmpty))
    eventually(timeout(5.seconds))(assert(spark.statusTracker.getActiveJobIds().isEmpty))
    assert(Survivors.HERE.count() == 0)
    assert(spark.getLocalProperty("spark.job.interruptOnCancel") == null)
    assert(spark.getJobTags().isEmpty)
  }
}
