package org.coherer.training.elastic

import org.coherer.training.embedding.{RowAdmission, RowLifetime, RowOptimizer, WhenFull}
import org.coherer.training.event.TrainingEvent
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.loop.TrainingDivergedException
import org.coherer.training.plan._
import org.coherer.training.trainer.{TrainingFailedException, TrainingStart}
import org.scalatest.funsuite.AnyFunSuite

class ElasticTablesSuite extends AnyFunSuite with WithEmbeddedRuns {

  override def master: String = "local[6]"

  private val mine = Seq(visits(60, 1), visits(60, 2))

  test("two workers are one worker with the rows of both, on one, two and three servers") {
    withTempDir { root =>
      val plan = embedded(batchSize = 60, epochs = 8)
      val all = (1 to 3).map { servers =>
        val folder = root.resolve(s"two-$servers")
        val found = train(elastic(servers, Synchronous), plan, visited(mine), into(folder))
        assertOnly(found, folder)
        (found.parameters().toArray.toSeq, rowsOf(found), epochsOf(found).map(_.loss()))
      }
      assert(all(1) == all(0) && all(2) == all(0))
      val alone = embedded(batchSize = 120, workers = 1, epochs = 8)
      val one = train(elastic(2, Synchronous), alone, visited(Seq(mine.flatten)), into(root.resolve("one")))
      assertClose(all(0)._1, one.parameters().toArray.toSeq)
      assertClose(all(0)._2, rowsOf(one))
      all(0)._3.zip(epochsOf(one).map(_.loss())).foreach { case (a, b) => assert(math.abs(a - b) < 1e-6) }
    }
  }

  private def assertClose(found: Seq[Float], expected: Seq[Float]): Unit = {
    assert(found.size == expected.size)
    found.zip(expected).foreach { case (a, b) => assert(math.abs(a - b) < 2e-6, s"$a and $b") }
  }

  for {
    (name, consistency) <- Seq(
      "synchronous" -> Synchronous,
      "asynchronous" -> Asynchronous,
      "bounded" -> new Consistency.BoundedStaleness(1)
    )
    features <- Seq(0, 2)
    accumulate <- Seq(1, 2)
  }
    test(s"$name training learns of users alone, with $features features, $accumulate batches a step") {
      withTempDir { root =>
        val validated = Seq(visits(Users, 3, features), visits(Users, 4, features))
        val training = Seq(visits(90, 1, features), visits(60, 2, features))
        val plan =
          embedded(features, epochs = 25, validated = true, accumulate = accumulate, learningRate = 0.3)
        val folder = root.resolve("tables")
        val trainer = elastic(2, consistency)
        val found = train(trainer, plan, visited(training, validated), into(folder))
        val last = epochsOf(found).last
        assert(last.metrics().get("accuracy") > 0.95, epochsOf(found).map(_.validationLoss()))
        assert(math.abs(lossOf(plan, found, validated.flatten) - last.validationLoss()) < 1e-5)
        stored(found)(tables => assert(tables.table(0).rows() == Users))
        assertOnly(found, folder)
      }
    }

  test("rows that occur in validation alone are those that ids start from, and are not stored") {
    withTempDir { root =>
      val plan = embedded(epochs = 2, validated = true)
      val unseen = Seq(visits(40, 3, firstUser = 1000), visits(40, 4, firstUser = 2000))
      val folder = root.resolve("tables")
      val found = train(elastic(2, Asynchronous), plan, visited(mine, unseen), into(folder))
      assert(math.abs(lossOf(plan, found, unseen.flatten) - epochsOf(found).last.validationLoss()) < 1e-5)
      stored(found)(tables => assert(tables.table(0).rows() == Users))
      assertOnly(found, folder)
    }
  }

  test("the tables of the best epoch are the result, with its parameters") {
    withTempDir { root =>
      val stopping = new Stopping(3, 0.0, Stopping.LOSS, true, 0, OnDivergence.FAIL)
      val controls = new Controls(Schedule.CONSTANT, Clipping.NONE, stopping)
      // Labels that say nothing: training learns them by heart, and validation gets worse.
      val noise = new scala.util.Random(5)
      def random(seed: Int) =
        visits(60, seed).map(visit => visit.copy(user = noise.nextInt(1000).toLong))
      val validated = Seq(random(3), random(4))
      val plan =
        embedded(epochs = 40, validated = true, controls = controls, learningRate = 0.5)
      val folder = root.resolve("tables")
      val shards = visited(Seq(random(1), random(2)), validated)
      val found = train(elastic(2, Synchronous), plan, shards, into(folder))
      val history = found.history()
      assert(history.stopReason() == StopReason.EARLY_STOPPING, epochsOf(found).map(_.validationLoss()))
      assert(history.resultEpoch() == history.bestEpoch())
      assert(history.bestEpoch() == history.epochs().size() - 3)
      val best = history.epochs().get(history.bestEpoch() - 1)
      assert(math.abs(lossOf(plan, found, validated.flatten) - best.validationLoss()) < 1e-5)
      assertOnly(found, folder)
    }
  }

  test("a run goes on from the tables of another one, with the state of their rows' optimizers") {
    withTempDir { root =>
      val trainer = elastic(2, Synchronous)
      def plan(epochs: Int) = embedded(epochs = epochs, batchSize = 60)
      val whole = train(trainer, plan(6), visited(mine), into(root.resolve("whole")))
      val first = train(trainer, plan(2), visited(mine), into(root.resolve("first"), keep = true))
      val rows = into(root.resolve("second"), Some(first.tables().get())).tables()
      val next =
        new TrainingStart(first.parameters(), first.optimizerState(), false).`with`(rows.get())
      // On another number of servers.
      val second = train(elastic(3, Synchronous), plan(4), visited(mine), next)
      assertClose(rowsOf(second), rowsOf(whole))
      assertClose(second.parameters().toArray.toSeq, whole.parameters().toArray.toSeq)
      assert(left(root.resolve("first")).size == 1) // It belongs to whoever has the first result.
      assertOnly(second, root.resolve("second"))
    }
  }

  for ((name, consistency) <- Seq("synchronous" -> Synchronous, "asynchronous" -> Asynchronous))
    test(s"a table that is full ends a $name run, with its name and the remedy") {
      withTempDir { root =>
        val small = userTable.withLifetime(
          new RowLifetime(10, RowAdmission.AT_ONCE, RowLifetime.NEVER, WhenFull.FAIL)
        )
        val recorder = new Recorder()
        val folder = root.resolve("tables")
        val thrown = intercept[TrainingFailedException](
          train(elastic(2, consistency), embedded(table = small), visited(mine), into(folder), recorder)
        )
        val pattern = "Training failed: Server [01] of 2: Embedding table 'users' is full: its shard has " +
          "5 rows in \\d+ bytes .*Raise maxRows or the server's memory .*add servers, or let .*"
        assert(thrown.getMessage.matches(pattern), thrown.getMessage)
        assert(!recorder.events.exists(_.isInstanceOf[TrainingEvent.EpochCompleted]))
        assert(left(root.resolve("tables")).isEmpty)
        assertNothingIsLeft()
      }
    }

  test("memory that does not suffice ends a run, and rows that make way let it go on") {
    withTempDir { root =>
      val memory = new TablesPlan(1L << 14, java.time.Duration.ofMinutes(1))
      val servers = new ServerPlan(1, Asynchronous).`with`(memory)
      val folder = root.resolve("tables")
      val thrown = intercept[TrainingFailedException](
        train(elastic(servers), embedded(), visited(mine), into(folder))
      )
      assert(thrown.getMessage.contains("' is full: "), thrown.getMessage)
      assert(left(root.resolve("tables")).isEmpty)
      val evicting = userTable.withLifetime(
        new RowLifetime(10, RowAdmission.AT_ONCE, RowLifetime.NEVER, WhenFull.EVICT)
      )
      val plan = embedded(table = evicting)
      val found = train(elastic(2, Asynchronous), plan, visited(mine), into(folder))
      stored(found)(tables => assert(tables.table(0).rows() <= 10))
      assertOnly(found, folder)
    }
  }

  test("rows that are not pushed for some updates are gone after the next segment begins") {
    withTempDir { root =>
      val ageing = userTable.withLifetime(
        new RowLifetime(RowLifetime.UNBOUNDED, RowAdmission.AT_ONCE, 3, WhenFull.FAIL)
      )
      val folder = root.resolve("tables")
      val plan = embedded(table = ageing, epochs = 2, batchSize = 1)
      val found = train(elastic(1, Synchronous), plan, visited(mine), into(folder))
      // The last segment is the second epoch: nothing older than 3 updates was there when it began.
      stored(found)(tables => assert(tables.table(0).rows() == Users))
      assertOnly(found, folder)
    }
  }

  private def controls(what: OnDivergence) = new Controls(
    Schedule.CONSTANT,
    Clipping.NONE,
    new Stopping(0, 0.0, Stopping.TRAINING_LOSS, false, 0, what)
  )

  private val wild = Seq(mine(0) :+ Visit(Seq.fill(2)(Float.NaN), 99, Nil), mine(1))

  for ((name, consistency) <- Seq("synchronous" -> Synchronous, "asynchronous" -> Asynchronous))
    test(s"a $name step that is skipped pushes no rows") {
      withTempDir { root =>
        val folder = root.resolve("tables")
        val plan = embedded(controls = controls(OnDivergence.SKIP), batchSize = 1)
        val found = train(elastic(2, consistency), plan, visited(wild), into(folder))
        epochsOf(found).foreach(epoch => assert(epoch.skippedSteps() == 1))
        stored(found)(tables => assert(tables.table(0).rows() == Users))
        assertOnly(found, folder)
      }
    }

  test("a run that is rolled back goes back with its tables, and their rates") {
    withTempDir { root =>
      // Steps are as large as the rate: a sum of two is infinite.
      val rate = 3e38
      val recorder = new Recorder()
      val plan = embedded(epochs = 1, controls = controls(OnDivergence.ROLL_BACK), learningRate = rate)
      val folder = root.resolve("tables")
      val found = train(elastic(2, Synchronous), plan, visited(mine), into(folder), recorder)
      val factors = recorder.events.collect { case event: TrainingEvent.RolledBack => event.rateFactor() }
      assert(factors.nonEmpty)
      assertOnly(found, folder)
      // As if it had begun with the rates that it has come to.
      val slow = userTable.withOptimizer(new RowOptimizer.RowWiseAdaGrad((0.5 * factors.last).toFloat, 1e-8f))
      val slowTags = new RowOptimizer.Sgd((0.1f * factors.last).toFloat)
      val direct =
        embedded(epochs = 1, learningRate = rate * factors.last, table = slow, tags = slowTags)
      val expected = train(elastic(2, Synchronous), direct, visited(mine), into(root.resolve("b")))
      assert(found.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
      assert(rowsOf(found) == rowsOf(expected))
    }
  }

  test("a run that diverges whatever its rate leaves no tables") {
    withTempDir { root =>
      val folder = root.resolve("tables")
      val plan = embedded(controls = controls(OnDivergence.ROLL_BACK))
      val thrown = intercept[TrainingDivergedException](
        train(elastic(2, Synchronous), plan, visited(wild), into(folder))
      )
      assert(thrown.getMessage.startsWith("Training diverged in epoch 1"), thrown.getMessage)
      assert(left(root.resolve("tables")).isEmpty)
      assertNothingIsLeft()
    }
  }

  test("what tables lack is refused before anything starts") {
    withTempDir { root =>
      def refused(body: => Any) = intercept[IllegalArgumentException](body).getMessage
      assert(
        refused(train(elastic(1, Synchronous), embedded(), visited(mine))) ==
          "Cannot train embedding tables without a folder for their snapshots"
      )
      assert(
        refused(train(elastic(1, Synchronous), plan(), shardsOf(2), into(root.resolve("a")))) ==
          "Cannot start from embedding tables (the rows have no columns of ids)"
      )
      assert(left(root).isEmpty)
      assertNothingIsLeft()
    }
  }
}
