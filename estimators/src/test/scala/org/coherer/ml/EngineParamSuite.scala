package org.coherer.ml

import java.nio.file.Files

import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The Param engine, and what a fit asks of the engine. */
class EngineParamSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private def refusal(stage: NeuralNetworkClassifier): String =
    intercept[IllegalArgumentException](stage.fit(blobs(9))).getMessage

  private def of(engine: String): NeuralNetworkClassifier = classifier().setEngine(engine)

  test("the default is dl4j") {
    assert(new NeuralNetworkClassifier().getEngine == "dl4j" && new Autoencoder().getEngine == "dl4j")
  }

  test("a fit has the network described once") {
    for (stage <- Seq(of("counting"), of("counting").setOptimizer("adam").setValidationFraction(0.2))) {
      CountingEngine.described.set(0)
      CountingEngine.opened.set(0)
      val model = stage.setNumWorkers(2).fit(blobs(60))
      assert(CountingEngine.described.get == 1 && CountingEngine.opened.get >= 2)
      model.transform(blobs(9)).collect()
      assert(CountingEngine.described.get == 1)
    }
  }

  test("the engine that is named trains, with the bits that it has by another name, and runs the model") {
    val data = blobs(60)
    val model = of("counting").fit(data)
    assert(parameters(model) == parameters(classifier().fit(data)))
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model.write.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      assert(
        loaded.artifact.engine == "counting" && loaded.artifact.network.network == model.artifact.network.network
      )
      CountingEngine.opened.set(0)
      assert(
        loaded.transform(data).select("prediction").collect().toSeq ==
          model.transform(data).select("prediction").collect().toSeq
      )
      assert(CountingEngine.opened.get > 0)
      val onwards = of("counting").setInitialModelPath(path)
      onwards.clear(onwards.network()).asInstanceOf[NeuralNetworkClassifier].fit(data)
      val other = classifier().setInitialModelPath(path)
      other.clear(other.network())
      assert(
        refusal(
          other
        ) == s"Cannot start from initialModelPath '$path': Cannot read a network of engine 'counting'" +
          " with engine 'dl4j' (set engine to counting, or take a network that was written for dl4j)"
      )
    }
  }

  test("an engine that is not there is refused with those that are, and the setting that names it") {
    val expected = "Unknown engine 'nope' (must be one of [bare, counting, dl4j, staged], on the class path)"
    assert(refusal(of("nope")) == expected)
    withConf("spark.coherer.engine" -> "nope") {
      assert(refusal(classifier()) == expected + " [set by spark.coherer.engine]")
    }
    assert(intercept[IllegalArgumentException](of("nope").estimateModelSize(blobs(9))).getMessage == expected)
  }

  test("an engine without capabilities trains; Params that need one are refused by name") {
    val data = blobs(60)
    assert(parameters(of("bare").fit(data)) == parameters(classifier().fit(data)))
    def lacking(params: String, kind: String, others: String = "[counting, dl4j]") =
      s"Cannot use $params with engine 'bare', which has no $kind (clear $params, or set engine to one of" +
        s" $others)"
    assert(
      refusal(of("bare").setOptimizer("adam").setL2(0.1)) == lacking("optimizer, l2", "NetworkEditing")
    )
    assert(
      refusal(new NeuralNetworkClassifier().setLayers(4, 5, 3).setEngine("bare")) ==
        lacking("layers", "PerceptronBuilder", "[counting, dl4j, staged]")
    )
    withTempDir { folder =>
      val file = Files.write(folder.resolve("network.zip"), Array[Byte](1, 2, 3))
      val imported = new NeuralNetworkClassifier().setInitialModelPath(file.toString).setEngine("bare")
      assert(
        refusal(imported) == s"Cannot start from initialModelPath '$file': " +
          lacking("initialModelPath", "NetworkImport")
      )
      val path = folder.resolve("model").toString
      of("bare").fit(data).write.save(path)
      val frozen = new NeuralNetworkClassifier().setInitialModelPath(path).setEngine("bare")
      assert(refusal(frozen.setFrozenLayers(1)) == lacking("frozenLayers", "NetworkEditing"))
    }
  }
}
