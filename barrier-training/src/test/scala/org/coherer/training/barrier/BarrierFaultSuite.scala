package org.coherer.training.barrier

import java.nio.channels.FileChannel
import java.nio.file.StandardOpenOption
import java.time.Duration
import java.util.Arrays.asList
import java.util.concurrent.{CompletableFuture, ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.AtomicReference

import scala.collection.mutable.ArrayBuffer
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}
import scala.util.Random

import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.apache.spark.{BarrierTaskContext, ShuffleDependency, SparkConf, TaskContext}
import org.coherer.testkit.WithTempDir
import org.coherer.testkit.engine.Perceptrons
import org.coherer.testkit.transport.Holdings
import org.coherer.training.barrier.Failpoints._
import org.coherer.training.data.{RecordBlock, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.event.{TrainingEvent, TrainingListener}
import org.coherer.training.loop.TrainingDivergedException
import org.coherer.training.plan.{
  Attempts,
  Clipping,
  Controls,
  DataPlan,
  Exchange,
  NetworkPlan,
  OnDivergence,
  Schedule,
  Stopping,
  Timeouts,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.recovery.Survivors
import org.coherer.training.trainer.{RankPartitioner, TrainingFailedException}
import org.coherer.training.transport.{LinkKind, Locality, Member, PortRange, TransportOptions}
import org.coherer.testkit.OwnThreads.context
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.{BeforeAndAfterAll, BeforeAndAfterEach}

/** What goes wrong in a barrier stage, and what Spark and we make of it. */
class BarrierFaultSuite
    extends AnyFunSuite
    with WithRecords
    with WithTempDir
    with BeforeAndAfterAll
    with BeforeAndAfterEach {

  private val Ranks = 3

  private lazy val spark = new JavaSparkContext(
    new SparkConf().setMaster("local[3]").setAppName("faults").set("spark.ui.enabled", "false")
  )

  override protected def afterAll(): Unit = spark.stop()

  override protected def afterEach(): Unit = Failpoints.disarm()

  private def planOf(
      epochs: Int = 2,
      transport: TransportPlan = TransportPlan.DEFAULT,
      controls: Controls = Controls.NONE,
      recoverFromMemory: Boolean = true
  ) = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
    new DataPlan(new RecordLayout(4, new TargetEncoding.ClassIndex(3)), epochs, 10, 1, false, 1L << 30),
    new Workers(Ranks, 1).withAttempts(new Attempts(4, recoverFromMemory)),
    Exchange.DEFAULT,
    transport,
    controls
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

  private val StepsPerEpoch = 4L

  /** A run that goes on with a step, counted from 0. */
  private def at(step: Long, keptBy: Int): TrainingEvent.RunResumed =
    if (step > 0 && step % StepsPerEpoch == 0 && keptBy < 3)
      new TrainingEvent.RunResumed((step / StepsPerEpoch).toInt, StepsPerEpoch + 1, keptBy)
    else new TrainingEvent.RunResumed((step / StepsPerEpoch).toInt + 1, step % StepsPerEpoch + 1, keptBy)

  private def passes(attempt: Int): Seq[Pass] = all(Failpoints.passes).filter(_.attempt == attempt)

  private def ranksLeft(attempt: Int): Seq[Left] = {
    val found = ArrayBuffer[Left]()
    Failpoints.left.forEach(one => if (one.attempt == attempt) found += one)
    found.toList
  }

  for {
    (rank, step) <- Seq((1, 3L), (0, 0L), (2, 7L))
    phase <- Seq(BeforeAllReduce, InAllReduce, AfterAllReduce)
  } {
    test(s"$phase: when rank $rank fails at step $step, all leave, go on there, and end with the same bits") {
      val expected = undisturbed
      Failpoints.arm(Failpoint(rank, phase, step, attempts = 1))
      val resumed = new ConcurrentLinkedQueue[TrainingEvent.RunResumed]
      val listener: TrainingListener = _.event() match {
        case event: TrainingEvent.RunResumed => resumed.add(event): Unit
        case _ => ()
      }
      assert(train(listener = listener).parameters().toArray.toSeq == expected)
      assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
      // Whoever had all gradients of the step has made it.
      val possible = phase match {
        case BeforeAllReduce => Seq(at(step, keptBy = 3))
        case InAllReduce => Seq(at(step, keptBy = 3), at(step + 1, keptBy = 1), at(step + 1, keptBy = 2))
        case _ => Seq(at(step + 1, keptBy = 2))
      }
      assert(resumed.size == 1 && possible.contains(resumed.peek.after("")), resumed)
      // The others have only noticed that it was gone.
      assert(resumed.peek.cause.matches(s"rank $rank \\(.*, process \\d+, attempt 1\\): .*"), resumed)
      val again = passes(attempt = 1).map(_.step)
      assert(again.forall(_ >= step) && again.size == again.distinct.size * Ranks, again)
      val gone = ranksLeft(attempt = 0)
      assert(gone.map(_.rank).sorted == Seq(0, 1, 2))
      gone.foreach(one => assert((one.nanos - Failpoints.firedNanos) / 1e9 < 5, one))
      // After the last step, nobody has to pass the network again.
      assert(again.isEmpty || ranksLeft(attempt = 1).size == Ranks)
      assert(ranksLeft(attempt = 2).isEmpty)
    }
  }

  test("without recovery from memory, a rank that fails leaves nothing, and the run begins anew") {
    val expected = undisturbed
    Failpoints.arm(Failpoint(1, BeforeAllReduce, 5, attempts = 1))
    val kept = new ConcurrentLinkedQueue[Int]
    val resumed = new ConcurrentLinkedQueue[TrainingEvent]
    val listener: TrainingListener = _.event() match {
      case _: TrainingEvent.RunStarted => kept.add(Survivors.HERE.count()): Unit
      case event: TrainingEvent.RunResumed => resumed.add(event): Unit
      case _ => ()
    }
    assert(train(planOf(recoverFromMemory = false), listener).parameters().toArray.toSeq == expected)
    assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
    assert(kept.toArray.toSeq == Seq(0, 0) && resumed.isEmpty, s"$kept, $resumed")
    val again = passes(attempt = 1).filter(_.rank == 1)
    assert(again.map(_.step) == (0L until 2 * StepsPerEpoch), again)
    assert(Survivors.HERE.count() == 0)
  }

  test("when a rank fails right after the handshake, the second attempt meets, with the same result") {
    val expected = undisturbed
    Failpoints.arm(Failpoint(1, AfterHandshake, 0, attempts = 1))
    assert(parameters() == expected)
    assert(Failpoints.firedNanos > 0 && ranksLeft(attempt = 1).size == Ranks)
  }

  for (phase <- Seq(AfterHandshake, BeforeAllReduce)) {
    test(s"$phase: when retries run out, the exception names the rank that failed first and its own error") {
      Failpoints.arm(Failpoint(1, phase, 0, attempts = Int.MaxValue))
      val failure = intercept[TrainingFailedException](train())
      assert(
        failure.getMessage.matches(
          "Training failed on rank 1 \\(.*, process \\d+, attempt 4\\): java.lang.IllegalStateException: " +
            s"failed on purpose: $phase, step 0, attempt 3 " +
            "\\(4 attempts in a row ended there, which is what maxAttempts allows\\)"
        ),
        failure.getMessage
      )
      assert(failure.getCause != null)
    }
  }

  private val ended = Seq(1 -> "(maxAttempts allows one attempt)") ++ Seq(2, 6).map { most =>
    most -> s"($most attempts in a row ended there, which is what maxAttempts allows)"
  }

  for ((most, count) <- ended)
    test(s"at most $most attempts get no further, whatever Spark has patience for") {
      val plan = planOf()
      val patient = new TrainingPlan(
        plan.network(),
        plan.data(),
        plan.workers().withAttempts(new Attempts(most, true)),
        plan.exchange(),
        plan.transport(),
        plan.controls()
      )
      // The first attempt gets further: to the end of the first epoch.
      Failpoints.arm(Failpoint(1, BeforeAllReduce, StepsPerEpoch, attempts = Int.MaxValue))
      val message = intercept[TrainingFailedException](train(patient)).getMessage
      assert(message.contains(count), message)
      assert(
        message.contains(s", attempt $most): java.lang.IllegalStateException: failed on purpose"),
        message
      )
      assert(ranksLeft(attempt = most).isEmpty, "one more attempt")
    }

  private def diverging(onDivergence: OnDivergence) = planOf(controls =
    new Controls(
      Schedule.CONSTANT,
      Clipping.NONE,
      new Stopping(0, 0, "trainingLoss", false, 0, onDivergence)
    )
  )

  test("a gradient that is not finite on one rank ends the run at once, with the rank and its host") {
    Failpoints.arm(Failpoint(0, AfterHandshake, -2, attempts = 0))
    Failpoints.spoilt = Some(Spoilt(rank = 1, step = 5, fraction = 0))
    val message = intercept[TrainingDivergedException](train(diverging(OnDivergence.FAIL))).getMessage
    val host = java.util.regex.Pattern.quote(spark.getConf.get("spark.driver.host"))
    assert(
      message.matches(
        s"Training diverged at epoch 2, step 2 of 4: the gradients are not finite on rank 1 on host $host" +
          " \\(its 10 rows have loss [0-9.]+; 1 of 43 gradients\\) \\(lower learningRate 0.01, or .*\\)"
      ),
      message
    )
    assert(all(Failpoints.passes).forall(_.attempt == 0), "nothing is tried again")
  }

  for (phase <- Seq(BeforeAllReduce, AfterAllReduce); step <- Seq(2L, 5L, 7L))
    test(s"$phase: a run that rolls back and has a rank fail at step $step ends with the same bits") {
      val plan = diverging(OnDivergence.ROLL_BACK)
      Failpoints.spoilt = Some(Spoilt(rank = 1, step = 5, fraction = 0.3))
      val told = new ConcurrentLinkedQueue[TrainingEvent.RolledBack]
      val listener: TrainingListener = _.event() match {
        case event: TrainingEvent.RolledBack => told.add(event): Unit
        case _ => ()
      }
      val expected = train(plan, listener)
      assert(expected.history().rollBacks() == 2)
      assert(told.size == 2 && told.stream().allMatch(_.reason().contains("on rank 1 on host ")))
      Failpoints.arm(Failpoint(2, phase, step, attempts = 1))
      val found = train(plan)
      assert(Failpoints.firedNanos > 0, "the failpoint was not passed")
      assert(found.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
      assert(found.history().rollBacks() == 2)
      assert(ranksLeft(attempt = 1).nonEmpty, "no rank has come again")
    }

  test("a run that gets further each time is tried again, however often Spark gives it up") {
    val expected = undisturbed
    Failpoints.arm(Failpoint(1, AfterAllReduce, EveryStep, attempts = Int.MaxValue))
    assert(parameters() == expected)
    // Rank 1 fails in each update, and gets from the others what they have made of it.
    val made = for (rank <- Seq(0, 2); step <- 0L until 2 * StepsPerEpoch) yield (rank, step)
    assert(all(Failpoints.updates).map(one => (one.rank, one.step)).sorted == made, "every step once")
    val passes = all(Failpoints.passes)
    assert(passes.filter(_.rank == 1).map(_.step) == (0L until 2 * StepsPerEpoch), passes)
    assert(passes.map(_.attempt).max == 3, "more attempts than those that Spark makes of one job")
  }

  private def all(passes: ConcurrentLinkedQueue[Pass]): Seq[Pass] = {
    val found = ArrayBuffer[Pass]()
    passes.forEach(one => found += one)
    found.toList
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

  test("the deadline of allGather holds") {
    val start = System.nanoTime
    val failure = intercept[Exception](BarrierFaultSuite.meetWithoutTheLast(spark, Duration.ofSeconds(2)))
    val seconds = (System.nanoTime - start) / 1e9
    assert(seconds > 2 && seconds < 6, s"$seconds s")
    val text = "Rank 0 waited 2 s for all ranks to load their shards and meet"
    assert(failure.getMessage.contains(text), failure.getMessage)
  }

  test(
    "when a rank cannot read its shard, those that wait for it end, and the next attempt gets their slots"
  ) {
    val expected = undisturbed
    val start = System.nanoTime
    val unreadable = BarrierFaultSuite.unreadableAtFirst(shards, rank = 2)
    val found = new BarrierTrainer(spark).train(planOf(), unreadable, TrainingListener.NONE)
    assert(found.parameters().toArray.toSeq == expected)
    val seconds = (System.nanoTime - start) / 1e9
    assert(seconds < 30, s"$seconds s, of which the others may wait ten minutes")
  }

  test("a FIFO in the folder for shared memory does not stop a fit") {
    val expected = undisturbed
    withTempDir { folder =>
      val fifo = folder.resolve("coherer-00000000-0000-0000-0000-000000000000")
      for (command <- Seq(Seq("mkfifo"), Seq("touch", "-d", "2020-01-01")))
        assert(new ProcessBuilder((command :+ fifo.toString): _*).start().waitFor() == 0)
      val options = new TransportOptions(
        java.util.Collections.singleton(LinkKind.SHM),
        PortRange.ANY,
        Duration.ofMinutes(1),
        TransportOptions.Checksums.OFF,
        false,
        folder.toString
      )
      val plan = planOf(transport = new TransportPlan(Timeouts.DEFAULT, options))
      val fit = Future(train(plan).parameters().toArray.toSeq)
      try assert(Await.result(fit, 30.seconds) == expected)
      finally FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE).close()
    }
  }

  private val hopeless = Seq[(String, () => Throwable, String)](
    (
      "memory that does not suffice",
      () => new OutOfMemoryError("Cannot reserve 9 bytes of direct buffer memory"),
      " \\(raise -XX:MaxDirectMemorySize .*\\)"
    ),
    ("an argument that cannot be used", () => new IllegalArgumentException("Invalid x 3"), "")
  )

  for ((what, error, remedy) <- hopeless)
    test(s"$what is not tried again, and told as the cause") {
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 1, attempts = Int.MaxValue, error))
      val failure = intercept[TrainingFailedException](train())
      assert(
        failure.getMessage.matches(
          s"Training failed on rank 1 \\(.*, process \\d+, attempt 1\\): ${java.util.regex.Pattern.quote(error().toString)}$remedy"
        ),
        failure.getMessage
      )
      assert(ranksLeft(attempt = 2).isEmpty)
    }

  test("a run that failed once and is then cancelled says that it was cancelled, and what had failed") {
    Failpoints.arm(Failpoint(1, BeforeAllReduce, 0, attempts = 1))
    val running = new CountDownLatch(1)
    val started: TrainingListener = _ => running.countDown()
    val fit = Future {
      spark.setJobGroup("mine", "a group of the user's")
      intercept[TrainingFailedException](train(planOf(epochs = 1000000), started)).getMessage
    }
    assert(running.await(60, TimeUnit.SECONDS))
    // The start that is reported first may be that of the attempt that fails.
    while (ranksLeft(attempt = 0).size < Ranks) Thread.`yield`()
    val progress = System.nanoTime + 2000000000L
    while (System.nanoTime < progress) Thread.`yield`()
    spark.cancelJobGroup("mine")
    val message = Await.result(fit, 20.seconds)
    assert(message.matches("(?s)Training was cancelled: .*Job \\d+ cancelled.*"), message)
    assert(message.matches("(?s).*; before that, an attempt failed on rank 1 .*failed on purpose.*"), message)
  }

  test("an interrupt ends a fit, is told as such and stays with the thread") {
    val running = new CountDownLatch(1)
    val started: TrainingListener = _ => running.countDown()
    val told = new CompletableFuture[(String, Boolean)]
    val fit = new Thread(() =>
      try train(planOf(epochs = 1000000), started): Unit
      catch { case e: Throwable => told.complete((e.getMessage, Thread.currentThread.isInterrupted)): Unit }
    )
    fit.start()
    assert(running.await(60, TimeUnit.SECONDS))
    fit.interrupt()
    assert(told.get(20, TimeUnit.SECONDS) == (("Training was interrupted", true)))
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

  /** Has Spark lose what a rank is to read, as it does with an executor, before the rank begins. */
  def unreadableAtFirst(
      shards: JavaPairRDD[Integer, RecordBlock],
      rank: Int
  ): JavaPairRDD[Integer, RecordBlock] = {
    val shuffle = shards.rdd.dependencies.head.asInstanceOf[ShuffleDependency[_, _, _]].shuffleId
    JavaPairRDD.fromRDD(shards.rdd.mapPartitionsWithIndex { (partition, rows) =>
      if (partition == rank && TaskContext.get().stageAttemptNumber() == 0) throw fetchFailure(shuffle, rank)
      rows
    })
  }

  /** Scala may not name this class. */
  private def fetchFailure(shuffle: Int, reducer: Int): Exception = {
    val constructors = Class.forName("org.apache.spark.shuffle.FetchFailedException").getConstructors
    val values = Seq[Any](null, shuffle, -1L, -1, reducer, "lost on purpose", null)
    val arguments = values.map(_.asInstanceOf[AnyRef])
    constructors.filter(_.getParameterCount == 7).head.newInstance(arguments: _*).asInstanceOf[Exception]
  }

  /** Lets two tasks meet, of which the second never comes. */
  def meetWithoutTheLast(spark: JavaSparkContext, deadline: Duration): Unit =
    spark
      .parallelize(asList[Integer](0, 1), 2)
      .rdd
      .barrier()
      .mapPartitions { (own: Iterator[Integer]) =>
        val context = BarrierTaskContext.get()
        val rank = context.partitionId()
        val end = System.nanoTime + Duration.ofSeconds(30).toNanos
        if (rank == 1) while (!context.isInterrupted() && System.nanoTime < end) Thread.`yield`()
        val mine = new Member(rank, "host", 1, 2, 3, "plan", Locality.here())
        new BarrierRendezvous(context, deadline).meet(mine)
        own
      }
      .count(): Unit

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
