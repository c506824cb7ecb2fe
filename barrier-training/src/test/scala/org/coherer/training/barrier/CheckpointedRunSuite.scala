package org.coherer.training.barrier

import java.io.IOException
import java.net.URI
import java.nio.file.{Files, Path}
import java.util.Arrays.asList
import java.util.Collections.singletonMap
import java.util.Optional
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}

import scala.collection.mutable.ArrayBuffer
import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.FileSystem
import org.apache.spark.SparkConf
import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.coherer.testkit.WithTempDir
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.barrier.Failpoints._
import org.coherer.training.checkpoint.{CheckpointLocation, FaultyFileSystem, OnFailure}
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
  TrainingFailedException,
  TrainingResult,
  TrainingStart
}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._
import org.scalatest.{BeforeAndAfterAll, BeforeAndAfterEach}

/** Runs that leave checkpoints, end for good, and are begun again by another application. */
class CheckpointedRunSuite
    extends AnyFunSuite
    with WithRecords
    with WithTempDir
    with BeforeAndAfterAll
    with BeforeAndAfterEach {

  private val Ranks = 3
  private val Epochs = 4
  private val StepsPerEpoch = 4L

  private lazy val spark = new JavaSparkContext(
    new SparkConf().setMaster("local[3]").setAppName("checkpoints").set("spark.ui.enabled", "false")
  )

  override protected def afterAll(): Unit = spark.stop()

  override protected def afterEach(): Unit = Failpoints.disarm()

  private def planOf(
      sharded: Boolean,
      onDivergence: OnDivergence = OnDivergence.FAIL
  ): TrainingPlan = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("failpoint", 4, 5, 3), 0.01),
    new DataPlan(new RecordLayout(4, new TargetEncoding.ClassIndex(3)), Epochs, 10, 1, true, 1L << 30),
    new Workers(Ranks, 1),
    new Exchange(1, OverlapMode.OFF, 0, sharded),
    TransportPlan.DEFAULT,
    new Controls(Schedule.CONSTANT, Clipping.NONE, new Stopping(3, 0, "loss", true, 0, onDivergence))
  )

  private def shards: JavaPairRDD[Integer, RecordBlock] = {
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

  private def checkpointing(
      folder: Path,
      epochs: Int,
      steps: Long,
      data: String = "a",
      onFailure: OnFailure = OnFailure.WARN
  ) = new Checkpointing(
    CheckpointLocation.of(folder.toString, new Configuration()),
    Fingerprint.of(singletonMap("data", data)),
    "test",
    new CheckpointInterval(epochs, steps, 0),
    2,
    onFailure
  )

  private class Resumed extends TrainingListener {
    val events = new ConcurrentLinkedQueue[TrainingEvent.RunResumed]
    override def onEvent(event: org.coherer.training.event.RunEvent): Unit = event.event() match {
      case resumed: TrainingEvent.RunResumed => events.add(resumed): Unit
      case _ => ()
    }
  }

  private def train(
      plan: TrainingPlan,
      checkpoints: Option[Checkpointing],
      listener: TrainingListener = TrainingListener.NONE
  ): TrainingResult = {
    val where = checkpoints.fold(Optional.empty[Checkpointing]())(Optional.of(_))
    val shape = Engines.of(plan.network().spec()).describe(plan.network().spec())
    new BarrierTrainer(spark).train(plan, shape, new TrainingStart(null, null, true, where), shards, listener)
  }

  private def summary(result: TrainingResult) = (
    result.parameters().toArray.toSeq,
    result.optimizerState().values().unpack().toArray.toSeq,
    result.optimizerState().steps(),
    result.history().epochs().toArray(Array[org.coherer.training.event.TrainingHistory.Epoch]()).toSeq.map {
      epoch => (epoch.epoch(), epoch.loss(), epoch.validationLoss(), epoch.rows())
    },
    result.history().bestEpoch(),
    result.history().rollBacks()
  )

  private def steps(): Seq[Long] = {
    val all = ArrayBuffer[Long]()
    Failpoints.passes.forEach(pass => all += pass.step)
    all.distinct.sorted.toList
  }

  private def manifests(folder: Path): Seq[String] =
    folder.toFile.list.toSeq.filter(_.endsWith(".manifest")).sorted

  /** Fails for good at a step, counted from 0, once another checkpoint is there. */
  private def failAt(step: Long, folder: Path): Unit = {
    val before = manifests(folder)
    def error(): Throwable = {
      eventually(timeout(30.seconds), interval(1.millis)) {
        assert(manifests(folder).exists(!before.contains(_)))
      }
      new IllegalArgumentException("the end")
    }
    Failpoints.arm(Failpoint(1, BeforeAllReduce, step, Int.MaxValue, () => error()))
  }

  /** Notes the steps from now on. */
  private def watch(): Unit = Failpoints.arm(Failpoint(0, AfterHandshake, -2, attempts = 0))

  for {
    sharded <- Seq(false, true)
    // An interval in steps has checkpoints within epochs, of which the one before the failure is taken.
    (epochs, every, expected) <- Seq((1, 0L, 8L), (0, 3L, 9L), (2, 5L, 10L))
  } test(
    s"each $epochs epochs and $every steps, sharded $sharded: a run that is begun again has the same bits"
  ) {
    val plan = planOf(sharded)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      val checkpoints = checkpointing(folder, epochs, every)
      failAt(11, folder)
      val failure = intercept[TrainingFailedException](train(plan, Some(checkpoints)))
      assert(failure.getMessage.contains("the end"), failure.getMessage)
      val kept = manifests(folder)
      assert(kept.nonEmpty && kept.size <= 3, kept)

      watch()
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpoints), resumed)) == undisturbed)
      assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
      // A slice may still be written when the next one is due: then that is left out.
      assert(steps().head <= expected && steps().head > 0, steps())
      assert(steps().last == Epochs * StepsPerEpoch - 1)

      watch()
      assert(summary(train(plan, Some(checkpoints))) == undisturbed)
      assert(steps().isEmpty, "a run that has ended is not trained again")
      val left = folder.toFile.list.toSeq
      assert(left.forall(_.startsWith("checkpoint-")) && manifests(folder).size <= 3, left)
    }
  }

  for (sharded <- Seq(false, true); every <- Seq(1L, 3L))
    test(s"a run that rolls back is begun again, sharded $sharded, every $every steps: the same bits") {
      val plan = planOf(sharded, OnDivergence.ROLL_BACK)
      Failpoints.spoilt = Some(Spoilt(rank = 2, step = 6, fraction = 0.3))
      val undisturbed = summary(train(plan, None))
      assert(undisturbed._6 == 2, "roll-backs")
      // In the epoch that it goes through three times: its checkpoints lie before and behind that step.
      for (step <- Seq(5L, 7L, 9L)) withTempDir { folder =>
        failAt(step, folder)
        val failure = intercept[TrainingFailedException](
          train(plan, Some(checkpointing(folder, 0, every)))
        )
        assert(failure.getMessage.contains("the end"), failure.getMessage)
        watch()
        val resumed = new Resumed
        assert(summary(train(plan, Some(checkpointing(folder, 0, every)), resumed)) == undisturbed)
        assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
        assert(steps().head > 0, "nothing was resumed")
      }
    }

  test("a checkpoint that is torn is passed over for the one before") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      for (step <- Seq(5L, 11L)) {
        failAt(step, folder)
        intercept[TrainingFailedException](train(plan, Some(checkpointing(folder, 1, 0))))
      }
      val newest = folder.resolve(manifests(folder).last)
      Files.write(newest, Files.readAllBytes(newest).dropRight(1))
      watch()
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)))) == undisturbed)
      assert(steps().head == StepsPerEpoch, "the first of two epochs")
    }
  }

  test("where one rank is slow to write, no rank writes a slice of a checkpoint that it skips") {
    withTempDir { folder =>
      val conf = new Configuration()
      conf.setClass("fs.faulty.impl", classOf[FaultyFileSystem], classOf[FileSystem])
      val files = FileSystem.get(URI.create("faulty:///"), conf).asInstanceOf[FaultyFileSystem]
      val pause = new CountDownLatch(1)
      files.before = (operation, file) =>
        if (operation == "create" && file.contains(".slice-00001"))
          pause.await(30, TimeUnit.MILLISECONDS): Unit
      val location = CheckpointLocation.of(s"faulty:$folder", conf)
      val checkpoints =
        new Checkpointing(
          location,
          Fingerprint.of(singletonMap("data", "a")),
          "test",
          new CheckpointInterval(0, 1, 0),
          100,
          OnFailure.WARN
        )
      train(planOf(sharded = false), Some(checkpoints))
      val created = files.operations
        .toArray(Array[String]())
        .toSeq
        .filter(_.matches("create .*\\.slice-.*"))
        .map(_.stripPrefix("create ").split("\\.slice-"))
        .groupBy(_(1))
        .map { case (rank, names) => rank -> names.map(_(0)).toSet }
      assert(created.size == Ranks && created.values.toSet.size == 1, created)
      assert(created.values.head.size < Epochs * StepsPerEpoch, "no checkpoint was skipped")
      assert(manifests(folder).map(_.stripSuffix(".manifest")).toSet == created.values.head)
    }
  }

  test("checkpoints by the clock are taken after steps, and only when the time has come") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    def taken(folder: Path, seconds: Double): Seq[String] = {
      val checkpoints = new Checkpointing(
        CheckpointLocation.of(folder.toString, new Configuration()),
        Fingerprint.of(singletonMap("data", "a")),
        "test",
        new CheckpointInterval(0, 0, seconds),
        100,
        OnFailure.WARN
      )
      assert(summary(train(plan, Some(checkpoints))) == undisturbed)
      manifests(folder)
    }
    withTempDir { folder =>
      val often = taken(folder.resolve("often"), 1e-6)
      assert(often.size > 2 && often.exists(!_.split("-")(2).matches("0+")), often)
      assert(taken(folder.resolve("never"), 3600).size == 1, "that of the end")
    }
  }

  for (what <- Seq(".slice-00001", ".manifest"))
    test(
      s"where a file $what cannot be written, the run goes on with a warning, or fails at once if asked to"
    ) {
      withTempDir { folder =>
        val conf = new Configuration()
        conf.setClass("fs.faulty.impl", classOf[FaultyFileSystem], classOf[FileSystem])
        val files = FileSystem.get(URI.create("faulty:///"), conf).asInstanceOf[FaultyFileSystem]
        files.before = (operation, file) =>
          if (operation == "create" && file.contains(what)) throw new IOException("No space left on device")
        def checkpoints(name: String, onFailure: OnFailure) = new Checkpointing(
          CheckpointLocation.of(s"faulty:$folder/$name", conf),
          Fingerprint.of(singletonMap("data", "a")),
          "test",
          new CheckpointInterval(1, 0, 0),
          2,
          onFailure
        )
        try {
          train(planOf(sharded = false), Some(checkpoints("warn", OnFailure.WARN)))
          assert(manifests(folder.resolve("warn")).isEmpty)
          val failure = intercept[TrainingFailedException] {
            train(planOf(sharded = false), Some(checkpoints("fail", OnFailure.FAIL)))
          }
          val text = failure.getMessage
          assert(
            text.contains("Cannot write a checkpoint to faulty:") && text.contains("No space left"),
            text
          )
          assert(text.contains("or set onCheckpointFailure to warn"), text)
          val attempts =
            files.operations.toArray(Array[String]()).count(_.matches("create .*fail.*slice-00000"))
          assert(attempts <= Epochs, "the run was tried again")
        } finally files.before = (_, _) => ()
      }
    }

  test("a run that rolls back writes no file twice, and the last checkpoint is that of its end") {
    withTempDir { folder =>
      val conf = new Configuration()
      conf.setClass("fs.faulty.impl", classOf[FaultyFileSystem], classOf[FileSystem])
      val files = FileSystem.get(URI.create("faulty:///"), conf).asInstanceOf[FaultyFileSystem]
      val before = files.operations.size
      val location = CheckpointLocation.of(s"faulty:$folder", conf)
      val checkpoints = new Checkpointing(
        location,
        Fingerprint.of(singletonMap("data", "a")),
        "test",
        new CheckpointInterval(1, 0, 0),
        100,
        OnFailure.WARN
      )
      // Once the checkpoint is there that the run goes back to.
      def written(): Unit = eventually(timeout(30.seconds), interval(1.millis)) {
        assert(manifests(folder).exists(_.startsWith("checkpoint-000001-")))
      }
      Failpoints.spoilt = Some(Spoilt(rank = 1, step = 7, fraction = 0.05, () => written()))
      val result = train(planOf(sharded = false, OnDivergence.ROLL_BACK), Some(checkpoints))
      assert(result.history().rollBacks() == 5)
      val created = files.operations
        .toArray(Array[String]())
        .toSeq
        .drop(before)
        .filter(_.matches("create .*\\.(slice|manifest).*"))
      assert(created.size > Ranks && created.distinct.size == created.size, created)
      assert(manifests(folder).last.startsWith(f"checkpoint-$Epochs%06d-"), manifests(folder))
    }
  }

  test("where checkpoints come faster than manifests are written, the newest is never far behind") {
    withTempDir { folder =>
      val conf = new Configuration()
      conf.setClass("fs.faulty.impl", classOf[FaultyFileSystem], classOf[FileSystem])
      val files = FileSystem.get(URI.create("faulty:///"), conf).asInstanceOf[FaultyFileSystem]
      val pause = new CountDownLatch(1)
      files.before = (operation, file) =>
        if (operation == "create" && file.contains(".manifest")) pause.await(300, TimeUnit.MILLISECONDS): Unit
      val checkpoints = new Checkpointing(
        CheckpointLocation.of(s"faulty:$folder", conf),
        Fingerprint.of(singletonMap("data", "a")),
        "test",
        new CheckpointInterval(0, 1, 0),
        100,
        OnFailure.WARN
      )
      try {
        train(planOf(sharded = false), Some(checkpoints))
        val committed = manifests(folder)
        assert(committed.size < Epochs * StepsPerEpoch, committed)
        assert(committed.last.startsWith(f"checkpoint-$Epochs%06d-"), committed)
        val left = folder.toFile.list.toSeq
        assert(
          left.forall(file => committed.exists(one => file.startsWith(one.stripSuffix(".manifest")))),
          left
        )
      } finally files.before = (_, _) => ()
    }
  }

  test("a replica with other bits is found before it gets into a checkpoint") {
    withTempDir { folder =>
      Failpoints.flipped = Some((1, 5L)) // The second step of the second epoch.
      val failure = intercept[TrainingFailedException] {
        // The first checkpoint is due right after that step, so that no rank is still busy with another.
        train(planOf(sharded = false), Some(checkpointing(folder, 0, 6)))
      }
      val text = failure.getMessage
      assert(text.contains("The parameters of rank 1 (checksum ") && text.contains("ReplicasDiffer"), text)
      assert(text.contains("before a checkpoint within epoch 2"), text)
      assert(manifests(folder).isEmpty, manifests(folder))
    }
  }

  test("a folder that cannot be written is refused before any task starts") {
    withTempDir { folder =>
      val file = Files.createFile(folder.resolve("file"))
      val failure = intercept[IllegalArgumentException] {
        train(planOf(sharded = false), Some(checkpointing(file.resolve("sub"), 1, 0)))
      }
      assert(failure.getMessage.contains("Cannot write checkpoints to"), failure.getMessage)
    }
  }

  test("an executor's task that is tried again goes on from memory, and checkpoints go on with it") {
    val plan = planOf(sharded = false)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 6, attempts = 1))
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)), resumed)) == undisturbed)
      // Those who still lack the sums of a step, when the rank that has them fails, are one step behind.
      assert(resumed.events.size == 1 && Set(1, 2, 3).contains(resumed.events.peek.keptBy()))
      assert(manifests(folder).exists(_.contains("-1.manifest")), "those of the second attempt")
    }
  }

  test("a sharded optimizer, of which no rank has the whole state, goes on from the checkpoint") {
    val plan = planOf(sharded = true)
    val undisturbed = summary(train(plan, None))
    withTempDir { folder =>
      def error(): Throwable = {
        eventually(timeout(30.seconds), interval(1.millis))(assert(manifests(folder).nonEmpty))
        new IllegalStateException("lost")
      }
      Failpoints.arm(Failpoint(1, BeforeAllReduce, 10, attempts = 1, () => error()))
      val resumed = new Resumed
      assert(summary(train(plan, Some(checkpointing(folder, 1, 0)), resumed)) == undisturbed)
      assert(resumed.events.size == 1 && resumed.events.peek.keptBy() == 0)
    }
  }
}
