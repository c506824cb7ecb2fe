package org.coherer.training.network

import java.nio.{ByteBuffer, ByteOrder, FloatBuffer}

import org.coherer.training.network.function.Activations
import org.coherer.training.network.layer.{ColumnSlice, Dense, Dropout, Embedding, Pooling, Sum, Window}
import org.coherer.training.network.loss.{LossOfParts, PowerError}
import org.coherer.training.network.memory.Memory
import org.scalatest.funsuite.AnyFunSuite

/** What holds of a network whatever its layers are. */
class NetworkSuite extends AnyFunSuite {

  private def buffer(values: Float*): FloatBuffer = {
    val direct = ByteBuffer.allocateDirect(values.length * 4).order(ByteOrder.nativeOrder()).asFloatBuffer()
    direct.put(0, values.toArray)
    direct
  }

  private def memory(values: Float*): Memory = Memory.of(buffer(values: _*))

  private def read(memory: Memory, count: Int): Seq[Float] = (0 until count).map(memory.buffer().get(_))

  private def parameter(values: Float*): Parameter = {
    val made = new Parameter(memory(values: _*))
    made.gradients(memory(values.map(_ => 0f): _*))
    made
  }

  /** x W with W of 2 x 2, then the squared distance to the target. */
  private def linear(weights: Parameter): Network = {
    val builder = new Network.Builder(Shape.vector(2))
    builder.add("dense", new Dense(2, 2, weights, null, Activations.IDENTITY), 0)
    builder.build(new PowerError(2, PowerError.Kind.SQUARED, false, Activations.IDENTITY))
  }

  test("network: outputs, loss and gradients of a linear one") {
    val weights = parameter(1, 2, 3, 4)
    val network = linear(weights)
    try {
      val features = memory(1, 1, 2, 0)
      network.predict(features, 2)
      assert(read(network.output(), 4) == Seq(3f, 7f, 2f, 6f))
      val targets = memory(3, 6, 0, 6)
      assert(network.evaluate(features, targets, null, 2) == 1 + 4)
      assert(network.forwardBackward(features, targets, memory(1, 3), 2, null) == 1 + 3 * 4)
      // Of the first row (0, 2) x (1, 1), of the second 3 x (4, 0) x (2, 0).
      assert(read(weights.gradients(), 4) == Seq(24f, 0f, 2f, 2f))
    } finally network.close()
  }

  test("network: a larger batch after a smaller one, and a smaller one after that") {
    val network = linear(parameter(1, 2, 3, 4))
    try
      for (rows <- Seq(1, 5, 3, 8, 2)) {
        val features = memory(Seq.fill(rows)(Seq(1f, 2f)).flatten: _*)
        network.predict(features, rows)
        assert(read(network.output(), 2 * rows) == Seq.fill(rows)(Seq(5f, 11f)).flatten)
        val targets = memory(Seq.fill(rows)(Seq(5f, 12f)).flatten: _*)
        assert(network.forwardBackward(features, targets, null, rows, null) == rows)
      }
    finally network.close()
  }

  test("network: a row of weight 0 counts nothing, even where its loss is no number") {
    val network = linear(parameter(1, 2, 3, 4))
    try {
      val features = memory(1, 1, Float.PositiveInfinity, 0)
      assert(network.evaluate(features, memory(3, 6, 0, 0), memory(1, 0), 2) == 1)
    } finally network.close()
  }

  test("network: layers that nothing is learned before are not differentiated") {
    val weights = parameter(1, 2, 3, 4)
    val builder = new Network.Builder(Shape.vector(2))
    val first = builder.add(
      null,
      new Layer {
        override def output(): Shape = Shape.vector(2)
        override def forward(in: Array[Memory], out: Memory, rows: Int, training: Boolean): Unit =
          out.buffer().put(0, in(0).buffer(), 0, 2 * rows)
        override def backward(
            in: Array[Memory],
            out: Memory,
            gradient: Memory,
            inGradients: Array[Memory],
            rows: Int
        ): Unit = fail("nobody needs it")
      },
      0
    )
    builder.add("dense", new Dense(2, 2, weights, null, Activations.IDENTITY), first)
    val network = builder.build(new PowerError(2, PowerError.Kind.SQUARED, false, Activations.IDENTITY))
    try assert(network.forwardBackward(memory(1, 1), memory(3, 6), null, 1, null) == 1)
    finally network.close()
  }

  /** x W with W of 2 x 2, behind a layer of two inputs or none. */
  private def differentiated(columns: Int, first: Option[Layer]): Network = {
    val builder = new Network.Builder(Shape.vector(2))
    builder.differentiate(0, columns)
    val from = first.fold(0)(layer => builder.add(null, layer, 0))
    builder.add("dense", new Dense(2, 2, parameter(1, 2, 3, 4), null, Activations.IDENTITY), from)
    builder.build(new PowerError(2, PowerError.Kind.SQUARED, false, Activations.IDENTITY))
  }

  /** Hands on two numbers, and remembers which gradients it was asked for. */
  private class Same(narrowing: Boolean) extends Layer {
    var asked: Seq[Int] = Nil
    override def output(): Shape = Shape.vector(2)
    override def narrow(columns: Int): Boolean = {
      asked = asked :+ columns
      narrowing
    }
    override def forward(in: Array[Memory], out: Memory, rows: Int, training: Boolean): Unit =
      out.put(0, in(0), 0, 2 * rows)
    override def backward(
        in: Array[Memory],
        out: Memory,
        gradient: Memory,
        inGradients: Array[Memory],
        rows: Int
    ): Unit = inGradients(0).put(0, gradient, 0, 2 * rows)
  }

  test("network: gradients of the last columns of the input, by a layer that computes them alone or not") {
    // Of the first row (0, 2), of the second 3 x (4, 0), times W.
    for ((columns, expected) <- Seq(1 -> Seq(8f, 24f), 2 -> Seq(6f, 8f, 12f, 24f)))
      for (first <- Seq(None, Some(new Same(false)))) {
        val network = differentiated(columns, first)
        try {
          assert(network.inputGradients() == null && network.inputGradientCount() == 0)
          network.forwardBackward(memory(1, 1, 2, 0), memory(3, 6, 0, 6), memory(1, 3), 2, null)
          assert(network.inputGradientCount() == 2 * columns)
          assert(read(network.inputGradients(), 2 * columns) == expected)
          network.clearInputGradients(1)
          assert(network.inputGradientCount() == columns)
          assert(read(network.inputGradients(), columns).forall(_ == 0f))
        } finally network.close()
      }
  }

  test("network: all takers of an input compute the last columns alone, or none does") {
    for (able <- Seq(true, false)) {
      val (one, other) = (new Same(true), new Same(able))
      val builder = new Network.Builder(Shape.vector(2))
      builder.differentiate(0, 1)
      val both = Seq(one, other).map(layer => builder.add(null, layer, 0))
      val sum = builder.add(null, new Sum(Shape.vector(2)), both: _*)
      builder.add("dense", new Dense(2, 2, parameter(1, 2, 3, 4), null, Activations.IDENTITY), sum)
      builder.build(new PowerError(2, PowerError.Kind.SQUARED, false, Activations.IDENTITY)).close()
      val asked = if (able) Seq(1) else Seq(1, 2)
      assert(one.asked == asked && other.asked == asked)
    }
  }

  test("network: a frozen layer without a backward pass of its own stops gradients by an error") {
    val network = differentiated(1, Some(new Frozen(new Same(false))))
    try
      assert(
        intercept[IllegalStateException](
          network.forwardBackward(memory(1, 1), memory(3, 6), null, 1, null)
        ).getMessage == "Nothing before a frozen layer is trained"
      )
    finally network.close()
  }

  test("slice: some columns of each row, and their gradients") {
    val slice = new ColumnSlice(3, 1, 2)
    val out = memory(0, 0, 0, 0)
    slice.forward(Array(memory(1, 2, 3, 4, 5, 6)), out, 2, true)
    assert(Seq(0, 1, 2, 3).map(i => out.buffer().get(i)) == Seq(2f, 3f, 5f, 6f))
    val slopes = memory(9, 9, 9, 9, 9, 9)
    slice.backward(Array(out), out, memory(1, 2, 3, 4), Array(slopes), 2)
    assert((0 until 6).map(i => slopes.buffer().get(i)) == Seq(0f, 1f, 2f, 0f, 3f, 4f))
    for ((from, size) <- Seq((-1, 1), (0, 0), (2, 2)))
      assert(
        intercept[IllegalArgumentException](new ColumnSlice(3, from, size)).getMessage ==
          s"Cannot take $size columns from $from on (there are 3)"
      )
  }

  test("losses of parts add up, each on its own columns, weighted alike") {
    val losses = new LossOfParts()
    losses.add(new PowerError(1, PowerError.Kind.SQUARED, false, Activations.IDENTITY), 1)
    losses.add(new PowerError(2, PowerError.Kind.SQUARED, false, Activations.IDENTITY), 2)
    try
      for (_ <- 1 to 2) {
        val slopes = memory(0, 0, 0, 0, 0, 0)
        val values = memory(1, 2, 3, 4, 5, 6)
        val sum = losses.compute(values, memory(0, 0, 3, 4, 4, 4), memory(1, 10), slopes, 2)
        assert(sum == (1 + 4 + 0) + 10 * (0 + 1 + 4))
        assert((0 until 6).map(i => slopes.buffer().get(i)) == Seq(2f, 4f, 0f, 0f, 20f, 40f))
        assert((0 until 6).map(i => values.buffer().get(i)) == Seq(1f, 2f, 3f, 4f, 5f, 6f))
        assert(losses.compute(memory(1, 2, 3), memory(0, 0, 0), null, null, 1) == 14)
      }
    finally losses.close()
  }

  test("dropout: the expectation stays, and the seed decides") {
    val rows = 10000
    val layer = new Dropout(Shape.vector(1), 0.8, 1)
    val ones = memory(Seq.fill(rows)(1f): _*)
    val out = memory(Seq.fill(rows)(0f): _*)
    layer.reserve(rows, true)
    def drawn(seed: Long): Seq[Float] = {
      layer.seed(seed)
      layer.forward(Array(ones), out, rows, true)
      read(out, rows)
    }
    val first = drawn(1)
    assert(first.toSet == Set(0f, 1.25f))
    assert(math.abs(first.count(_ > 0) / rows.toDouble - 0.8) < 0.02)
    assert(drawn(2) != first && drawn(1) == first)
    layer.forward(Array(ones), out, rows, false)
    assert(read(out, rows).forall(_ == 1f))
    layer.close()
  }

  test("pooling: the largest wins, and what is no number wins over all") {
    val side = Window.Side.padded(2, 2, 2, 1, 0)
    val layer = new Pooling(1, new Window(side, side), Pooling.Kind.MAX)
    val out = memory(0, 0, 0)
    val nan = java.lang.Float.intBitsToFloat(0xffc00000) // With the sign that processors give it.
    val images = memory(-3, -1, -2, -1.5f, 1, nan, 2, 3, Float.NegativeInfinity, -0f, 0, -1)
    layer.reserve(3, true)
    layer.forward(Array(images), out, 3, true)
    assert(read(out, 3).map(_.toString) == Seq("-1.0", "NaN", "0.0"))
    val slope = memory(Seq.fill(12)(9f): _*)
    layer.backward(Array(images), out, memory(1, 2, 3), Array(slope), 3)
    assert(read(slope, 12) == Seq(0f, 1f, 0f, 0f, 0f, 2f, 0f, 0f, 0f, 0f, 3f, 0f))
  }

  test("embedding: an index outside is refused with its place") {
    val layer = new Embedding(3, Shape.steps(1, 2), parameter(1, 2, 3), null, Activations.IDENTITY)
    val out = memory(0, 0, 0, 0)
    layer.forward(Array(memory(0, 1, 2, 0)), out, 2, false)
    assert(read(out, 4) == Seq(1f, 3f, 2f, 1f))
    val message = intercept[IllegalArgumentException] {
      layer.forward(Array(memory(0, 1, 2, 3)), out, 2, false)
    }.getMessage
    assert(
      message == "Invalid index 3 of an embedding, in column 1 of row 1 of a batch (must be from 0 to 2)"
    )
  }

  test("memory: more than can be addressed is refused with the remedy") {
    val message = intercept[IllegalArgumentException](Memory.allocate(1L << 32)).getMessage
    assert(
      message == s"Cannot keep 4294967296 floats of one layer's output (must be at most ${Memory.MAX_FLOATS}; make batches smaller)"
    )
  }

  test("window: a kernel that does not fit is refused") {
    val message = intercept[IllegalArgumentException](Window.Side.padded(2, 3, 1, 1, 0)).getMessage
    assert(message.startsWith("Invalid window: input 2, kernel 3, stride 1, dilation 1, padding 0, output 0"))
  }
}
