package org.coherer.cluster

import java.time.Duration
import java.util.concurrent.{CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicLong

import org.apache.spark.api.java.JavaSparkContext
import org.apache.spark.sql.SparkSession
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy, TrainingColumns}
import org.coherer.connector.shard.{ShardBalance, ShardingPlan, Shards, ValidationSplit}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.barrier.BarrierTrainer
import org.coherer.training.data.RecordLayout
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.event.{TrainingEvent, TrainingListener}
import org.coherer.training.plan._
import org.coherer.training.transport.TransportOptions

/** Trains while a machine is lost or a process freezes. Prints what it finds as lines `name=value`. */
object FaultApp {

  /** Long after every promise. What still trains so long after its fault, waits. */
  private val DeadlineSeconds = 90L

  private val struck = new CountDownLatch(1)

  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().getOrCreate()
    val fault: ProcessHandle => Unit = arguments(0) match {
      case "freeze" => executor => signal("STOP", executor.pid)
      case "lose-machine" =>
        executor =>
          executor.parent().ifPresent(worker => worker.destroyForcibly(): Unit)
          executor.destroyForcibly(): Unit
    }
    val peerTimeout = Duration.ofSeconds(arguments(1).toLong)
    val timeouts = Timeouts.of(Duration.ofMinutes(1), peerTimeout)
    val patient =
      if (arguments.length > 2) timeouts.withSlots(Duration.ofSeconds(arguments(2).toLong)) else timeouts
    val training = new Thread(() => train(spark, fault, patient))
    training.setDaemon(true)
    training.start()
    struck.await(150, TimeUnit.SECONDS)
    training.join(DeadlineSeconds * 1000)
    println(s"ended=${!training.isAlive}")
    // What is frozen does not end with the application.
    ProcessHandle.current().descendants().forEach(child => child.destroyForcibly(): Unit)
    Runtime.getRuntime.halt(0)
  }

  private def signal(name: String, process: Long): Unit =
    assert(new ProcessBuilder("kill", s"-$name", process.toString).start().waitFor() == 0)

  private def train(spark: SparkSession, fault: ProcessHandle => Unit, timeouts: Timeouts): Unit = {
    val context = new JavaSparkContext(spark.sparkContext)
    val layout = new RecordLayout(4, new TargetEncoding.ClassIndex(3))
    val network = Perceptrons.classifier("dl4j", 4, 8, 3)
    val plan = new TrainingPlan(
      new NetworkPlan(network, NetworkPlan.OWN_RATE),
      new DataPlan(layout, 400, 16, 1, false, 1L << 30),
      new Workers(2, 1),
      Exchange.DEFAULT,
      new TransportPlan(timeouts, TransportOptions.DEFAULT),
      Controls.NONE
    )
    val data = ClusterApp.blobs(spark)
    val features = FeatureBinding.column(data.schema, "features", java.util.Collections.emptyList())
    val columns = new TrainingColumns(features, "label", null, null)
    val balance = new ShardBalance(2, 16, false)
    val sharding = new ShardingPlan(columns, layout, InvalidPolicy.ERROR, balance, ValidationSplit.NONE)
    val shards = Shards.of(data, sharding)
    val faultNanos = new AtomicLong
    var victim = -1L
    var runs = 0
    val listener: TrainingListener = _.event() match {
      case started: TrainingEvent.RunStarted =>
        runs += 1
        victim = started.workers().get(1).processId()
        if (runs > 1) println(s"went_on_millis=${(System.nanoTime() - faultNanos.get) / 1000000}")
      case _: TrainingEvent.EpochCompleted if faultNanos.compareAndSet(0, System.nanoTime()) =>
        println(s"victim=$victim")
        ProcessHandle.of(victim).ifPresent(process => fault(process))
        struck.countDown()
      case _ => ()
    }
    try {
      val result = new BarrierTrainer(context).train(plan, shards.byRank(), listener)
      println(s"epochs=${result.history().epochs().size()}")
    } catch {
      case e: Exception =>
        println(s"type=${e.getClass.getSimpleName}")
        println(s"failure=${e.getMessage}")
    }
    println(s"over_millis=${(System.nanoTime() - faultNanos.get) / 1000000}")
  }
}
