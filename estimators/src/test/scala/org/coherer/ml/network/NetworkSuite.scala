package org.coherer.ml.network

import com.fasterxml.jackson.databind.JsonNode
import org.coherer.ml.network.NetworkCases.{built, elements, parsed}
import org.scalatest.funsuite.AnyFunSuite

/** Networks built in Java are those that are built in Python, which Keras has looked at. */
class NetworkSuite extends AnyFunSuite {

  private def refusal(build: => Any): String =
    intercept[IllegalArgumentException](build).getMessage

  private def lines(network: Network): Seq[String] = network.summary.split("\n").toSeq

  /** The cells of the rows below the header. */
  private def rows(network: Network): Seq[Seq[String]] =
    lines(network).filter(_.startsWith("\u2502")).map(_.split("\u2502").toSeq.drop(1).map(_.trim))

  NetworkCases.networks.foreach { network =>
    test(s"writes, shapes and counts as in Python and in Keras: ${network.get("case").asText}") {
      val made = built(network)
      // Numbers as Java writes them are those that Python writes.
      assert(parsed(made.toJson) == network.get("json"))
      assert(made.parameterCount == network.get("weights").asLong)
      val shapes = network.get("shapes")
      val known = rows(made).filter(row => row(1) != "?").map(row => row.head.takeWhile(_ != ' ') -> row(1))
      assert(known.map(_._1).toSet == names(shapes))
      known.foreach { case (name, shape) =>
        assert(shape == elements(shapes.get(name)).map(_.asInt).mkString("(None, ", ", ", ")"))
      }
    }
  }

  private def names(node: JsonNode): Set[String] = {
    val found = node.fieldNames
    Iterator.continually(found).takeWhile(_.hasNext).map(_.next()).toSet
  }

  NetworkCases.mistakes.foreach { mistake =>
    test(s"says of a mistake what Python says: ${mistake.get("case").asText}") {
      assert(refusal(built(mistake)) == mistake.get("message").asText)
    }
  }

  test("every case is looked at") {
    assert(NetworkCases.networks.size > 15 && NetworkCases.mistakes.size > 50)
    assert(NetworkCases.mistakes.map(_.get("message").asText).forall(_.startsWith("Invalid ")))
  }

  test("the summary is the table that Keras prints") {
    val network = Network.sequential(
      Layers.input(784),
      Layers.dense(128, "relu"),
      Layers.dropout(0.2),
      Layers.batchNormalization(),
      Layers.dense(10, "softmax")
    )
    val first = lines(network)
    assert(first.head == "Model: \"sequential\"")
    assert(
      first(1) == "\u250f" + "\u2501" * 42 + "\u2533" + "\u2501" * 14 + "\u2533" + "\u2501" * 9 + "\u2513"
    )
    assert(first(2).split("\u2503").toSeq.map(_.trim) == Seq("", "Layer (type)", "Output Shape", "Param #"))
    assert(
      first(3) == "\u2521" + "\u2501" * 42 + "\u2547" + "\u2501" * 14 + "\u2547" + "\u2501" * 9 + "\u2529"
    )
    assert(
      rows(network).map(_.mkString("; ")) ==
        Seq(
          "dense (Dense); (None, 128); 100,480",
          "dropout (Dropout); (None, 128); 0",
          "batch_normalization (BatchNormalization); (None, 128); 512",
          "dense_1 (Dense); (None, 10); 1,290"
        )
    )
    assert(
      first.takeRight(3) ==
        Seq(
          " Total params: 102,282 (399.54 KB)",
          " Trainable params: 102,026 (398.54 KB)",
          " Non-trainable params: 256 (1.00 KB)"
        )
    )
  }

  test("the summary of a graph says what is connected") {
    val left = Tensor.input("left", 3)
    val right = Tensor.input("right", 3)
    val network = Network.of(
      java.util.Arrays.asList(left, right),
      java.util.Arrays.asList(Layers.dense(2).name("head").on(Tensor.add(left, right)))
    )
    assert(rows(network).map(_.last) == Seq("-", "-", "left[0][0], right[0][0]", "add[0][0]"))
    assert(network.toString == "Network 'functional' of 2 layers, 8 weights")
    assert(parsed(network.name("sum").toJson).get("config").get("name").asText == "sum")
  }

  test("a layer is a value: changed, it is another one, and applied twice, it becomes two") {
    val plain = Layers.dense(4)
    val active = plain.activation("relu").name("hidden")
    val input = Tensor.input("x", 4)
    val once = Network.of(input, plain.on(input)).toJson
    val twice = Network.of(input, plain.on(plain.on(input)))
    assert(once.contains("\"linear\"") && !once.contains("relu"))
    assert(rows(twice).map(_.head) == Seq("x (InputLayer)", "dense (Dense)", "dense_1 (Dense)"))
    assert(twice.parameterCount == 40)
    assert(
      refusal(Network.of(input, active.on(active.on(input)))) ==
        "Invalid name 'hidden' of layer 'hidden', Dense (another layer has it; rename one)"
    )
  }

  test("tensors know their shapes") {
    val image = Tensor.input("image", 28, 28, 1)
    val made = Layers.conv2d(8, 3).strides(2).on(image)
    assert(made.shape == java.util.Arrays.asList(13, 13, 8))
    assert(made.toString == "Tensor of shape (13, 13, 8) of layer Conv2D")
  }

  test("texts are written as JSON writes them") {
    val name = "a \"quoted\" \\ \u00e4\n\u4e2d"
    val network = Network.sequential(Layers.dense(1).name(name))
    assert(parsed(network.toJson).findValuesAsText("name").get(1) == name)
    assert(network.toJson.forall(c => c >= ' ' && c <= '~'))
  }

  test("an input takes no input, and a name is none without letters") {
    val input = Layers.input(3)
    assert(
      refusal(input.on(input.on())) ==
        "Invalid 1 inputs of layer InputLayer (must be none: it is an input itself)"
    )
    assert(
      refusal(Network.sequential(Layers.dense(1)).name("a/b")) ==
        "Invalid name 'a/b' of layer Network (must have letters, and no /)"
    )
    assert(
      refusal(Layers.dense(1).name(null)) ==
        "Invalid name null of layer Dense (must have letters, and no /)"
    )
    assert(
      refusal(Layers.dense(1).activation(null)).startsWith("Invalid activation null of layer Dense (must")
    )
  }

  test("a deep graph is built without recursion") {
    val first = Tensor.input("x", 2)
    val last = (1 to 3000).foldLeft(first) { (tensor, _) => Tensor.add(tensor, Layers.dense(2).on(tensor)) }
    val network = Network.of(first, last)
    assert(network.parameterCount == 3000 * 6)
    assert(network.summary.contains("dense_2999 (Dense)"))
  }
}
