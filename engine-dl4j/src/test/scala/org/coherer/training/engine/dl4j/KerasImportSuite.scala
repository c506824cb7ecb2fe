package org.coherer.training.engine.dl4j

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, IOException}
import java.nio.charset.StandardCharsets.UTF_8
import java.util.{OptionalDouble, Random}
import java.util.zip.{ZipEntry, ZipOutputStream}
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.concurrent.{Signaler, TimeLimits, ThreadSignaler}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._
import scala.io.Source

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.Transfer.NewOutput.Meaning
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.dl4j.translation.{NetworkTranslation, ParameterBlocks}
import org.coherer.training.engine.{
  Engine,
  ImageShape,
  NetworkEditing,
  NetworkFile,
  NetworkImport,
  Replica,
  ReplicaSettings,
  StepContext,
  Transfer
}

/** HDF5 files of Keras 2.15 and 3.5, with what Keras computes; see make_models.py and make_keras3.py beside
  * them.
  */
class KerasImportSuite
    extends AnyFunSuite
    with WithNetworks
    with WithBatches
    with WithTolerance
    with TimeLimits {

  implicit private val signaler: Signaler = ThreadSignaler

  private val engine = new Dl4jEngine
  private val limit = 1L << 20

  private def bytes(name: String): Array[Byte] = {
    val in = getClass.getResourceAsStream(s"keras/$name")
    try in.readAllBytes()
    finally in.close()
  }

  private def imported(file: Array[Byte], maxBytes: Long = limit): NetworkFile =
    engine.capability(classOf[NetworkImport]).get.importNetwork(new ByteArrayInputStream(file), maxBytes)

  private def imported(name: String): NetworkFile = imported(bytes(s"$name.h5"))

  private def problem(file: Array[Byte], maxBytes: Long = limit): String =
    intercept[IOException](imported(file, maxBytes)).getMessage

  /** The inputs and outputs of Keras. */
  private def rowsOf(name: String): Seq[Row] = {
    val lines = Source.fromBytes(bytes(s"$name.csv"))("UTF-8").getLines().toList
    lines.map { line =>
      val parts = line.split(';').map(_.split(',').map(_.toFloat))
      Row(parts(0), parts(1), 1f)
    }
  }

  private def opened[A](file: NetworkFile, by: Engine = engine)(use: Replica => A): A = {
    val replica = by.open(new ReplicaSettings(file.network(), OptionalDouble.of(0.02), 1, 1))
    try {
      replica.parameters().copyFrom(file.parameters())
      use(replica)
    } finally replica.close()
  }

  private val names =
    Seq("mlp", "cnn", "lstm", "branches", "residual", "series", "flattened", "pooled", "bag") ++
      Seq("keras3_stack", "keras3_graph", "keras3_steps")

  test("import: rows of images have their channels last, which the network says of its input") {
    val Seq(cnn, mlp) =
      Seq("cnn", "mlp").map(name => engine.describe(imported(name).network()).inputs().get(0))
    assert(cnn.image() == new ImageShape(3, 8, 7, ImageShape.Order.CHANNELS_LAST))
    assert(mlp.image() == null)
  }

  names.foreach { name =>
    test(s"import: $name computes what Keras computes, for rows in Keras's order") {
      val file = imported(name)
      val rows = rowsOf(name)
      val expected = rows.flatMap(_.target).toArray
      val shape = engine.describe(file.network())
      assert(
        shape.inputLength() == rows.head.features.length && shape.outputLength() == rows.head.target.length
      )
      Seq(engine, new Dl4jEngine(ExecutionPolicy.DL4J)).foreach { by =>
        opened(file, by)(replica => assertClose(predict(replica, batch(rows)), expected, 1e-5))
      }
    }

    test(s"import: $name learns on") {
      val file = imported(name)
      val some = rowsOf(name)
      // All the same, which any network can learn: a class, or numbers that any loss takes.
      val wanted = some.map(row => row.copy(target = oneHot(row.target.length, 0)))
      Seq(engine, new Dl4jEngine(ExecutionPolicy.DL4J)).foreach { by =>
        opened(file, by) { replica =>
          val filled = batch(wanted)
          val losses = (0 until 20).map { step =>
            val context = StepContext.at(step.toLong, 1).withSeed(step.toLong)
            val loss = replica.forwardBackward(filled, context)
            replica.optimizer().step(filled.weightSum(), context)
            loss
          }
          assert(losses.takeRight(5).sum < 0.95 * losses.take(5).sum)
        }
      }
    }

    test(s"import: $name is a file of DL4J's once it is written") {
      val file = imported(name)
      val out = new ByteArrayOutputStream
      engine.write(file, out)
      val again = imported(out.toByteArray)
      assert(again.network() == file.network())
      assertSameBits(again.parameters().toArray, file.parameters().toArray)
      val plain = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray))
      val rows = rowsOf(name)
      val outputs = plain.outputSingle(Nd4j.create(rows.map(_.features).toArray))
      assertClose(outputs.dup().data().asFloat(), rows.flatMap(_.target).toArray, 1e-5)
    }
  }

  test("import: what is not made of whole sequences runs on layers of our own") {
    names.filterNot(Set("series", "bag", "keras3_steps")).foreach { name =>
      val file = imported(name)
      val adapter = NetworkConfiguration.parse(file.network(), OptionalDouble.empty()).instantiate(1)
      try
        new NetworkTranslation(engine.describe(file.network()), 0, new ParameterBlocks(adapter))
          .translate(adapter.stages(), adapter.outputKeys())
          .close()
      finally adapter.model().params().close()
    }
  }

  test("import: the loss is the one that Keras had, or fits the activation") {
    val losses = Seq(
      "mlp" -> "LossMCXENT",
      "cnn" -> "LossMCXENT",
      "lstm" -> "LossBinaryXENT",
      "branches" -> "LossMAE",
      "residual" -> "LossMSLE",
      "pooled" -> "LossMSE",
      "bag" -> "LossBinaryXENT",
      "keras3_stack" -> "LossMAE"
    )
    losses.foreach { case (name, loss) =>
      assert(imported(name).network().text.contains(s"impl.$loss"), name)
    }
  }

  test("import: a dense layer and the softmax behind it become one, whose output can be replaced") {
    val other =
      new Transfer(
        new Transfer.Frozen.First(4),
        java.util.Optional.of(new Transfer.NewOutput(5, Meaning.CLASSES)),
        1
      )
    val editing = engine.capability(classOf[NetworkEditing]).get
    assert(engine.describe(editing.transfer(imported("cnn"), other).network()).outputLength() == 5)
  }

  test("import: a layer that is Python code, or that there is none for, is refused by name") {
    val message = problem(bytes("with_lambda.h5"))
    assert(
      message.startsWith("Cannot import the Keras network: layer 'lambda_1', Lambda, has no counterpart here")
    )
    assert(message.contains("(must be one of Dense, Conv2D,"))
    val custom = new String(bytes("mlp.h5"), "ISO-8859-1").replace("\"Dropout\"", "\"MyThing\"")
    assert(
      problem(custom.getBytes("ISO-8859-1"))
        .startsWith("Cannot import the Keras network: layer 'dropout_1', MyThing, has no counterpart here")
    )
  }

  private def changed(name: String, from: String, to: String): Array[Byte] = {
    require(from.length == to.length)
    val text = new String(bytes(s"$name.h5"), "ISO-8859-1")
    require(text.contains(from), from)
    text.replace(from, to).getBytes("ISO-8859-1")
  }

  test("import: settings that there is nothing for are refused with the remedy") {
    val cases = Seq(
      ("lstm", "\"mask_zero\": false", "\"mask_zero\": true ") ->
        "layer 'embedding_1', Embedding, has mask_zero = true (must be false)",
      ("lstm", "\"stateful\": false", "\"stateful\": true ") ->
        "layer 'lstm_2', LSTM, has stateful = true (must be false)",
      ("cnn", "\"channels_last\", \"dilation", "\"channels_1st?\", \"dilation") ->
        "layer 'conv2d_2', Conv2D, has data_format = \"channels_1st?\" (must be \"channels_last\")",
      (
        "mlp",
        "\"activation\": \"relu\"",
        "\"activation\": \"rule\""
      ) -> "has activation = \"rule\" (must be one of",
      ("mlp", "\"units\": 8", "\"units\": 9") ->
        "has a weight 'kernel' of shape [6, 8] (must be [6, 9])",
      ("mlp", "[null, 6]", "[null, 7]") -> "has a weight 'kernel' of shape [6, 8] (must be [7, 8])",
      (
        "mlp",
        "\"Sequential\"",
        "\"Subclassed\""
      ) -> "it is a Subclassed (must be a Sequential or a functional Model"
    )
    cases.foreach { case ((name, from, to), message) =>
      val found = problem(changed(name, from, to))
      assert(found.startsWith("Cannot import the Keras network: ") && found.contains(message))
    }
  }

  test("import: claims of huge sizes are refused before anything is allocated") {
    val huge = changed("mlp", "\"units\": 8, \"acti", "\"units\":8e9,\"acti")
    assert(problem(huge).contains("has units = 8.0E9 (must be a whole number above 0)"))
    val wide = changed("branches", "[null, 6]", "[9999999]")
    assert(problem(wide).contains("its input has"))
    assert(
      problem(bytes("mlp.h5"), 1000) ==
        "Cannot import the network: the file is larger than the limit of 1000 bytes"
    )
  }

  test("import: what is neither a zip nor an HDF5 file is refused with what was found") {
    assert(
      problem("hello, world".getBytes(UTF_8)) == "Cannot import the network: the file begins with " +
        "0x68656C6C6F2C2077 (must be a zip file of DL4J's ModelSerializer, or a .keras or HDF5 file of Keras)"
    )
    assert(problem(Array.emptyByteArray).contains("the file begins with nothing"))
  }

  private def zip(entries: (String, String)*): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val zip = new ZipOutputStream(out)
    entries.foreach { case (name, text) =>
      zip.putNextEntry(new ZipEntry(name))
      zip.write(text.getBytes(UTF_8))
      zip.closeEntry()
    }
    zip.close()
    out.toByteArray
  }

  test("import: a zip file of other things is refused with what was found and what to do") {
    val cases = Seq(
      "model.keras" -> "it is a file of Keras within a zip file: unpack it, and name that file",
      "a/weights.h5" -> "it is a file of Keras within a zip file: unpack it, and name that file",
      "model/saved_model.pb" -> "it is a SavedModel of TensorFlow: load it with Keras, and save it by model.save('x.h5')",
      "normalizer.bin" -> "save the network without normalizer and preprocessor",
      "info.yml" -> "must be a zip file of DL4J's ModelSerializer, and of nothing else"
    )
    cases.foreach { case (entry, remedy) =>
      assert(
        problem(zip(entry -> "")) == s"Cannot read the entry '$entry' of the network file: only " +
          s"configuration.json, coefficients.bin and updaterState.bin are known ($remedy)"
      )
    }
  }

  test("import: a zip file that names a foreign class is refused") {
    val foreign =
      perceptron(settings()).text
        .replaceFirst("org.deeplearning4j.nn.conf.layers.DenseLayer", "com.evil.Layer")
    assert(
      problem(zip("configuration.json" -> foreign, "coefficients.bin" -> ""))
        .contains("it names the class com.evil.Layer")
    )
  }

  /** Ends in an error that says so, or in a network; in no other way, and soon. */
  private def survives(file: Array[Byte]): Unit = failAfter(20.seconds) {
    try imported(file)
    catch { case e: IOException => assert(e.getMessage.startsWith("Cannot import")) }
    ()
  }

  test("import: files that are cut off end in an error") {
    Seq("mlp", "branches").map(name => bytes(s"$name.h5")).foreach { file =>
      val lengths = (9 until 2000 by 61) ++ (2000 until file.length - 4096 by 1021)
      lengths.foreach(length => survives(file.take(length)))
      lengths
        .filter(_ < 2000)
        .foreach(length => assert(problem(file.take(length)).startsWith("Cannot import")))
    }
  }

  test("import: files with flipped bytes end in an error or a network") {
    val random = new Random(5)
    Seq("mlp", "cnn", "lstm").map(name => bytes(s"$name.h5")).foreach { file =>
      (0 until 80).foreach { round =>
        val damaged = file.clone()
        // Half of them where the structure of the file lies.
        val range = if (round % 2 == 0) 3000 else file.length - 8
        (0 to round % 4).foreach { _ =>
          val at = 8 + random.nextInt(range)
          damaged(at) = (if (random.nextBoolean()) 0xff else random.nextInt(256)).toByte
        }
        survives(damaged)
      }
    }
  }
}
