package org.coherer.training.barrier

import java.time.Duration
import java.util.Arrays.asList
import java.util.concurrent.{CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicReference

import scala.collection.mutable.ArrayBuffer
import scala.util.Random

import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.apache.spark.{BarrierTaskContext, SparkConf}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.testkit.transport.Holdings
import org.coherer.training.barrier.Failpoints._
import org.coherer.training.data.{RecordBlock, RecordLayout, TargetEncoding, WithRecords}
import org.coherer.training.event.TrainingListener
import org.coherer.training.plan.{
  Controls,
  DataPlan,
  Exchange,
  NetworkPlan,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.trainer.{RankPartitioner, TrainingFailedException}
import org.coherer.training.transport.{Locality, Member}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.{BeforeAndAfterAll, BeforeAndAfterEach}

/** What goes wrong in a barrier stage, and what Spark and we make of it. */
class BarrierFaultSuite extends AnyFunSuite with WithRecords with BeforeAndAfterAll with BeforeAndAfterEach {

  private val Ranks = 3

  private lazy val spark = new JavaSparkContext(
    new SparkConf().setMaster("local[3]").setAppName("faults").set("spark.ui.enabled", "false")
  )

  override protected def afterAll(): Unit = spark.stop()

  override protected def afterEach(): Unit = Failpoints.disarm()

  private def planOf(epochs: Int = 2) = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
    new DataPlan(new RecordLayout(4, new TargetEncoding.ClassIndex(3)), epochs, 10, 1, false, 1L << 30),
    new Workers(Ranks, 1),
    Exchange.DEFAULT,
    TransportPlan.DEFAULT,
    Controls.NONE
  )

  private def shards: JavaPairRDD[Integer, RecordBlock] = {
    val random = new Random(1)
    val ranked = (0 until Ranks).map { rank =>
      val rows = Seq.fill(35 + rank)(Record(Seq.fill(4)(random.nextFloat()), random.nextInt(3).toFloat))
      (Int.box(rank), block(0, rank.toLong, rows: _*))
    }
    spark.parallelizePairs(asList(ranked: _*), Ranks).partitionBy(new RankPartitioner(Ranks))
  }

  private def train(plan: TrainingPlan = planOf(), listener: TrainingListener = TrainingListener.NONE) =
    new BarrierTrainer(spark).train(plan, shards, listener)

  private def parameters(): Seq[Float] = train().parameters().toArray.toSeq

  private lazy val undisturbed = parameters()

  private def ranksLeft(attempt: Int): Seq[Left] = {
    val found = ArrayBuffer[Left]()
    Failpoints.left.forEach(one => if (one.attempt == attempt) found += one)
    found.toList
  }

  for {
    (rank, step) <- Seq((1, 3L), (0, 0L), (2, 7L))
    phase <- Seq(BeforeAllReduce, InAllReduce, AfterAllReduce)
  } {
    test(s"$phase: when rank $rank fails at step $step, all leave, and a retry gives the same bits") {
      val expected = undisturbed
      Failpoints.arm(Failpoint(rank, phase, step, attempts = 1))
      assert(parameters() == expected)
      assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
      val gone = ranksLeft(attempt = 0)
      assert(gone.map(_.rank).sorted == Seq(0, 1, 2))
      gone.foreach(one => assert((one.nanos - Failpoints.firedNanos) / 1e9 < 5, one))
      assert(ranksLeft(attempt = 1).size == Ranks && ranksLeft(attempt = 2).isEmpty)
    }
  }

  test("when a rank fails right after the handshake, the second attempt meets, with the same result") {
    val expected = undisturbed
    Failpoints.arm(Failpoint(1, AfterHandshake, 0, attempts = 1))
    assert(parameters() == expected)
    assert(Failpoints.firedNanos > 0 && ranksLeft(attempt = 1).size == Ranks)
  }

  for (phase <- Seq(AfterHandshake, BeforeAllReduce, AfterAllReduce)) {
    test(s"$phase: when retries run out, the exception names the rank that failed first and its own error") {
      Failpoints.arm(Failpoint(1, phase, 0, attempts = Int.MaxValue))
      val failure = intercept[TrainingFailedException](train())
      assert(
        failure.getMessage.matches(
          "Training failed on rank 1 \\(.*, process \\d+, attempt 4\\): java.lang.IllegalStateException: " +
            s"failed on purpose: $phase, step 0, attempt 3"
        ),
        failure.getMessage
      )
      assert(failure.getCause != null)
    }
  }

  test("ranks that follow different plans find out when they meet, with both plans in the message") {
    val failure = intercept[Exception] {
      BarrierFaultSuite.meetWithPlans(spark, Seq("plan-a", "plan-a", "plan-b"))
    }
    val both = "(?s).*Rank (2 \\(host\\) follows plan plan-b and rank [01] plan plan-a|" +
      "0 \\(host\\) follows plan plan-a and rank 2 plan plan-b) " +
      "\\(the executors must run the same version of Coherer\\).*"
    assert(failure.getMessage.matches(both), failure.getMessage)
  }

  private val cancellations = Seq[(String, JavaSparkContext => Unit)](
    "a cancelled job group" -> (context => context.cancelJobGroup("mine")),
    "a cancelled job tag" -> (context => context.cancelJobsWithTag("mine"))
  )

  for ((what, cancel) <- cancellations) {
    test(s"$what ends a fit within two seconds and leaves nothing behind") {
      train()
      val before = Holdings.settled(Holdings(Nil, Map(), 0, Map()), Duration.ofSeconds(1))
      val running = new CountDownLatch(1)
      val thrown = new AtomicReference[Throwable]
      val started: TrainingListener = _ => running.countDown()
      val fit = new Thread(() => {
        spark.setJobGroup("mine", "a group of the user's")
        spark.addJobTag("mine")
        try train(planOf(epochs = 1000000), started)
        catch { case e: Throwable => thrown.set(e) }
      })
      fit.start()
      assert(running.await(60, TimeUnit.SECONDS))
      val start = System.nanoTime
      cancel(spark)
      fit.join(20000)
      val seconds = (System.nanoTime - start) / 1e9
      assert(!fit.isAlive && seconds < 2, s"the fit went on for $seconds s")
      assert(thrown.get.isInstanceOf[TrainingFailedException], thrown.get)
      assert(thrown.get.getMessage.contains("cancel"), thrown.get)
      val left = Duration.ofSeconds(2).minusNanos(System.nanoTime - start)
      val after = Holdings.settled(before, left)
      // Native memory of the engine comes and goes with garbage collection; NativeBackendSuite has it.
      assert(after.copy(buffers = Map()).within(before), s"held before: $before; after: $after")
      assert(spark.parallelize(asList[Integer](1, 2, 3), 3).count() == 3, "the slots are free again")
    }
  }
}

object BarrierFaultSuite {

  /** Lets as many tasks as there are plans meet. */
  def meetWithPlans(spark: JavaSparkContext, plans: Seq[String]): Unit = {
    val numbers = asList(plans.indices.map(Int.box): _*)
    spark
      .parallelize(numbers, plans.size)
      .rdd
      .barrier()
      .mapPartitions { (own: Iterator[Integer]) =>
        val context = BarrierTaskContext.get()
        val rank = context.partitionId()
        val mine = new Member(rank, "host", 1, 2, 3, plans(rank), Locality.here())
        val met = new BarrierRendezvous(context, Duration.ofSeconds(20)).meet(mine)
        assert(met.size == plans.size)
        own
      }
      .count(): Unit
  }
}
