package org.coherer.training.engine.dl4j

import java.util.OptionalDouble
import org.coherer.testkit.engine.WithMirrors
import org.coherer.training.engine.dl4j.keras.WithKerasNetworks
import org.coherer.training.engine.{NetworkImport, NetworkSpec, ReplicaSettings}
import org.scalatest.funsuite.AnyFunSuite

/** What a network of Keras's JSON starts from: the laws that its initializers name. */
class KerasStartSuite extends AnyFunSuite with WithKerasNetworks with WithMirrors {

  private val engine = new Dl4jEngine
  private val importer = engine.capability(classOf[NetworkImport]).get

  private def model(layers: String*): String =
    s"""{"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [${layers.mkString(
        ","
      )}]}}"""

  private def layer(kind: String, settings: String): String =
    s"""{"module": "keras.layers", "class_name": "$kind", "config": {"name": "${kind.toLowerCase}", $settings}}"""

  private def input(shape: String) = layer("InputLayer", s""""batch_shape": [null, $shape]""")

  private val end = """{"class_name": "Dense", "config": {"name": "end", "units": 2}}"""

  /** The parameters of a network, by layers and DL4J's names of them. */
  private def started(json: String): Array[Float] = {
    val spec = importer.importText(json)
    val replica = engine.open(new ReplicaSettings(spec, OptionalDouble.empty(), 11, 1))
    try replica.parameters().toArray
    finally replica.close()
  }

  private def refusal(json: String): String =
    intercept[IllegalArgumentException](importer.importText(json)).getMessage

  /** A dense layer of 60 inputs and 100 units, whose 6000 weights come first. */
  private def drawn(initializer: String): Array[Float] =
    started(
      model(input("60"), layer("Dense", s""""units": 100, "kernel_initializer": $initializer"""), end)
    ).take(6000)

  private def named(kind: String, config: String = "{}") =
    s"""{"module": "keras.initializers", "class_name": "$kind", "config": $config, "registered_name": null}"""

  private def deviation(values: Array[Float]): Double = {
    val mean = values.map(_.toDouble).sum / values.length
    math.sqrt(values.map(value => (value - mean) * (value - mean)).sum / values.length)
  }

  /** Within 5%, which is beyond four standard errors of a standard deviation of 6000 numbers. */
  private def assertDeviation(values: Array[Float], expected: Double): Unit =
    assert(math.abs(deviation(values) / expected - 1) < 0.05)

  private def assertUniform(values: Array[Float], limit: Double): Unit = {
    assert(values.forall(value => math.abs(value) <= limit * (1 + 1e-6)))
    assert(values.max > 0.98 * limit && values.min < -0.98 * limit)
    assertDeviation(values, limit / math.sqrt(3))
  }

  /** Normal numbers, of which those beyond two standard deviations of the law are drawn again. */
  private def assertTruncated(values: Array[Float], deviation: Double): Unit = {
    assert(values.forall(value => math.abs(value) <= 2 * deviation / 0.87962566 * (1 + 1e-6)))
    assertDeviation(values, deviation)
  }

  test("start: uniform numbers have Keras's limits") {
    assertUniform(drawn("\"glorot_uniform\""), math.sqrt(6.0 / 160))
    assertUniform(drawn(named("GlorotUniform", """{"seed": 3}""")), math.sqrt(6.0 / 160))
    assertUniform(drawn("\"he_uniform\""), math.sqrt(6.0 / 60))
    assertUniform(drawn("\"lecun_uniform\""), math.sqrt(3.0 / 60))
    assertUniform(drawn(named("RandomUniform", """{"minval": -0.2, "maxval": 0.2}""")), 0.2)
    assertUniform(
      drawn(
        named("VarianceScaling", """{"scale": 3.0, "mode": "fan_out", "distribution": "uniform"}""")
      ),
      math.sqrt(9.0 / 100)
    )
  }

  test("start: normal numbers have Keras's deviations, and its bounds where they are truncated") {
    assertTruncated(drawn("\"glorot_normal\""), math.sqrt(2.0 / 160))
    assertTruncated(drawn("\"he_normal\""), math.sqrt(2.0 / 60))
    assertTruncated(drawn("\"lecun_normal\""), math.sqrt(1.0 / 60))
    assertTruncated(drawn(named("TruncatedNormal", """{"stddev": 0.3}""")), 0.3 * 0.87962566)
    assertDeviation(drawn(named("RandomNormal", """{"mean": 1.0, "stddev": 0.3}""")), 0.3)
    val untruncated =
      """{"scale": 1.0, "mode": "fan_avg", "distribution": "untruncated_normal", "seed": null}"""
    assertDeviation(drawn(named("VarianceScaling", untruncated)), math.sqrt(2.0 / 160))
  }

  test("start: constants, and biases") {
    assert(drawn("\"zeros\"").forall(_ == 0) && drawn("\"ones\"").forall(_ == 1))
    assert(drawn(named("Constant", """{"value": 0.25}""")).forall(_ == 0.25f))
    val biased = started(
      model(input("3"), layer("Dense", s""""units": 4, "bias_initializer": ${named("Ones")}"""), end)
    )
    assert(biased.slice(12, 16).forall(_ == 1) && biased.slice(24, 26).forall(_ == 0))
  }

  test("start: a default is glorot_uniform, also for a kernel with strides") {
    val dense = started(model(input("60"), layer("Dense", """"units": 100"""), end)).take(6000)
    assertUniform(dense, math.sqrt(6.0 / 160))
    val convolved = started(
      model(
        input("6, 6, 20"),
        layer("Conv2D", """"filters": 30, "kernel_size": [3, 3], "strides": [2, 2], "use_bias": false"""),
        layer("Flatten", """"trainable": true"""),
        end
      )
    ).take(5400)
    assertUniform(convolved, math.sqrt(6.0 / (9 * 50)))
  }

  test("start: an embedding is uniform in 0.05") {
    val json = model(
      input("4"),
      layer("Embedding", """"input_dim": 300, "output_dim": 20"""),
      layer("GlobalAveragePooling1D", """"trainable": true"""),
      end
    )
    assertUniform(started(json).take(6000), 0.05)
  }

  /** Rows of a matrix of the engine's, which has columns one behind the other. */
  private def rows(values: Array[Float], count: Int): Seq[Array[Double]] =
    (0 until count).map(row => values.indices.filter(_ % count == row).map(i => values(i).toDouble).toArray)

  test("start: an LSTM has orthogonal recurrent weights, and forgets nothing at first") {
    val json = model(
      input("5, 30"),
      layer(
        "LSTM",
        """"units": 20, "activation": "tanh",
      "recurrent_activation": "sigmoid", "return_sequences": false, "unit_forget_bias": true"""
      ),
      end
    )
    val values = started(json)
    assertUniform(values.take(30 * 80), math.sqrt(6.0 / 110))
    val recurrent = rows(values.slice(2400, 2400 + 1600), 20)
    for (i <- recurrent.indices; j <- recurrent.indices) {
      val product = recurrent(i).zip(recurrent(j)).map { case (a, b) => a * b }.sum
      assert(math.abs(product - (if (i == j) 1 else 0)) < 1e-4)
    }
    val bias = values.slice(4000, 4080)
    // DL4J's gates: cell, forget, output, input.
    assert(bias.zipWithIndex.forall { case (value, i) => value == (if (i / 20 == 1) 1f else 0f) })
    val without = started(json.replace("\"unit_forget_bias\": true", "\"unit_forget_bias\": false"))
    assert(without.slice(4000, 4080).forall(_ == 0))
  }

  test("start: what there is no counterpart for is refused with the layer, the setting and the value") {
    val identity = model(
      input("3"),
      layer("Dense", s""""units": 3, "kernel_initializer": ${named("Identity")}"""),
      end
    )
    val message = refusal(identity)
    assert(
      message.startsWith("Cannot import the Keras network: layer 'dense', Dense, has kernel_initializer = ")
    )
    assert(
      message.contains("Identity") && message.contains("has no counterpart here: must be one of [Constant")
    )
    val biased = model(
      input("3"),
      layer("Dense", """"units": 3, "bias_initializer": "glorot_uniform""""),
      end
    )
    assert(refusal(biased).contains("(must be zeros, ones or a constant)"))
    val custom = model(
      input("3"),
      layer("Dense", s""""units": 3, "kernel_initializer": ${named("HeNormal", """{"gain": 2}""")}"""),
      end
    )
    assert(refusal(custom).contains("gain is not known here: must be absent"))
    val known = model(input("3"), layer("Normalization", """"mean": [1, 2, 3], "variance": [1, 1, 1]"""), end)
    assert(refusal(known).contains("Normalization, has numbers of its own (must be omitted"))
  }

  test("start: other text is left to the engine, and damaged text of Keras is refused") {
    Seq("", "{}", "not JSON with class_name", """{"class_name": "Sequential"}""").foreach { text =>
      assert(importer.importText(text) == new NetworkSpec("dl4j", text))
    }
    assert(refusal("""{"class_name": "Sequential", "config": {}}""").contains("it has no layers"))
    assert(refusal("""{"class_name": "MyModel", "config": {}}""").contains("it is a MyModel"))
  }

  test("start: as often as Keras draws it, from the seed alone") {
    val json = new String(networks.find(_.name == "two").get.file("json"), "UTF-8")
    assert(started(json).toSeq == started(json).toSeq)
  }
}
