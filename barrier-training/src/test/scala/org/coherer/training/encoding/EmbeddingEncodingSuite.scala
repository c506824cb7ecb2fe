package org.coherer.training.encoding

import java.util.Arrays.asList
import java.util.Collections.emptyList

import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec}
import org.scalatest.funsuite.AnyFunSuite

class EmbeddingEncodingSuite extends AnyFunSuite {

  private val inputs = asList(
    new EmbeddingInput("user", 1, EmbeddingSpec.of("user", 8)),
    new EmbeddingInput("items", 2, EmbeddingSpec.of("items", 4))
  )
  private val ids = Array[Float](1, 7, 0, 0, 2, 1, 0, 0, 2, 1, 0)

  test("features are encoded, ids stay behind them, and a network gets rows instead") {
    val encoding = new EmbeddingEncoding(new Rescaling(2, 1), 2, inputs)
    assert(encoding.encodedLength(13) == 13 && encoding.networkLength(13) == 2 + 8 + 4)
    assert(!encoding.isIdentity)
    encoding.checkLength(13)
    val into = new Array[Float](13)
    encoding.encode(Array[Float](3, 4) ++ ids, into)
    assert(into.toSeq == Seq(7f, 9f) ++ ids)
  }

  test("a row may have ids alone") {
    val encoding = new EmbeddingEncoding(Rescaling.NONE, 0, inputs)
    assert(encoding.isIdentity && encoding.networkLength(11) == 12)
    val into = new Array[Float](11)
    encoding.encode(ids, into)
    assert(into.toSeq == ids.toSeq)
  }

  test("columns of ids are needed, and records of their length") {
    val none = intercept[IllegalArgumentException](new EmbeddingEncoding(Rescaling.NONE, 1, emptyList()))
    assert(none.getMessage == "Invalid encoding without columns of ids (must be one at least)")
    val encoding = new EmbeddingEncoding(Rescaling.NONE, 2, inputs)
    val within = intercept[IllegalArgumentException](new EmbeddingEncoding(encoding, 13, inputs))
    assert(within.getMessage == "Invalid encoding of ids within another (must be one of all columns of ids)")
    val other = intercept[IllegalArgumentException](encoding.checkLength(12))
    assert(other.getMessage.endsWith("(features and ids have 13)"))
  }
}
