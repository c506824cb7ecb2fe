package org.coherer.ml.trainer

import java.util.Collections.singletonList

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.SparkConf
import org.apache.spark.scheduler.{SparkListener, SparkListenerStageSubmitted}
import org.coherer.connector.cluster.Placements
import org.coherer.connector.column.InvalidParamException
import org.coherer.ml._
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** The values of the Param `trainer`. */
class TrainerSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private def refusal(stage: NeuralNetworkClassifier): InvalidParamException =
    intercept[InvalidParamException](stage.fit(blobs(30)))

  private def averaging(steps: Int = 2): NeuralNetworkClassifier =
    classifier().setTrainer("averaging").setAveragingSteps(steps)

  private def assertClose(found: Seq[Float], expected: Seq[Float], most: Double): Unit =
    found.zip(expected).foreach { case (a, b) => assert(math.abs(a - b) <= most) }

  test("every estimator has the Params, with the paper's outer optimizer as the default") {
    val stages = Seq(
      new NeuralNetworkClassifier,
      new NeuralNetworkRegressor,
      new NeuralNetworkEstimator,
      new Autoencoder
    )
    for (stage <- stages) {
      assert(Seq("trainer", "averagingSteps", "outerRate", "outerMomentum").forall(stage.hasParam))
      assert(stage.getOrDefault(stage.getParam("trainer")) == "allReduce")
      assert(stage.getOrDefault(stage.getParam("outerRate")) == 0.7)
      assert(stage.getOrDefault(stage.getParam("outerMomentum")) == 0.9)
    }
  }

  test("a name that no trainer has is refused, with those there are") {
    val e = refusal(classifier().setTrainer("gossip"))
    assert(
      e.getMessage == "Unknown trainer 'gossip' (must be one of allReduce, averaging, parameterServer, local)"
    )
    assert(e.params() == singletonList("trainer"))
  }

  test("what only averaging asks for is refused beside other trainers, by its name") {
    for (name <- Seq("allReduce", "local")) {
      val stage = classifier().setTrainer(name)
      val refused = Seq(
        "averagingSteps" -> stage.copy(org.apache.spark.ml.param.ParamMap.empty).setAveragingSteps(3),
        "outerRate" -> stage.copy(org.apache.spark.ml.param.ParamMap.empty).setOuterRate(1),
        "outerMomentum" -> stage.copy(org.apache.spark.ml.param.ParamMap.empty).setOuterMomentum(0)
      )
      for ((param, one) <- refused) {
        val e = refusal(one)
        assert(
          e.getMessage == s"$param is set and trainer is $name (only averaging asks for it; set trainer to" +
            s" averaging, or clear $param)"
        )
        assert(e.params() == java.util.List.of(param, "trainer"))
      }
    }
  }

  test("what only an all-reduce has a choice in is refused beside averaging") {
    for (
      (stage, what) <- Seq(
        averaging().setShardOptimizerState(true) -> "shardOptimizerState true (must be false",
        averaging().setReplicateOptimizerState(true) -> "replicateOptimizerState true (must be false",
        averaging().setOverlap("on") -> "overlap on (must be auto",
        averaging().setOverlap("off") -> "overlap off (must be auto",
        averaging().setBucketSize(64) -> "bucketSize 64 (must be 0"
      )
    ) {
      val e = refusal(stage)
      assert(e.getMessage == s"Invalid $what with the trainer averaging; only allReduce has a choice)")
      assert(e.params() == java.util.List.of(what.takeWhile(_ != ' '), "trainer"))
    }
    for (stage <- Seq(averaging(), classifier().setTrainer("parameterServer"))) {
      val e = refusal(stage.setHistograms(true))
      assert(
        e.getMessage == s"Invalid histograms true (must be false with the trainer ${stage.getTrainer}, whose" +
          " workers have no gradients in common; set trainer to allReduce or local for them)"
      )
      assert(e.params() == java.util.List.of("histograms", "trainer"))
    }
    for (
      set <- Seq[NeuralNetworkClassifier => Any](
        _.setAveragingSteps(0),
        _.setOuterRate(0),
        _.setOuterMomentum(1)
      )
    )
      assert(intercept[IllegalArgumentException](set(averaging())).getMessage.contains("given invalid value"))
  }

  test("averages after every step of SGD are those of an all-reduce") {
    val plain = classifier().setNetwork(network(new Sgd(0.1))).setNumWorkers(2)
    val expected = parameters(plain.fit(blobs(101)))
    val one = plain.copy(org.apache.spark.ml.param.ParamMap.empty).setTrainer("averaging")
    val found = one.setAveragingSteps(1).setOuterRate(1).setOuterMomentum(0).fit(blobs(101))
    assertClose(parameters(found), expected, 1e-6)
  }

  test("averaging learns, on the same fit with the same bits; its Params are the model's") {
    val stage = averaging(4).setNetwork(network(new Adam(0.01))).setMaxIter(15).setNumWorkers(2)
    val model = stage.fit(blobs(600))
    assert(model.evaluate(blobs(300, seed = 2)).accuracy > 0.9)
    assert(parameters(stage.fit(blobs(600))) == parameters(model))
    assert(model.artifact().provenance().params().get("trainer") == "\"averaging\"")
    assert(
      parameters(averaging(3).setNetwork(network(new Adam(0.01))).setMaxIter(15).fit(blobs(600))) !=
        parameters(model)
    )
  }

  test("local has the bits of one worker, and Spark sees no barrier stage") {
    val barriers = ArrayBuffer[Boolean]()
    val listener = new SparkListener {
      override def onStageSubmitted(submitted: SparkListenerStageSubmitted): Unit = barriers.synchronized {
        barriers += submitted.stageInfo.rddInfos.exists(_.isBarrier)
      }
    }
    val stage = classifier().setMaxIter(4).setValidationFraction(0.2).setEarlyStoppingPatience(3)
    val expected = stage.copy(org.apache.spark.ml.param.ParamMap.empty).setNumWorkers(1).fit(blobs(200))
    spark.sparkContext.addSparkListener(listener)
    val model = stage.setTrainer("local").fit(blobs(200))
    stage.setNumWorkers(1).fit(blobs(200))
    eventually(timeout(10.seconds), interval(1.millis))(assert(barriers.synchronized(barriers.size) >= 4))
    spark.sparkContext.removeSparkListener(listener)
    assert(!barriers.synchronized(barriers.contains(true)))
    assert(parameters(model) == parameters(expected))
    assert(model.summary().objectiveHistory().toSeq == expected.summary().objectiveHistory().toSeq)
    assert(model.artifact().provenance().run().workers() == 1)
  }

  test("local has one worker, and says so") {
    for (
      (stage, name) <- Seq(
        classifier().setTrainer("local").setNumWorkers(4) -> "numWorkers 4",
        classifier().setTrainer("local").setMinWorkers(2) -> "minWorkers 2"
      )
    ) {
      val e = refusal(stage)
      assert(
        e.getMessage == s"Invalid $name (must be 0 or 1 with the trainer local, which has one worker; allReduce" +
          " and averaging have several)"
      )
      assert(e.params() == java.util.List.of(name.takeWhile(_ != ' '), "trainer"))
    }
  }

  test("local needs no barrier stage, so dynamic allocation is fine; a second copy of its task is not") {
    val dynamic =
      new SparkConf(false).setMaster("spark://host:7077").set("spark.dynamicAllocation.enabled", "true")
    Placements.oneTask(dynamic, 0, 0).orThrow()
    val speculating = dynamic.set("spark.speculation", "true")
    Placements.oneTask(speculating, 1, 1).orThrow()
    speculating.set("spark.speculation.task.duration.threshold", "1h")
    val e = intercept[IllegalArgumentException](Placements.oneTask(speculating, 1, 1).orThrow())
    assert(e.getMessage.startsWith("Cannot train in a single task with spark.speculation=true"))
  }

  test("the session may say the trainer") {
    withConf("spark.coherer.trainer" -> "local") {
      assert(classifier().fit(blobs(60)).artifact().provenance().run().workers() == 1)
    }
    withConf("spark.coherer.trainer" -> "gossip") {
      assert(refusal(classifier()).getMessage.contains("spark.coherer.trainer"))
    }
  }

  test("fits that average otherwise do not resume from each other; local does from one worker's") {
    withTempDir { folder =>
      def in(stage: NeuralNetworkClassifier) = stage.setCheckpointDir(folder.toString)
      in(averaging(2)).fit(blobs(60))
      for (
        other <- Seq(
          averaging(3),
          averaging(2).setOuterRate(1),
          averaging(2).setOuterMomentum(0),
          classifier()
        )
      ) {
        val e = refusal(in(other).setResume("required"))
        assert(e.getMessage.startsWith("No checkpoint of this fit"), e.getMessage)
      }
      val first = in(averaging(2)).setResume("required").fit(blobs(60))
      assert(first.summary().totalIterations() == 3)
      val one = in(classifier().setNumWorkers(1)).fit(blobs(60))
      val local = in(classifier().setTrainer("local")).setResume("required").fit(blobs(60))
      assert(parameters(local) == parameters(one))
    }
  }

  test("a stage that is saved keeps its trainer") {
    withTempDir { folder =>
      val path = folder.resolve("stage").toString
      averaging(7).setOuterRate(0.5).save(path)
      val loaded = NeuralNetworkClassifier.load(path)
      assert(loaded.getTrainer == "averaging" && loaded.getAveragingSteps == 7 && loaded.getOuterRate == 0.5)
    }
  }
}
