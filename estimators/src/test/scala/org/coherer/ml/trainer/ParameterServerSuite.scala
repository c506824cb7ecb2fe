package org.coherer.ml.trainer

import org.apache.spark.sql.functions.col
import org.coherer.connector.column.InvalidParamException
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier, WithBlobs}
import org.coherer.testkit.{WithLogLines, WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

class ParameterServerSuite
    extends AnyFunSuite
    with WithSpark
    with WithBlobs
    with WithTempDir
    with WithLogLines {

  override protected def sparkSettings: Map[String, String] = Map("spark.master" -> "local[3]")

  private def served(): NeuralNetworkClassifier = classifier().setTrainer("parameterServer").setNumWorkers(2)

  private def accuracy(model: NeuralNetworkClassificationModel): Double = {
    val rows = blobs(300, seed = 9)
    model.transform(rows).filter(col("prediction") === col("label")).count() / 300.0
  }

  test("a synchronous fit has the bits of one by all-reduce") {
    val data = blobs(200)
    val found = served().setNumServers(1).fit(data)
    val expected = classifier().setNumWorkers(2).fit(data)
    assert(parameters(found) == parameters(expected))
    assert(
      found.summary.objectiveHistory.toSeq.map(_.toFloat) == expected.summary.objectiveHistory.toSeq
        .map(_.toFloat)
    )
  }

  for ((consistency, name) <- Seq("boundedStaleness" -> "bounded", "asynchronous" -> "asynchronous"))
    test(s"a fit with $name staleness learns as well") {
      val found = served().setConsistency(consistency).setMaxIter(30).fit(blobs(400))
      val expected = classifier().setNumWorkers(2).setMaxIter(30).fit(blobs(400))
      assert(accuracy(found) >= accuracy(expected) - 0.02)
    }

  test("more workers than slots take turns") {
    val turns = logged("org.coherer.connector.cluster.Placements") {
      val model = served().setNumWorkers(5).setConsistency("asynchronous").setMaxIter(4).fit(blobs(400))
      assert(model.summary.trainingHistory.epochs().get(3).rows() == 400)
    }
    assert(turns == Seq("INFO 5 workers take turns in 2 slots"))
  }

  test("a model, its Params and its validation are those of any other") {
    withTempDir { folder =>
      val estimator = served()
        .setConsistency("boundedStaleness")
        .setStaleness(2)
        .setValidationFraction(0.2)
        .setMaxIter(5)
      val model = estimator.fit(blobs(300))
      model.summary.trainingHistory.epochs().forEach(epoch => assert(epoch.validationLoss() > 0))
      model.write.overwrite().save(folder.resolve("model").toString)
      val read = NeuralNetworkClassificationModel.load(folder.resolve("model").toString)
      assert(parameters(read) == parameters(model))
    }
  }

  test("a fit that is begun again resumes from its checkpoints") {
    withTempDir { folder =>
      def estimator = served().setCheckpointDir(folder.toString).setCheckpointEpochs(1).setMaxIter(4)
      val first = estimator.fit(blobs(200))
      val lines = logged("org.coherer.training.progress")(
        assert(parameters(estimator.fit(blobs(200))) == parameters(first))
      )
      assert(lines.exists(_.contains("from a checkpoint")), lines.mkString("\n"))
    }
  }

  private def refused(body: => Any): InvalidParamException = intercept[InvalidParamException](body)

  test("Params that exclude each other, or that nobody asks for, are refused by name") {
    val data = blobs(50)
    assert(
      refused(served().setConsistency("eventual").fit(data)).getMessage ==
        "Unknown consistency 'eventual' (must be one of synchronous, boundedStaleness, asynchronous)"
    )
    val stale = refused(served().setStaleness(1).fit(data))
    assert(stale.getMessage.startsWith("staleness is set and consistency is synchronous "))
    val plain = refused(classifier().setNumServers(2).fit(data))
    assert(
      plain.getMessage.startsWith(
        "numServers is set and trainer is allReduce (only parameterServer asks for it"
      )
    )
    assert(
      refused(served().setDelayCompensation(0.5).fit(data)).getMessage
        .startsWith("Invalid delayCompensation 0.5 ")
    )
    assert(
      refused(served().setRateByStaleness(true).fit(data)).getMessage
        .startsWith("Invalid rateByStaleness true ")
    )
    assert(refused(served().setMinWorkers(1).fit(data)).params().contains("minWorkers"))
    assert(refused(served().setShardOptimizerState(true).fit(data)).params().contains("shardOptimizerState"))
    assert(
      refused(served().setNumServers(3).fit(data)).getMessage ==
        "Cannot train with 3 parameter servers: the cluster offers 3 slots, and a worker needs one as well (lower" +
        " numServers, or add executors)"
    )
    assert(
      refused(classifier().setTrainer("gossip").fit(data)).getMessage.startsWith("Unknown trainer 'gossip' ")
    )
  }
}
