package org.coherer.training.engine.dl4j.file

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, IOException}
import java.util.OptionalDouble
import java.util.zip.{ZipEntry, ZipInputStream, ZipOutputStream}
import org.deeplearning4j.nn.conf.MultiLayerConfiguration
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.nd4j.shade.jackson.databind.ObjectMapper
import org.nd4j.shade.jackson.databind.node.ObjectNode
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.engine.{WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.{Dl4jEngine, WithNetworks}
import org.coherer.training.engine.{NetworkFile, NetworkSpec, OptimizerState, ReplicaSettings}
import org.coherer.training.vector.{FlatVector, PackedVector}

class NetworkZipSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val network = perceptron(settings(new Adam(0.01)))
  private val limit = 1L << 20
  private lazy val parameters = opened(network)

  private def opened(network: NetworkSpec): Array[Float] = {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 4, 1))
    try replica.parameters().toArray
    finally replica.close()
  }

  private def written(saved: NetworkSpec = network): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    engine.write(new NetworkFile(saved, FlatVector.of(opened(saved): _*)), out)
    out.toByteArray
  }

  private def read(bytes: Array[Byte], maxBytes: Long = limit): NetworkFile =
    engine.read(new ByteArrayInputStream(bytes), maxBytes)

  private def problem(bytes: Array[Byte], maxBytes: Long = limit): String =
    intercept[IOException](read(bytes, maxBytes)).getMessage

  private def entries(bytes: Array[Byte]): Seq[(String, Array[Byte])] = {
    val zip = new ZipInputStream(new ByteArrayInputStream(bytes))
    Iterator.continually(zip.getNextEntry).takeWhile(_ != null).map(_.getName -> zip.readAllBytes()).toList
  }

  test("file: what is written is read, and the stream stays open") {
    Seq(network, convolutional(settings()), spec(skipping(settings()).toJson)).foreach { saved =>
      val file = read(written(saved))
      assert(file.network() == saved)
      assertSameBits(file.parameters().toArray, opened(saved))
    }
  }

  test("file: DL4J restores what is written") {
    val stack = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(written()))
    assertSameBits(stack.params().dup().data().asFloat(), parameters)
    val skipped = spec(skipping(settings()).toJson)
    val graph = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(written(skipped)))
    assertSameBits(graph.params().dup().data().asFloat(), opened(skipped))
    val some = batch(rows(4, inputs, classes, seed = 1))
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 4, 1))
    val expected =
      try predict(replica, some)
      finally replica.close()
    val features = Nd4j.create(rows(4, inputs, classes, seed = 1).map(_.features).toArray)
    assertClose(stack.output(features).dup('c').data().asFloat(), expected, 1e-6)
  }

  private def trained(): MultiLayerNetwork = {
    val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network.text))
    model.init()
    model.fit(Nd4j.rand(4, inputs), Nd4j.ones(4, classes))
    model
  }

  private def state(model: MultiLayerNetwork): Array[Float] =
    model.getUpdater.getStateViewArray.dup().data().asFloat()

  test("file: what DL4J writes is read, with the optimizer's state") {
    val model = trained()
    val out = new ByteArrayOutputStream()
    ModelSerializer.writeModel(model, out, true)
    assert(entries(out.toByteArray).map(_._1).contains("updaterState.bin"))
    val file = read(out.toByteArray)
    assertSameBits(file.parameters().toArray, model.params().dup().data().asFloat())
    assertSameBits(file.optimizerState().values().unpack().toArray, state(model))
    assert(file.optimizerState().steps() == 1 && file.optimizerState().epochs() == 0)
    // What it has been through is no part of the network.
    val counted = tree(model.getLayerWiseConfigurations.toJson).asInstanceOf[ObjectNode]
    assert(counted.get("iterationCount").asInt() == 1)
    assert(tree(file.network().text) == counted.put("iterationCount", 0))
    assert(engine.describe(file.network()).inputLength() == inputs)
  }

  test("file: DL4J restores the optimizer's state that is written") {
    val model = trained()
    val before = FlatVector.of(model.params().dup().data().asFloat(): _*)
    val out = new ByteArrayOutputStream()
    engine.write(new NetworkFile(network, before, optimizerState(state(model), 1, 0)), out)
    val restored = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray), true)
    assertSameBits(state(restored), state(model))
    assert(restored.getIterationCount == 1 && restored.getEpochCount == 0)
    // The next steps agree as well.
    val features = Nd4j.rand(4, inputs)
    Seq(model, restored).foreach(_.fit(features, Nd4j.ones(4, classes)))
    assertSameBits(restored.params().dup().data().asFloat(), model.params().dup().data().asFloat())
  }

  private def tree(text: String) = new ObjectMapper().readTree(text)

  private def optimizerState(values: Array[Float], steps: Long, epochs: Int): OptimizerState =
    new OptimizerState(new PackedVector(FlatVector.of(values: _*)), steps, epochs)

  test("file: an optimizer's steps and epochs are kept with its state, in stacks and in graphs") {
    for (saved <- Seq(network, spec(skipping(settings(new Adam(0.01))).toJson))) {
      val values = opened(saved)
      val out = new ByteArrayOutputStream()
      val state = optimizerState(values ++ values, 1234, 7)
      engine.write(new NetworkFile(saved, FlatVector.of(values: _*), state), out)
      val found = read(out.toByteArray).optimizerState()
      assert(found.steps() == 1234 && found.epochs() == 7)
      assertSameBits(found.values().unpack().toArray, values ++ values)
      assert(tree(read(out.toByteArray).network().text) == tree(saved.text))
    }
  }

  test("file: steps and epochs that cannot be are refused") {
    val out = new ByteArrayOutputStream()
    engine.write(
      new NetworkFile(network, FlatVector.of(parameters: _*), optimizerState(parameters, 3, 2)),
      out
    )
    def changed(name: String, before: Long, after: Long): Array[Byte] = {
      val (_, text) = entries(out.toByteArray).head
      val other =
        new String(text, "UTF-8").replaceFirst("\"" + name + "\" ?: ?" + before, "\"" + name + "\":" + after)
      rezip(("configuration.json" -> other.getBytes("UTF-8")) +: entries(out.toByteArray).tail)
    }
    assert(
      problem(changed("iterationCount", 3, -1)) ==
        "Cannot read the entry 'configuration.json' of the network file: " +
        "Invalid number of steps -1 of an optimizer's state (must be in [0, 1073741824])"
    )
    assert(
      problem(changed("epochCount", 2, 1L << 31)).startsWith("Cannot read the entry 'configuration.json'")
    )
  }

  test("file: an optimizer without state leaves no entry") {
    val out = new ByteArrayOutputStream()
    engine.write(new NetworkFile(network, FlatVector.of(parameters: _*), optimizerState(Array(), 0, 0)), out)
    assert(entries(out.toByteArray).map(_._1) == Seq("configuration.json", "coefficients.bin"))
    assert(read(out.toByteArray).optimizerState() == null)
  }

  test("file: where an optimizer keeps no values, its steps and epochs are its state") {
    for (saved <- Seq(perceptron(settings(new Sgd(0.1))), spec(skipping(settings(new Sgd(0.1))).toJson))) {
      val out = new ByteArrayOutputStream()
      engine.write(
        new NetworkFile(saved, FlatVector.of(opened(saved): _*), optimizerState(Array(), 12, 3)),
        out
      )
      assert(entries(out.toByteArray).map(_._1) == Seq("configuration.json", "coefficients.bin"))
      val file = read(out.toByteArray)
      val state = file.optimizerState()
      assert((state.steps(), state.epochs(), state.values().length()) == ((12, 3, 0)))
      assert(tree(file.network().text) == tree(saved.text) && read(written(saved)).optimizerState() == null)
    }
    val out = new ByteArrayOutputStream()
    val saved = perceptron(settings(new Sgd(0.1)))
    engine.write(
      new NetworkFile(saved, FlatVector.of(opened(saved): _*), optimizerState(Array(), 12, 3)),
      out
    )
    val theirs = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray), true)
    assert(theirs.getIterationCount == 12 && theirs.getEpochCount == 3)
  }

  test("file: what DL4J writes without the optimizer's values is read without a state") {
    val out = new ByteArrayOutputStream()
    ModelSerializer.writeModel(trained(), out, false)
    assert(!entries(out.toByteArray).map(_._1).contains("updaterState.bin"))
    val (_, text) = entries(out.toByteArray).head
    assert(tree(new String(text, "UTF-8")).get("iterationCount").asInt() == 1)
    val file = read(out.toByteArray)
    assert(file.optimizerState() == null && tree(file.network().text).get("iterationCount").asInt() == 0)
  }

  test("file: an optimizer's state that is too long is neither written nor read") {
    val file =
      new NetworkFile(network, FlatVector.of(parameters: _*), optimizerState(new Array[Float](322), 0, 0))
    val error = intercept[IllegalArgumentException](engine.write(file, new ByteArrayOutputStream()))
    assert(
      error.getMessage ==
        "Cannot write an optimizer's state of 322 values for 107 parameters (must be at most 321)"
    )
    val out = new ByteArrayOutputStream()
    Coefficients.write(FlatVector.allocate(322), out)
    assert(
      problem(rezip(entries(written()) :+ ("updaterState.bin" -> out.toByteArray))) ==
        "Cannot read the entry 'updaterState.bin' of the network file: " +
        "it holds 322 values (must be 1 to 321 for this network)"
    )
  }

  test("file: the engine says its version") {
    assert(engine.version().matches("""\d+\.\d+\.\d+.*"""), engine.version())
  }

  test("file: parameters of another network are not written") {
    val error = intercept[IllegalArgumentException](
      engine.write(new NetworkFile(network, FlatVector.allocate(5)), new ByteArrayOutputStream())
    )
    assert(error.getMessage == "Cannot write a network with 5 parameters (its description has 107)")
  }

  test("file: a file cut off anywhere is refused") {
    val whole = written()
    val contentEnd = whole.length - 200
    (Seq(0, 1, 29, 30, 31) ++ (100 until contentEnd by 211)).foreach { length =>
      val message = problem(whole.take(length))
      assert(message.startsWith("Cannot read the "))
      assert(message.contains("network file"))
    }
    assert(
      problem(
        whole.take(500)
      ) == "Cannot read the entry 'configuration.json' of the network file: it is cut off or damaged"
    )
  }

  test("file: a flipped bit is noticed") {
    val whole = written()
    val start = new String(whole, "ISO-8859-1").indexOf("coefficients.bin") + 100
    val broken = whole.clone()
    broken(start) = (broken(start) ^ 4).toByte
    assert(problem(broken).startsWith("Cannot read the entry 'coefficients.bin' of the network file: "))
  }

  test("file: other entries are refused by name") {
    Seq("preprocessor.bin", "normalizer.bin", "../../escape", "objects/x").foreach { name =>
      val file = rezip(entries(written()) :+ (name -> Array[Byte](1)))
      assert(problem(file).startsWith(s"Cannot read the entry '$name' of the network file: only "))
    }
    val file = rezip(entries(written()) :+ (("x" * 500 + "\n") -> Array[Byte](1)))
    assert(problem(file).length < 350)
    assert(!problem(file).contains("\n"))
  }

  private def rezip(entries: Seq[(String, Array[Byte])]): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    val zip = new ZipOutputStream(out)
    entries.foreach { case (name, content) =>
      zip.putNextEntry(new ZipEntry(name))
      zip.write(content)
    }
    zip.finish()
    out.toByteArray
  }

  test("file: an entry that is there twice is refused") {
    // Java writes no name twice: a name of the same length is put over it afterwards.
    val coefficients = entries(written()).last._2
    val once = rezip(entries(written()) :+ ("coefficients.bim" -> coefficients))
    val latin = java.nio.charset.StandardCharsets.ISO_8859_1
    val twice = new String(once, latin).replace("coefficients.bim", "coefficients.bin").getBytes(latin)
    assert(
      problem(twice) == "Cannot read the entry 'coefficients.bin' of the network file: it is there twice"
    )
  }

  test("file: an entry that is missing is named") {
    val Seq(configuration, coefficients) = entries(written())
    assert(problem(rezip(Seq(configuration))).contains("it has no entry 'coefficients.bin'"))
    assert(problem(rezip(Seq(coefficients, configuration))).contains("it comes before configuration.json"))
    assert(problem(Array.fill(100)(7)).contains("it has no entry 'configuration.json'"))
  }

  test("file: entries above the limit are refused, however well they are packed") {
    def bomb(name: String): Array[Byte] =
      rezip(entries(written()).filter(_._1 != name) :+ (name -> new Array[Byte](4 << 20)))
    assert(bomb("configuration.json").length < 20000)
    val first = rezip(Seq("configuration.json" -> new Array[Byte](4 << 20)))
    assert(
      problem(first) == "Cannot read the entry 'configuration.json' of the network file: " +
        "it unpacks to more than the limit of 1048576 bytes"
    )
    // Zeros are no array, which the first of them say.
    assert(
      problem(bomb("updaterState.bin")).endsWith(
        "it is not an array of 32-bit floats as ND4J writes it since 1.0.0-beta4"
      )
    )
    val longText = rezip(Seq("configuration.json" -> new Array[Byte](9 << 20)))
    assert(problem(longText, 1L << 40).endsWith("it unpacks to more than the limit of 8388608 bytes"))
    assert(problem(written(), maxBytes = 100).contains("more than the limit of 100 bytes"))
    val huge = perceptron(settings()).text.replace("\"nout\" : 7", "\"nout\" : 1000000")
    val claims = rezip(Seq("configuration.json" -> huge.getBytes("UTF-8"), entries(written()).last))
    assert(problem(claims).contains("parameters exceed the limit of 1048576 bytes"))
  }

  test("file: coefficients that do not match the network are refused") {
    val Seq(configuration, coefficients) = entries(written())
    val other = rezip(Seq(configuration, entries(written(spec(skipping(settings()).toJson))).last))
    assert(
      problem(other) == "Cannot read the entry 'coefficients.bin' of the network file: " +
        "it holds 199 parameters (the network has 107)"
    )
    val longer = rezip(Seq(configuration, "coefficients.bin" -> (coefficients._2 :+ 0.toByte)))
    assert(problem(longer).endsWith("it goes on after 107 parameters"))
    val shorter = rezip(Seq(configuration, "coefficients.bin" -> coefficients._2.dropRight(1)))
    assert(problem(shorter).endsWith("it is cut off or damaged"))
    val strange = rezip(Seq(configuration, "coefficients.bin" -> coefficients._2.map(b => (b ^ 1).toByte)))
    assert(problem(strange).startsWith("Cannot read the entry 'coefficients.bin' of the network file: it is"))
  }

  test("file: a network that cannot be described is refused") {
    val file = rezip(Seq("configuration.json" -> "{}".getBytes("UTF-8"), entries(written()).last))
    assert(
      problem(file).startsWith(
        "Cannot read the entry 'configuration.json' of the network file: Cannot read the network: "
      )
    )
  }
}
