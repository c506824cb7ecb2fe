package org.coherer.ml.preflight

import java.nio.file.Files
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.{CountDownLatch, TimeUnit}

import org.apache.spark.ml.feature.{StringIndexer, VectorAssembler}
import org.apache.spark.ml.tuning.CrossValidator
import org.apache.spark.ml.{Pipeline, PipelineStage}
import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}
import org.apache.spark.sql.DataFrame
import org.coherer.connector.memory.ExecutorMemory.Manager
import org.coherer.connector.preflight.{Finding, PreflightReport}
import org.coherer.ml._
import org.coherer.testkit.{WithLogLines, WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** What would keep a fit from working is told without a job, within two seconds. */
class PreflightSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir with WithLogLines {

  // Anywhere but on Kubernetes it has no effect, beside a warning.
  private val Selector = "spark.kubernetes.node.selector.kubernetes.io/arch"

  override protected def sparkSettings: Map[String, String] = Map(Selector -> "riscv64")

  /** How many jobs start meanwhile: a last one, which does not count, tells that all have been seen. */
  private def jobsOf[T](body: => T): (T, Int) = {
    val jobs = new AtomicInteger
    val last = new CountDownLatch(1)
    val listener = new SparkListener {
      override def onJobStart(job: SparkListenerJobStart): Unit =
        if (job.properties.getProperty("spark.jobGroup.id") == "last") last.countDown()
        else { jobs.incrementAndGet(); () }
    }
    spark.sparkContext.addSparkListener(listener)
    try {
      val result = body
      spark.sparkContext.setJobGroup("last", "the last one")
      try spark.sparkContext.parallelize(Seq(1), 1).count(): Unit
      finally spark.sparkContext.clearJobGroup()
      assert(last.await(30, TimeUnit.SECONDS))
      (result, jobs.get)
    } finally spark.sparkContext.removeSparkListener(listener)
  }

  /** Without a job, in time; the first use of the engine in a JVM loads native libraries. */
  private def check(stage: PipelineStage, data: DataFrame): PreflightReport = {
    Preflight.check(spark, perceptron(), data): Unit
    val start = System.nanoTime()
    val (report, jobs) = jobsOf(Preflight.check(spark, stage, data))
    assert(System.nanoTime() - start < 2000000000L)
    assert(jobs == 0)
    report
  }

  private def perceptron(): NeuralNetworkClassifier =
    new NeuralNetworkClassifier().setLayers(Features, 8, Classes).setMaxIter(2).setBatchSize(16)

  private def messages(findings: java.util.List[Finding]): Seq[String] =
    findings.toArray(Array[Finding]()).toSeq.map(_.message())

  private def errors(report: PreflightReport): Seq[String] = messages(report.errors())

  test("a warning is logged once for two fits, and not for what is only looked at") {
    Preflight.check(spark, perceptron(), blobs(30)): Unit
    val lines = logged("org.coherer.preflight") {
      perceptron().fit(blobs(30))
      perceptron().setNumWorkers(1).fit(blobs(60))
    }
    assert(lines.size == 1, lines)
    assert(lines.head.startsWith(s"WARN Executors run on riscv64 by $Selector, and the driver on "))
  }

  test("of a fit that works nothing is said but warnings, and what it takes") {
    val report = check(perceptron().setNumWorkers(2), blobs(30))
    assert(errors(report) == Seq())
    assert(
      messages(report.warnings()).map(_.takeWhile(_ != ',')) == Seq(s"Executors run on riscv64 by $Selector")
    )
    val fit = report.memory().get
    val parameters = (Features + 1) * 8 + (8 + 1) * Classes
    assert(fit.parameters() == parameters)
    assert(fit.workers() == 2)
    assert(fit.worker().network() == 4 * 4 * parameters) // Adam keeps two values
    // Dropout in front of the last layer keeps its output and what it has drawn.
    assert(fit.worker().outputs() == 4 * 16 * (2 * (8 + Classes) + 2 * 8))
    assert(fit.worker().batches() == 12 * 16 * (Features + Classes))
    assert(fit.worker().exchange() == 2 << 20)
    assert(report.granted().manager() == Manager.LOCAL)
    assert(report.notes().isEmpty)
  }

  test("all that is wrong is told at once") {
    withTempDir { folder =>
      val file = Files.write(folder.resolve("file"), Array[Byte](1))
      val stage = perceptron().setNumWorkers(5).setCheckpointDir(s"$file/below").setLabelCol("none")
      val found = errors(check(stage, blobs(30)))
      assert(found.size == 3, found)
      assert(
        found.head == "Cannot train with 5 workers: the cluster offers 2 slots (lower numWorkers, or add executors)"
      )
      assert(found(1).startsWith(s"Invalid checkpointDir $file/below: "))
      assert(found(2).contains("none"))
    }
  }

  test("Params that contradict each other, networks that are none and settings that nobody knows") {
    val data = blobs(30)
    val averaging = errors(check(perceptron().setAveragingSteps(3), data))
    assert(averaging.exists(_.startsWith("averagingSteps is set and trainer is allReduce")), averaging)
    val broken = errors(check(new NeuralNetworkClassifier().setNetwork("{}"), data))
    assert(broken.exists(_.startsWith("Cannot read the network")), broken)
    withConf("spark.coherer.maxItr" -> "3") {
      val unknown = Preflight.check(spark, perceptron(), data)
      assert(errors(unknown).head.startsWith("Unknown setting spark.coherer.maxItr"))
      assert(unknown.errors().get(0).name() == "spark.coherer.*")
    }
    withConf("spark.coherer.numWorkers" -> "7") {
      val slots = errors(check(perceptron(), data))
      assert(slots.head.startsWith("Cannot train with 7 workers"))
    }
  }

  test("every kind of estimator, also where the rows have to tell sizes") {
    val data = new VectorAssembler()
      .setInputCols(Array("weight", "id"))
      .setOutputCol("known")
      .transform(blobs(30))
    val chosen = check(new NeuralNetworkClassifier().setFeaturesCol("known"), data)
    assert(errors(chosen) == Seq() && chosen.memory().isPresent)
    val regressor = check(new NeuralNetworkRegressor().setFeaturesCol("known"), data)
    assert(errors(regressor) == Seq() && regressor.memory().isPresent)
    val autoencoder = check(new Autoencoder().setFeaturesCol("known").setLayers(2, 1, 2), data)
    assert(errors(autoencoder) == Seq() && autoencoder.memory().isPresent, autoencoder)
    val general = new NeuralNetworkEstimator()
      .setNetwork(network())
      .setInputCols("features")
      .setTargetCols("label")
    assert(errors(check(general, data)) == Seq())
    val unknown = check(new NeuralNetworkClassifier(), data)
    assert(errors(unknown) == Seq() && !unknown.memory().isPresent)
    assert(unknown.notes().get(0).startsWith("network and memory, for only a row says how many values"))
  }

  test("a pipeline is followed up to the estimator") {
    val session = spark
    import session.implicits._
    val raw = Seq(("a", 1.0, 2.0)).toDF("text", "x", "y")
    val stages = Array[PipelineStage](
      new StringIndexer().setInputCol("text").setOutputCol("label"),
      new VectorAssembler().setInputCols(Array("x", "y")).setOutputCol("features"),
      new NeuralNetworkClassifier().setLayers(2, 4, 2).setNumWorkers(9)
    )
    val report = check(new Pipeline().setStages(stages), raw)
    assert(errors(report).map(_.takeWhile(_ != ':')) == Seq("Cannot train with 9 workers"))
    assert(report.memory().get.parameters() == 3 * 4 + 5 * 2)
    val broken = new Pipeline().setStages(stages.updated(1, new VectorAssembler().setInputCols(Array("z"))))
    assert(errors(Preflight.check(spark, broken, raw)).exists(_.contains("z")))
    val other = intercept[IllegalArgumentException](Preflight.check(spark, new CrossValidator, raw))
    assert(other.getMessage.startsWith("Cannot check a CrossValidator (must be an estimator of Coherer"))
  }

  test("a fit with an error ends before any job, and with the same message") {
    val data = blobs(30)
    val (error, jobs) = jobsOf(intercept[IllegalArgumentException](perceptron().setNumWorkers(5).fit(data)))
    assert(jobs == 0)
    assert(error.getMessage == errors(Preflight.check(spark, perceptron().setNumWorkers(5), data)).head)
  }

  test("the report as text") {
    val text = check(perceptron().setNumWorkers(5), blobs(30)).text()
    val lines = text.split("\n").toSeq
    assert(lines.head == "Pre-flight: 1 error, 1 warning")
    assert(lines(1).matches("  application: Spark \\S+, Java \\d+, local\\[2\\]"))
    assert(lines(2) == "  cluster: 2 slots, in the driver, spark.task.cpus 1")
    val memory = "  network: 67 parameters; a worker takes 2 MB off the heap: .*, exchange 2 MB, rows .*"
    assert(lines.exists(_.matches(memory)), text)
    val error = lines.indexOf("ERROR numWorkers")
    assert(
      lines.slice(error + 1, error + 4) == Seq(
        "  Cannot train with 5 workers",
        "  why: the cluster offers 2 slots",
        "  remedy: lower numWorkers, or add executors"
      )
    )
    assert(lines.indexOf(s"WARNING $Selector") > error)
  }

  test("the session alone") {
    val report = Preflight.check(spark)
    assert(errors(report) == Seq() && !report.memory().isPresent)
  }

  test("the program looks at what is saved") {
    withTempDir { folder =>
      val Seq(estimator, data, model) = Seq("estimator", "data", "model").map(name => s"$folder/$name")
      perceptron().setNumWorkers(5).write.save(estimator)
      blobs(30).write.parquet(data)
      val options = PreflightCommand.parse("--estimator", estimator, "--data", data)
      assert(errors(PreflightCommand.report(spark, options)).head.startsWith("Cannot train with 5 workers"))
      new VectorAssembler().write.save(model)
      val refused = intercept[IllegalArgumentException] {
        PreflightCommand.report(spark, PreflightCommand.parse("--estimator", model, "--data", data))
      }
      assert(refused.getMessage.startsWith(s"Cannot check what is saved at $model: it is of another class"))
      assert(errors(PreflightCommand.report(spark, PreflightCommand.parse())) == Seq())
    }
  }

  test("the program's arguments") {
    def problem(arguments: String*) =
      intercept[IllegalArgumentException](PreflightCommand.parse(arguments: _*)).getMessage
    assert(problem("--estimater", "a").startsWith("Invalid argument '--estimater' (must be --estimator PATH"))
    assert(problem("--data").startsWith("Invalid argument '--data'"))
    assert(problem("--data", "a").startsWith("--estimator and --data need each other"))
  }
}
