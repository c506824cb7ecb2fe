package org.coherer.training.engine.dl4j.export

import java.util.{Arrays, Collections, TreeMap}

import org.coherer.testkit.engine.Row
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec}
import org.coherer.training.encoding._
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.export.{ExportedModel, ExportedOutputs}
import org.deeplearning4j.nn.conf.graph.MergeVertex
import org.deeplearning4j.nn.conf.layers.{EmbeddingLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** What a model does in front of its network and behind it goes along. */
class OnnxModelsSuite extends AnyFunSuite with WithOnnxRuntime {

  private val count = 9

  /** Rows far from 0, in units of their own. */
  private val raw: Seq[Array[Float]] = rows(count, inputs, classes, seed = 5).map { row =>
    row.features.zipWithIndex.map { case (value, i) => 1000f * i + value * (i + 1) }
  }

  private val means = Array.tabulate(inputs)(i => 1000f * i + 0.5f)
  private val factors = Array.tabulate(inputs)(i => if (i == 4) 0f else 1f / (i + 1))

  private def encoded(encoding: FeatureEncoding, rows: Seq[Array[Float]]): Seq[Array[Float]] = rows.map {
    row =>
      val into = new Array[Float](encoding.encodedLength(row.length))
      encoding.encode(row.clone(), into)
      into
  }

  private lazy val classifier = trained(perceptron(settings()))

  private def found(model: ExportedModel): Map[String, Array[Float]] =
    run(bytes(model, "onnx"), model.inputs().toArray(Array[String]()).toSeq, raw)

  private def softmaxOf(probabilities: Array[Float], temperature: Double): Array[Float] =
    probabilities
      .grouped(classes)
      .flatMap { row =>
        val powers = row.map(p => math.pow(p.toDouble, 1 / temperature))
        powers.map(power => (power / powers.sum).toFloat)
      }
      .toArray

  private val classOutputs = new ExportedOutputs.Classes("probability", "prediction", 1)

  test("features are standardized, with and without a limit, or rescaled") {
    Seq[FeatureEncoding](
      new Standardization(means, factors),
      new Standardization(means, factors, 3f),
      new Rescaling(1 / 500f, -2f)
    ).foreach { features =>
      val probability = found(model(classifier, classOutputs, features))("probability")
      withClue(features)(assertClose(probability, predicted(classifier, encoded(features, raw)), 1e-5))
    }
  }

  test("images are standardized in the order of their rows") {
    val network = trained(convolutional(settings()))
    val features = new Standardization(
      Array.tabulate(pixels)(i => i.toFloat),
      Array.tabulate(pixels)(i => 1f / (1 + i % 3))
    )
    val images = rows(count, pixels, classes, seed = 6).map(row =>
      row.features.zipWithIndex.map { case (value, i) =>
        value + i
      }
    )
    val exported = model(network, classOutputs, features)
    val found = run(bytes(exported, "onnx"), Seq("row of input"), images)
    assertClose(found("probability"), predicted(network, encoded(features, images)), 1e-5)
  }

  test("probabilities are calibrated, and the prediction is the most probable class") {
    val features = new Standardization(means, factors)
    val computed = predicted(classifier, encoded(features, raw))
    val exported = model(classifier, new ExportedOutputs.Classes("p", "best", 2.5), features)
    val all = found(exported)
    assertClose(all("p"), softmaxOf(computed, 2.5), 1e-5)
    val best = computed.grouped(classes).map(row => row.indexOf(row.max).toFloat).toArray
    assert(all("best").toSeq == best.toSeq && best.distinct.length > 1)
  }

  test("where thresholds choose the class, there is no prediction") {
    val exported = model(classifier, new ExportedOutputs.Classes("p", "", 1))
    assert(found(exported).keySet == Set("p"))
  }

  private def output(width: Int, loss: LossFunction, activation: Activation): NetworkSpec =
    stack(
      settings(),
      dense(inputs, 7),
      new OutputLayer.Builder(loss).nIn(7).nOut(width).activation(activation).build()
    )

  test("labels are those whose probability exceeds their threshold") {
    val network = trained(output(3, LossFunction.XENT, Activation.SIGMOID))
    val features = new Standardization(means, factors)
    val computed = predicted(network, encoded(features, raw))
    val thresholds = Seq(0.5, 0.4, 0.6)
    val boxed = Arrays.asList(thresholds.map(Double.box): _*)
    val all = found(model(network, new ExportedOutputs.Labels("p", "labels", boxed), features))
    assertClose(all("p"), computed, 1e-5)
    val expected = computed.zipWithIndex.map { case (p, i) => if (p > thresholds(i % 3)) 1f else 0f }
    assert(all("labels").toSeq == expected.toSeq && expected.distinct.length == 2)
  }

  test("predicted numbers are in the units of the targets") {
    val network = trained(output(2, LossFunction.MSE, Activation.IDENTITY))
    val features = new Standardization(means, factors)
    val computed = predicted(network, encoded(features, raw))
    val targets = new Standardization(Array(20f, -3f), Array(0.1f, 4f))
    val values = found(model(network, new ExportedOutputs.Values("y", targets), features))("y")
    assertClose(
      values,
      computed.zipWithIndex.map { case (z, i) => targets.invert(i % 2, z.toDouble).toFloat },
      1e-4
    )
  }

  test("the predicted level is the highest that is reached") {
    val network = trained(output(3, LossFunction.XENT, Activation.SIGMOID))
    val computed = predicted(network, raw.map(_.map(_ / 5000)))
    val levels = Arrays.asList(Seq(10.0, 20.0, 35.0, 60.0).map(Double.box): _*)
    val outputs = new ExportedOutputs.Levels("reached", "level", levels)
    val all = found(model(network, outputs, new Rescaling(1 / 5000f, 0f)))
    assertClose(all("reached"), computed, 1e-5)
    val expected = computed.grouped(3).map(row => levels.get(row.count(_ > 0.5f)).toFloat).toArray
    assert(all("level").toSeq == expected.toSeq)
  }

  test("an autoencoder reconstructs in the units of the features, and scores what entered the network") {
    val network = trained(output(inputs, LossFunction.MSE, Activation.IDENTITY))
    Seq[Scaling](new Standardization(means, factors), new Rescaling(1 / 1000f, -1f)).foreach { scaling =>
      val entered = encoded(scaling, raw)
      val computed = predicted(network, entered)
      val all = found(model(network, new ExportedOutputs.Reconstruction("x", "score", scaling), scaling))
      val expected = computed.zipWithIndex.map { case (z, i) =>
        scaling.invert(i % inputs, z.toDouble).toFloat
      }
      assertClose(all("x"), expected, 2e-3)
      val scores = computed
        .grouped(inputs)
        .zip(entered.iterator)
        .map { case (y, x) =>
          (y.zip(x).map { case (a, b) => math.pow(a.toDouble - b, 2) }.sum / inputs).toFloat
        }
        .toArray
      withClue(scaling)(assertClose(all("score"), scores, 1e-5))
    }
  }

  /** Plain numbers of the columns in front, and an embedding for each of the last two. */
  private def tableNetwork(numbers: Int, rows: Int*): NetworkSpec = {
    val graph = settings().graphBuilder()
    val inputs = "numbers" +: rows.indices.map(i => s"rows $i")
    graph.addInputs(inputs: _*)
    rows.zipWithIndex.foreach { case (words, i) =>
      val embedding = new EmbeddingLayer.Builder().nIn(words).nOut(2).activation(Activation.IDENTITY).build()
      graph.addLayer(s"embedded $i", embedding, s"rows $i")
    }
    graph.addVertex("all", new MergeVertex(), "numbers" +: rows.indices.map(i => s"embedded $i"): _*)
    graph.addLayer("out", softmax(numbers + 2 * rows.length), "all")
    spec(graph.setOutputs("out").build().toJson)
  }

  private def texts(values: Seq[String], rare: Boolean, missing: Boolean, embedded: Boolean) =
    new CategoryEncoding(CategoryEncoding.Type.TEXT, Arrays.asList(values: _*), rare, missing, embedded)

  private def numbered(values: Seq[String], rare: Boolean, missing: Boolean, embedded: Boolean) =
    new CategoryEncoding(CategoryEncoding.Type.NUMBER, Arrays.asList(values: _*), rare, missing, embedded)

  private val table = new TableEncoding(
    Arrays.asList(
      new NumberEncoding(30f, 0.1f, 0f, true, true),
      texts(Seq("red", "green", "blue"), rare = true, missing = true, embedded = false),
      texts(Seq("north", "south"), rare = false, missing = false, embedded = true),
      new NumberEncoding(2f, 0.5f, 3f, false, false),
      numbered(Seq("1", "2.5", "7"), rare = true, missing = false, embedded = false),
      numbered(Seq("0", "1"), rare = false, missing = true, embedded = false),
      numbered(Seq("10", "20", "30"), rare = true, missing = true, embedded = true)
    )
  )

  private val columns = Seq("age", "colour", "region", "size", "kind", "flag", "code")

  test("the columns of a table are encoded: numbers, texts and categories, missing and unknown ones") {
    val ages = Array(31f, Float.NaN, 18f, 55f)
    val colours = Array("red", "", "violet", "blue")
    val regions = Array("south", "north", "", "west")
    val sizes = Array(2f, Float.NaN, -9f, 80f)
    val kinds = Array(2.5f, 7f, 3f, Float.NaN)
    val flags = Array(1f, 0f, Float.NaN, 5f)
    val codes = Array(20f, 11f, Float.NaN, 30f)
    def code(text: String) = if (text.isEmpty) Float.NaN else ValueCode.ofText(text)
    def numberCode(number: Float) = if (number.isNaN) number else ValueCode.ofNumber(number.toDouble)
    val records = ages.indices.map { i =>
      Array(
        ages(i),
        code(colours(i)),
        code(regions(i)),
        sizes(i),
        numberCode(kinds(i)),
        numberCode(flags(i)),
        numberCode(codes(i))
      )
    }
    val network =
      tableNetwork(table.numbers(), table.embeddings().toArray(Array[Integer]()).map(_.toInt).toSeq: _*)
    def data(row: Row): Row =
      row.copy(features = row.features.zipWithIndex.map { case (value, i) =>
        if (i < table.numbers()) value else (math.abs(value.toDouble) * 3).toInt.min(3).toFloat
      })
    val file = trained(network, data)
    val exported = new ExportedModel(
      file,
      Arrays.asList(columns: _*),
      table,
      classOutputs,
      new TreeMap[String, String](Collections.singletonMap("classes", "[\"a\",\"b\",\"c\"]"))
    )
    val written = bytes(exported, "onnx")
    val all = runColumns(
      written,
      columns.zip(Seq[Array[_]](ages, colours, regions, sizes, kinds, flags, codes)): _*
    )
    assertClose(all("probability"), predicted(file, encoded(table, records)), 1e-5)
    assert(facts(written).get("classes") == "[\"a\",\"b\",\"c\"]")
  }

  private def refused(make: => ExportedModel, format: String): String =
    intercept[IllegalArgumentException](bytes(make, format)).getMessage

  private def tableModel(column: ColumnEncoding): ExportedModel = {
    val all = new TableEncoding(Collections.singletonList(column))
    val network = stack(settings(), dense(all.numbers(), 7), softmax(7))
    new ExportedModel(
      trained(network),
      Collections.singletonList("when"),
      all,
      classOutputs,
      new TreeMap[String, String]()
    )
  }

  test("what no file can have is refused") {
    assert(
      refused(tableModel(new TimeEncoding(0f, 1f, 0f, false, false)), "onnx") ==
        "Cannot export the model as onnx: column 'when' has dates or points in time (train a model on numbers that" +
        " are made of them, such as year and weekday)"
    )
    assert(
      refused(tableModel(new NumberEncoding(0f, 1f, 0f, true, false)), "keras") ==
        "Cannot export the model as keras: column 'when' of a table is encoded in front of the network (export it" +
        " as onnx)"
    )
    assert(
      refused(
        tableModel(numbered(Seq("16777217", "3"), rare = true, missing = true, embedded = false)),
        "onnx"
      ) ==
        "Cannot export the model as onnx: column 'when' has the category 16777217, which a 32-bit float cannot" +
        " distinguish from others (train a model on texts in its place)"
    )
    val ids = Collections.singletonList(new EmbeddingInput("user", 1, EmbeddingSpec.of("user", 4)))
    assert(
      refused(model(classifier, classOutputs, new EmbeddingEncoding(Rescaling.NONE, 2, ids)), "onnx") ==
        "Cannot export a model with the columns of ids [user]: their embedding tables are no part of the network" +
        " (save the model without a format, or train one without embeddings)"
    )
  }
}
