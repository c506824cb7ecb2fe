package org.coherer.connector.data

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.Row
import org.scalatest.funsuite.AnyFunSuite

class FeatureReaderSuite extends AnyFunSuite {

  private val reader = new FeatureReader("f", 3)

  private def read(value: Any): Seq[Float] = {
    val into = Array.fill(3)(Float.NaN)
    reader.read(Row("before", value), 1, into)
    into.toSeq
  }

  private def refusal(value: Any): String = intercept[InvalidRowException](read(value)).getMessage

  test("every representation of the same values gives the same floats") {
    val expected = Seq(0f, 2.5f, 0f)
    assert(read(Vectors.dense(0, 2.5, 0)) == expected)
    assert(read(Vectors.sparse(3, Array(1), Array(2.5))) == expected)
    assert(read(Seq(0f, 2.5f, 0f)) == expected)
    assert(read(Seq(0d, 2.5d, 0d)) == expected)
    assert(read(Array(0f, 2.5f, 0f)) == expected)
    assert(read(Array(0d, 2.5d, 0d)) == expected)
    assert(read(java.util.Arrays.asList(0d, 2.5d, 0d)) == expected)
  }

  test("null, also inside an array, is refused") {
    assert(refusal(null) == "Invalid null in column 'f' (must be a value)")
    assert(refusal(Seq[Any](0f, null, 1f)) == "Invalid null at index 1 in column 'f' (must be a value)")
  }

  test("another length is refused with both sizes") {
    assert(
      refusal(Vectors.dense(1, 2)) == "Invalid features of 2 values in column 'f' (the network takes 3)"
    )
    assert(refusal(Seq(1d, 2d, 3d, 4d)).startsWith("Invalid features of 4 values"))
    assert(refusal(Array(1f)).startsWith("Invalid features of 1 values"))
    assert(refusal(Vectors.sparse(2, Array(1), Array(2.5))).startsWith("Invalid features of 2 values"))
  }

  test("NaN, infinity and doubles beyond the range of a float are refused with their position") {
    assert(
      refusal(Vectors.dense(1, Double.NaN, 3)) ==
        "Invalid value NaN at index 1 in column 'f' (must be a finite 32-bit number)"
    )
    assert(refusal(Seq(Float.PositiveInfinity, 0f, 0f)).contains("Infinity at index 0"))
    assert(refusal(Vectors.dense(0, 0, 1e300)).contains("1.0E300 at index 2"))
    assert(refusal(Vectors.sparse(3, Array(2), Array(Double.NaN))).contains("NaN at index 2"))
  }
}
