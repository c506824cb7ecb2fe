package org.coherer.training.barrier

import java.nio.file.Path
import java.util.Arrays.asList
import java.util.Collections.singletonMap
import java.util.Optional
import java.util.concurrent.ConcurrentLinkedQueue

import scala.collection.mutable.ArrayBuffer
import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.apache.spark.SparkConf
import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.checkpoint.{CheckpointLocation, OnFailure}
import org.coherer.training.checkpoint.format.Fingerprint
import org.coherer.training.data.{RecordBlock, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.Engines
import org.coherer.training.event.{TrainingEvent, TrainingListener}
import org.coherer.training.plan._
import org.coherer.training.trainer.{
  CheckpointInterval,
  Checkpointing,
  RankPartitioner,
  TrainingResult,
  TrainingStart
}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.time.SpanSugar._
import org.scalatest.{BeforeAndAfterAll, BeforeAndAfterEach, Suite}

/** Runs of three ranks, in a Spark of their own, that leave checkpoints. */
trait WithCheckpointedRuns extends WithRecords with BeforeAndAfterAll with BeforeAndAfterEach {
  this: Suite =>

  protected val Ranks = 3
  protected val Epochs = 4
  protected val StepsPerEpoch = 4L

  protected lazy val spark: JavaSparkContext = new JavaSparkContext(
    new SparkConf().setMaster("local[3]").setAppName("checkpoints").set("spark.ui.enabled", "false")
  )

  override protected def afterAll(): Unit = spark.stop()

  override protected def afterEach(): Unit = Failpoints.disarm()

  protected def planOf(
      sharded: Boolean,
      onDivergence: OnDivergence = OnDivergence.FAIL
  ): TrainingPlan = planOf(new Exchange(1, OverlapMode.OFF, 0, sharded), onDivergence)

  protected def planOf(exchange: Exchange, onDivergence: OnDivergence): TrainingPlan = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
    new DataPlan(new RecordLayout(4, new TargetEncoding.ClassIndex(3)), Epochs, 10, 1, true, 1L << 30),
    new Workers(Ranks, 1),
    exchange,
    TransportPlan.DEFAULT,
    new Controls(Schedule.CONSTANT, Clipping.NONE, new Stopping(3, 0, "loss", true, 0, onDivergence))
  )

  protected def shards: JavaPairRDD[Integer, RecordBlock] = {
    val random = new Random(1)
    def rows(count: Int) = Seq.fill(count)(Record(Seq.fill(4)(random.nextFloat()), random.nextInt(3).toFloat))
    val ranked = (0 until Ranks).flatMap { rank =>
      Seq(
        (Int.box(rank), block(0, rank.toLong, rows(35 + rank): _*)),
        (Int.box(rank), blockOf(validation, 1, rank.toLong, rows(6): _*))
      )
    }
    spark.parallelizePairs(asList(ranked: _*), Ranks).partitionBy(new RankPartitioner(Ranks))
  }

  protected def checkpointing(
      folder: Path,
      epochs: Int,
      steps: Long,
      data: String = "a"
  ) = new Checkpointing(
    CheckpointLocation.of(folder.toString, new Configuration()),
    Fingerprint.of(singletonMap("data", data)),
    "test",
    new CheckpointInterval(epochs, steps, 0),
    2,
    OnFailure.WARN
  )

  protected class Resumed extends TrainingListener {
    val events = new ConcurrentLinkedQueue[TrainingEvent.RunResumed]
    override def onEvent(event: org.coherer.training.event.RunEvent): Unit = event.event() match {
      case resumed: TrainingEvent.RunResumed => events.add(resumed): Unit
      case _ => ()
    }
  }

  protected def train(
      plan: TrainingPlan,
      checkpoints: Option[Checkpointing],
      listener: TrainingListener = TrainingListener.NONE
  ): TrainingResult = {
    val where = checkpoints.fold(Optional.empty[Checkpointing]())(Optional.of(_))
    val shape = Engines.of(plan.network().spec()).describe(plan.network().spec())
    new BarrierTrainer(spark).train(plan, shape, new TrainingStart(null, null, true, where), shards, listener)
  }

  protected def summary(result: TrainingResult) = (
    result.parameters().toArray.toSeq,
    result.optimizerState().values().unpack().toArray.toSeq,
    result.optimizerState().steps(),
    result.history().epochs().toArray(Array[org.coherer.training.event.TrainingHistory.Epoch]()).toSeq.map {
      epoch => (epoch.epoch(), epoch.loss(), epoch.validationLoss(), epoch.rows())
    },
    result.history().bestEpoch(),
    result.history().rollBacks()
  )

  protected def manifests(folder: Path): Seq[String] =
    folder.toFile.list.toSeq.filter(_.endsWith(".manifest")).sorted

  protected def steps(): Seq[Long] = {
    val all = ArrayBuffer[Long]()
    Failpoints.passes.forEach(pass => all += pass.step)
    all.distinct.sorted.toList
  }

  /** Fails for good at a step, counted from 0, once another checkpoint is there. */
  protected def failAt(step: Long, folder: Path): Unit = {
    val before = manifests(folder)
    def error(): Throwable = {
      eventually(timeout(30.seconds), interval(1.millis)) {
        assert(manifests(folder).exists(!before.contains(_)))
      }
      new IllegalArgumentException("the end")
    }
    Failpoints.arm(Failpoints.Failpoint(1, Failpoints.BeforeAllReduce, step, Int.MaxValue, () => error()))
  }

  /** Notes the steps from now on. */
  protected def watch(): Unit =
    Failpoints.arm(Failpoints.Failpoint(0, Failpoints.AfterHandshake, -2, attempts = 0))
}
