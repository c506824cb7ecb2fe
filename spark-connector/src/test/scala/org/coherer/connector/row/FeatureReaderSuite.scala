package org.coherer.connector.row

import java.util.{Arrays, Collections}

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.Row
import org.coherer.connector.column.{FeatureBinding, FeatureKind, InvalidPolicy, InvalidRowException}
import org.coherer.training.data.Rescaling
import org.coherer.training.engine.{ImageShape, NetworkShape}
import org.scalatest.funsuite.AnyFunSuite

class FeatureReaderSuite extends AnyFunSuite {

  private val column = new FeatureBinding(Arrays.asList("f"), FeatureKind.VECTOR, Collections.emptyList())

  private def readBy(reader: FeatureReader, row: Row, ordinals: Int*): Seq[Float] = {
    val into = Array.fill(3)(Float.NaN)
    reader.open(ordinals: _*).read(row, into)
    into.toSeq
  }

  private def reader(
      policy: InvalidPolicy = InvalidPolicy.ERROR,
      rescaling: Rescaling = Rescaling.NONE,
      binding: FeatureBinding = column
  ) = new FeatureReader(binding, 3, rescaling, policy)

  private def read(value: Any): Seq[Float] = readBy(reader(), Row("before", value), 1)

  private def refusal(value: Any): String = intercept[InvalidRowException](read(value)).getMessage

  test("every representation of the same values gives the same floats") {
    val expected = Seq(0f, 2.5f, 0f)
    assert(read(Vectors.dense(0, 2.5, 0)) == expected)
    assert(read(Vectors.sparse(3, Array(1), Array(2.5))) == expected)
    assert(read(Seq(0f, 2.5f, 0f)) == expected)
    assert(read(Seq(0d, 2.5d, 0d)) == expected)
    assert(read(Array(0f, 2.5f, 0f)) == expected)
    assert(read(Array(0d, 2.5d, 0d)) == expected)
    assert(read(Arrays.asList(0d, 2.5d, 0d)) == expected)
  }

  test("bytes and images are numbers from 0 to 255, images plane by plane") {
    assert(read(Array[Byte](0, -1, 7)) == Seq(0f, 255f, 7f))
    val image = new FeatureBinding(Arrays.asList("f"), FeatureKind.IMAGE, Collections.emptyList())
    val six = new FeatureReader(image, 6, Rescaling.NONE, InvalidPolicy.ERROR)
    val into = new Array[Float](6)
    six.open(0).read(Row(Row("file", 1, 2, 3, 16, Array[Byte](1, 2, 3, 4, 5, 6))), into)
    assert(into.toSeq == Seq(1f, 4f, 2f, 5f, 3f, 6f))
    val e = intercept[InvalidRowException] {
      six.open(0).read(Row(Row("file", 2, 2, 3, 16, Array[Byte](1, 2, 3, 4, 5, 6))), into)
    }
    assert(
      e.getMessage ==
        "Invalid image of 2 x 2 pixels, 3 channels and 6 bytes in column 'f' (must have a byte for each)"
    )
  }

  test("an image whose channels the network takes last stays as it is, in the sizes that it says") {
    val taken = new ImageShape(3, 1, 2, ImageShape.Order.CHANNELS_LAST)
    val image =
      new FeatureBinding(Arrays.asList("f"), FeatureKind.IMAGE, Collections.emptyList())
        .to(new NetworkShape.Input("in", 6, taken))
    val six = new FeatureReader(image, 6, Rescaling.NONE, InvalidPolicy.ERROR)
    val into = new Array[Float](6)
    six.open(0).read(Row(Row("file", 1, 2, 3, 16, Array[Byte](1, 2, 3, 4, 5, 6))), into)
    assert(into.toSeq == Seq(1f, 2f, 3f, 4f, 5f, 6f))
    val e = intercept[InvalidRowException] {
      six.open(0).read(Row(Row("file", 2, 1, 3, 16, Array[Byte](1, 2, 3, 4, 5, 6))), into)
    }
    assert(
      e.getMessage ==
        "Invalid image of [2, 1, 3] in column 'f' (the network takes [1, 2, 3]: height, width, channels)"
    )
  }

  test("columns of any numeric type are values, one each") {
    val three = new FeatureBinding(Arrays.asList("a", "b", "c"), FeatureKind.COLUMNS, Collections.emptyList())
    val row = Row(3, "x", 2L, new java.math.BigDecimal("0.5"))
    assert(readBy(reader(binding = three), row, 0, 2, 3) == Seq(3f, 2f, 0.5f))
    val e = intercept[InvalidRowException](readBy(reader(binding = three), Row(1, "x", null, 2), 0, 2, 3))
    assert(e.getMessage == "Invalid null in column 'b' (must be a value)")
  }

  test("values are rescaled, zeros that a sparse vector leaves out too") {
    val scaled = reader(rescaling = new Rescaling(2f, 1f))
    for (
      value <- Seq(Vectors.dense(0, 2.5, 0), Vectors.sparse(3, Array(1), Array(2.5)), Array(0f, 2.5f, 0f))
    ) {
      assert(readBy(scaled, Row(value), 0) == Seq(1f, 6f, 1f))
    }
  }

  test("keep takes missing values for 0, and nothing else") {
    val keeping = reader(InvalidPolicy.KEEP)
    assert(readBy(keeping, Row(null), 0) == Seq(0f, 0f, 0f))
    assert(readBy(keeping, Row(Seq[Any](1f, null, Float.NaN)), 0) == Seq(1f, 0f, 0f))
    assert(readBy(keeping, Row(Vectors.dense(1, Double.PositiveInfinity, 3)), 0) == Seq(1f, 0f, 3f))
    val e = intercept[InvalidRowException](readBy(keeping, Row(Vectors.dense(1)), 0))
    assert(e.getMessage.startsWith("Invalid features of 1 values"))
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

  test("several inputs of a row go into one array, one behind the other, each with its own rescaling") {
    val pair = new FeatureBinding(Arrays.asList("a", "b"), FeatureKind.COLUMNS, Collections.emptyList())
    val row = Row(Vectors.sparse(3, Array(1), Array(2.5)), 7, 8L, Array[Byte](-1, 2))
    val bytes = new FeatureBinding(Arrays.asList("c"), FeatureKind.BYTES, Collections.emptyList())
    val into = Array.fill(8)(Float.NaN)
    reader().open(0).read(row, into, 1)
    new FeatureReader(pair, 2, Rescaling.NONE, InvalidPolicy.ERROR).open(1, 2).read(row, into, 4)
    new FeatureReader(bytes, 2, new Rescaling(2f, 1f), InvalidPolicy.ERROR).open(3).read(row, into, 6)
    assert(into(0).isNaN && into.toSeq.drop(1) == Seq(0f, 2.5f, 0f, 7f, 8f, 511f, 5f))
  }
}
