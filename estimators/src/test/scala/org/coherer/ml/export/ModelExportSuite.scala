package org.coherer.ml.export

import java.io.IOException
import java.nio.file.{Files, Path}

import onnx.Onnx.{ModelProto, ValueInfoProto}
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.util.MLWritable
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, element_at, lit, array}
import org.coherer.ml._
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** Models as files of other libraries, by the option format of their writer. */
class ModelExportSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private lazy val data: DataFrame = blobs(60)
    .withColumn("kind", element_at(array(lit("a"), lit("b"), lit("c")), col("label").cast("int") + 1))
    .cache()

  private lazy val model = new NeuralNetworkClassifier()
    .setHiddenLayers(5)
    .setLabelCol("kind")
    .setMaxIter(2)
    .setNumWorkers(1)
    .fit(data)

  private def onnx(written: MLWritable, path: Path): ModelProto = {
    written.write.option("format", "onnx").save(path.toString)
    ModelProto.parseFrom(Files.readAllBytes(path))
  }

  private def described(value: ValueInfoProto): String = {
    val dimensions = value.getType.getTensorType.getShape.getDimList
    val sizes = (0 until dimensions.size()).map { i =>
      val one = dimensions.get(i)
      if (one.getDimParam.isEmpty) one.getDimValue.toString else one.getDimParam
    }
    s"${value.getName} ${sizes.mkString(" x ")}"
  }

  private def inputs(file: ModelProto) =
    (0 until file.getGraph.getInputCount).map(i => described(file.getGraph.getInput(i)))

  private def outputs(file: ModelProto) =
    (0 until file.getGraph.getOutputCount).map(i => described(file.getGraph.getOutput(i)))

  private def facts(file: ModelProto): Map[String, String] =
    (0 until file.getMetadataPropsCount).map { i =>
      file.getMetadataProps(i).getKey -> file.getMetadataProps(i).getValue
    }.toMap

  test("a classifier: inputs and outputs are called as its columns, and classes as in training") {
    withTempDir { folder =>
      val file = onnx(model, folder.resolve("model.onnx"))
      assert(inputs(file) == Seq("features N x 4"))
      assert(outputs(file) == Seq("probability N x 3", "prediction N"))
      assert(
        facts(file) == Map("model" -> "NeuralNetworkClassificationModel", "classes" -> "[\"a\",\"b\",\"c\"]")
      )
      assert(file.getOpsetImport(0).getVersion == 17 && file.getIrVersion == 8)
    }
  }

  test("columns that transform does not add have their default names, and thresholds no prediction") {
    withTempDir { folder =>
      val other = model.copy(org.apache.spark.ml.param.ParamMap.empty)
      other.setProbabilityCol("").setThresholds(Array(0.2, 0.3, 0.5))
      assert(outputs(onnx(other, folder.resolve("x"))) == Seq("probability N x 3"))
    }
  }

  test("a regressor, an autoencoder, a general model, and one whose numbers have columns of their own") {
    withTempDir { folder =>
      val regressor = new NeuralNetworkRegressor()
        .setHiddenLayers(4)
        .setLabelCol("weight")
        .setFeaturesCols("label", "id")
        .setMaxIter(1)
        .setNumWorkers(1)
        .fit(data)
      val file = onnx(regressor, folder.resolve("regressor"))
      assert(inputs(file) == Seq("features N x 2") && outputs(file) == Seq("prediction N x 1"))
      assert(facts(file)("columns") == "[\"label\",\"id\"]")
      val autoencoder = new Autoencoder().setLayers(4, 2, 4).setMaxIter(1).setNumWorkers(1).fit(data)
      assert(
        outputs(onnx(autoencoder, folder.resolve("autoencoder"))) == Seq(
          "reconstruction N x 4",
          "anomalyScore N"
        )
      )
      val general = new NeuralNetworkEstimator()
        .setNetwork(network())
        .setInputCols("features")
        .setTargetCols("label")
        .setOutputCols("scores")
        .setMaxIter(1)
        .setNumWorkers(1)
        .fit(data)
      val computed = onnx(general, folder.resolve("general"))
      assert(inputs(computed) == Seq("features N x 4") && outputs(computed) == Seq("scores N x 3"))
    }
  }

  test("plain DL4J computes with its file what transform adds") {
    withTempDir { folder =>
      val path = folder.resolve("model.zip")
      model.write.option("FORMAT", "dl4j").save(path.toString)
      val restored = ModelSerializer.restoreMultiLayerNetwork(path.toFile)
      model.transform(data).select("features", "probability").collect().foreach { row =>
        val features = row.getAs[Vector](0).toArray.map(_.toFloat)
        val found = restored.output(Nd4j.create(Array(features))).dup('c').data().asFloat()
        val expected = row.getAs[Vector](1).toArray
        expected.zip(found).foreach { case (p, q) => assert(math.abs(p - q.toDouble) < 1e-5) }
      }
    }
  }

  private def problem(options: (String, String)*): String = {
    val writer = model.write
    options.foreach { case (name, value) => writer.option(name, value) }
    withTempDir { folder =>
      val path = folder.resolve("model")
      val found = intercept[IllegalArgumentException](writer.save(path.toString)).getMessage
      assert(Files.list(folder).count() == 0)
      found
    }
  }

  test("unknown formats and options are refused, and leave nothing") {
    assert(
      problem(
        "format" -> "pmml"
      ) == "Unknown format 'pmml' (must be one of [dl4j, keras, onnx]; without one, the" +
        " model is saved for Coherer to load)"
    )
    assert(problem("fromat" -> "onnx") == "Unknown option 'fromat' (must be format or optimizerState)")
    assert(
      problem(
        "format" -> "onnx",
        "optimizerState" -> "true"
      ) == "Both options format and optimizerState are set (a" +
        " file of another library has no optimizer's state; omit one of them)"
    )
  }

  test(
    "what is there is replaced only if that is asked for, and stays if the format has no word for the model"
  ) {
    withTempDir { folder =>
      val path = folder.resolve("model.onnx")
      val first = onnx(model, path)
      val refused = intercept[IOException](onnx(model, path))
      assert(
        refused.getMessage.endsWith(
          "already exists. To overwrite it, please use write().overwrite().save(path)."
        )
      )
      model.write.overwrite().option("format", "onnx").save(path.toString)
      assert(ModelProto.parseFrom(Files.readAllBytes(path)) == first)
      val table = new NeuralNetworkClassifier()
        .setFeaturesCols("id", "kind")
        .setHiddenLayers(3)
        .setMaxIter(1)
        .setNumWorkers(1)
        .fit(data)
      val noWord = intercept[IllegalArgumentException](
        table.write.overwrite().option("format", "keras").save(path.toString)
      )
      assert(
        noWord.getMessage == "Cannot export the model as keras: column 'id' of a table is encoded in front of the" +
          " network (export it as onnx)"
      )
      assert(ModelProto.parseFrom(Files.readAllBytes(path)) == first)
      assert(inputs(onnx(table, folder.resolve("table"))) == Seq("id N x 1", "kind N x 1"))
    }
  }
}
