package org.coherer.cluster

import java.nio.file.Files

import org.apache.spark.sql.SparkSession
import org.coherer.ml.NeuralNetworkClassificationModel
import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** Executors that are processes of their own. */
class LocalClusterSuite extends AnyFunSuite with WithSparkHome {

  private def onTwoExecutors(arguments: String*) =
    application(SparkApplication.localCluster(2, 1024), "org.coherer.cluster.ClusterApp", arguments: _*)

  private def withSettings(application: SparkApplication, settings: (String, String)*) = {
    val all = new java.util.HashMap[String, String](application.settings)
    settings.foreach { case (name, value) => all.put(name, value) }
    new SparkApplication(
      application.master,
      application.mainClass,
      application.classPath,
      all,
      application.arguments
    )
  }

  test("two executors train; another JVM loads the model and gives identical columns") {
    withTempDir { folder =>
      val model = folder.resolve("model").toString
      val scored = folder.resolve("scored").toString
      val output = run(onTwoExecutors("train", model, scored))
      assert(output.exitCode == 0 && output.values("slots") == Seq("2"))

      val spark = SparkSession
        .builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
      try {
        val expected = spark.read.parquet(scored).orderBy("id").collect().toSeq
        assert(expected.size == 600)
        val loaded = NeuralNetworkClassificationModel.load(model)
        val found = loaded.transform(ClusterApp.blobs(spark)).orderBy("id").collect().toSeq
        assert(found == expected)
        val right = found.count(row => row.getAs[Double]("prediction") == row.getAs[Double]("label"))
        assert(right > 0.9 * found.size)
        val again = ClusterApp.classifier().setNumWorkers(2).fit(ClusterApp.blobs(spark))
        assert(
          again.transform(ClusterApp.blobs(spark)).orderBy("id").collect().toSeq == expected,
          "two threads of one JVM must train what two processes train"
        )
      } finally spark.stop()
    }
  }

  test("two executors train, score and evaluate under a Kryo that refuses what is not registered") {
    val kryo = withSettings(
      onTwoExecutors("train-and-evaluate"),
      "spark.serializer" -> "org.apache.spark.serializer.KryoSerializer",
      "spark.kryo.registrationRequired" -> "true"
    )
    val output = run(kryo)
    assert(output.values("rows") == Seq("600") && output.values("accuracy").head.toDouble > 0.9, output.text)
  }

  test("one worker trains under dynamic allocation, which barrier stages cannot have") {
    val dynamic = withSettings(
      onTwoExecutors("allocate"),
      "spark.dynamicAllocation.enabled" -> "true",
      "spark.dynamicAllocation.shuffleTracking.enabled" -> "true",
      "spark.dynamicAllocation.minExecutors" -> "0",
      "spark.dynamicAllocation.initialExecutors" -> "0",
      "spark.dynamicAllocation.maxExecutors" -> "2"
    )
    val output = run(dynamic)
    assert(
      output.values("refused").head.startsWith("Cannot train with spark.dynamicAllocation.enabled=true"),
      output.text
    )
    assert(output.values("before") == Seq("0") && output.values("after").head.toInt > 0, output.text)
    assert(output.values("workers") == Seq("1") && output.values("accuracy").head.toDouble > 0.9, output.text)
  }

  test("twelve fits of three threads side by side leave the shuffle that they all read as it is") {
    val output = run(onTwoExecutors("side-by-side"))
    assert(output.values("fitted") == Seq.fill(12)("Success(3)"), output.text)
    assert(output.values("sum") == Seq.fill(2)("719400.0") && output.values("kept") == Seq("true"))
  }

  test(
    "more workers than slots are refused with both numbers within two seconds, with nothing left running"
  ) {
    val output = run(onTwoExecutors("too-many-workers", "3"))
    assert(
      output.values("refused") ==
        Seq("Cannot train with 3 workers: the cluster offers 2 slots (lower numWorkers, or add executors)")
    )
    assert(output.values("millis").head.toLong < 2000)
    assert(output.values("jobs") == Seq("0"))
  }

  test(
    "an executor that is killed in mid training is replaced, no step is repeated, the result is that of an undisturbed run, and no file is left"
  ) {
    withTempDir { folder =>
      val output = run(withSettings(onTwoExecutors("kill-an-executor"), "spark.local.dir" -> folder.toString))
      assert(output.values("killed") == Seq("true"), output.text)
      assert(output.values("pids").flatMap(_.split(",")).distinct.size >= 3, output.text)
      assert(output.values("equal") == Seq("true") && output.values("epochs") == Seq("400"), output.text)
      // The driver hears of an epoch after its last step.
      val (before, after) = (output.values("killed_epoch"), output.values("resumed_epoch"))
      assert(after.size == 1 && after.head.toInt > before.head.toInt, output.text)
      assert(output.values("kept_by") == Seq("1"), output.text)
      // The killed executor had rows in files there, which had no name any more.
      val held = output.values("held")
      assert(held.nonEmpty && held.forall(file => file.startsWith(folder.toString)), output.text)
      assert(held.forall(_.endsWith("(deleted)")), output.text)
      val left = Files.walk(folder)
      try assert(left.noneMatch(file => file.getFileName.toString.startsWith("coherer-cache-")))
      finally left.close()
    }
  }
}
