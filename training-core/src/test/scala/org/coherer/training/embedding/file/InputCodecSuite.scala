package org.coherer.training.embedding.file

import java.io.IOException
import java.util.{Arrays, Collections}

import org.coherer.training.embedding._
import org.scalatest.funsuite.AnyFunSuite

/** Columns of ids and their tables as bytes. */
class InputCodecSuite extends AnyFunSuite {

  private val some: Seq[EmbeddingInput] = for {
    combiner <- Combiner.values.toSeq
    initializer <- Seq(
      new RowInitializer.Constant(0.5f),
      new RowInitializer.Uniform(-1f, 3f),
      new RowInitializer.Normal(0.1f, 2f)
    )
    optimizer <- Seq(
      new RowOptimizer.Sgd(0.1f),
      new RowOptimizer.AdaGrad(0.2f, 1e-8f),
      new RowOptimizer.RowWiseAdaGrad(0.3f, 1e-7f),
      new RowOptimizer.LazyAdam(0.4f, 0.8f, 0.99f, 1e-6f)
    )
    whenFull <- WhenFull.values.toSeq
    unstored <- Unstored.values.toSeq
  } yield {
    val lifetime = new RowLifetime(RowLifetime.UNBOUNDED - 1, new RowAdmission(3, 77, unstored), 12, whenFull)
    val spec = new EmbeddingSpec("t.a-b_9", 17, combiner, initializer, optimizer, lifetime, -5)
    new EmbeddingInput("Straße \u4e2d", 65536, spec)
  }

  test("inputs of every kind are the same after a round") {
    assert(some.size == 3 * 3 * 4 * 2 * 2)
    assert(InputCodec.decode(InputCodec.encode(Arrays.asList(some: _*))) == Arrays.asList(some: _*))
    assert(InputCodec.decode(InputCodec.encode(Collections.emptyList[EmbeddingInput]())).isEmpty)
  }

  test("bytes that hold no inputs are refused, wherever they end and whatever they say") {
    val bytes = InputCodec.encode(Arrays.asList(some.take(2): _*))
    for (length <- 0 until bytes.length) intercept[IOException](InputCodec.decode(bytes.take(length)))
    intercept[IOException](InputCodec.decode(bytes :+ 0.toByte))
    val text = new String(bytes, "ISO-8859-1")
    for ((old, changed) <- Seq("SUM" -> "SUB", "constant" -> "constanz", "sgd" -> "sgb", "FAIL" -> "FALL")) {
      val error = intercept[IOException](InputCodec.decode(text.replace(old, changed).getBytes("ISO-8859-1")))
      assert(error.getMessage.contains(changed))
    }
    val none = bytes.clone()
    java.nio.ByteBuffer.wrap(none).putInt(0, Int.MaxValue)
    assert(intercept[IOException](InputCodec.decode(none)).getMessage.startsWith("a count is 2147483647"))
  }
}
