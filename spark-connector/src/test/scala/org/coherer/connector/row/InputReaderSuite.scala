package org.coherer.connector.row

import java.util.Arrays

import org.apache.spark.ml.linalg.{SQLDataTypes, Vector, Vectors}
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.{CatalystTypeConverters, InternalRow}
import org.apache.spark.sql.types._
import org.coherer.connector.column.{FeatureBinding, FeatureKind, InvalidPolicy, InvalidRowException}
import org.coherer.connector.spark.RowLayout
import org.coherer.training.encoding.Rescaling
import org.coherer.training.engine.{ImageShape, NetworkShape}
import org.scalatest.funsuite.AnyFunSuite

class InputReaderSuite extends AnyFunSuite {

  private def binding(kind: FeatureKind, columns: String*) =
    new FeatureBinding(Arrays.asList(columns: _*), kind, Arrays.asList())

  private def readBy(reader: InputReader, row: Row, schema: StructType): Seq[Float] = {
    val internal =
      CatalystTypeConverters.createToCatalystConverter(schema)(row).asInstanceOf[InternalRow]
    val columns = reader.columns().toArray(Array.empty[String])
    val layout =
      new RowLayout(false, columns.map(schema.fieldIndex), columns.map(schema(_).dataType))
    val cursor = reader.open(layout)
    val into = Array.fill(cursor.recordLength)(Float.NaN)
    cursor.read(internal, into, 0)
    val encoded = Array.fill(reader.encoding().encodedLength(into.length))(Float.NaN)
    cursor.encode(into, 1, encoded)
    encoded.toSeq
  }

  private def reader(
      binding: FeatureBinding,
      policy: InvalidPolicy = InvalidPolicy.ERROR,
      rescaling: Rescaling = Rescaling.NONE,
      length: Int = 3
  ) = new InputReader(Arrays.asList(binding), Arrays.asList(Int.box(length)), rescaling, policy)

  private val floats = ArrayType(FloatType)
  private val doubles = ArrayType(DoubleType)

  private def kindOf(value: Any): (FeatureKind, DataType) = value match {
    case _: Vector | null => (FeatureKind.VECTOR, SQLDataTypes.VectorType)
    case _: Array[Byte] => (FeatureKind.BYTES, BinaryType)
    case many: Seq[_] if many.head.isInstanceOf[Float] => (FeatureKind.FLOAT_ARRAY, floats)
    case _ => (FeatureKind.DOUBLE_ARRAY, doubles)
  }

  private def read(
      value: Any,
      policy: InvalidPolicy = InvalidPolicy.ERROR,
      rescaling: Rescaling = Rescaling.NONE
  ): Seq[Float] = {
    val (kind, dataType) = kindOf(value)
    val schema = new StructType().add("before", StringType).add("f", dataType)
    readBy(reader(binding(kind, "f"), policy, rescaling), Row("before", value), schema)
  }

  private def refusal(value: Any): String = intercept[InvalidRowException](read(value)).getMessage

  test("every representation of the same values gives the same floats") {
    val expected = Seq(0f, 2.5f, 0f)
    assert(read(Vectors.dense(0, 2.5, 0)) == expected)
    assert(read(Vectors.sparse(3, Array(1), Array(2.5))) == expected)
    assert(read(Seq(0f, 2.5f, 0f)) == expected)
    assert(read(Seq(0d, 2.5d, 0d)) == expected)
  }

  test("a vector by itself is read as one of a row") {
    for (rescaling <- Seq(Rescaling.NONE, new Rescaling(2f, 1f))) {
      val alone = new FeatureReader(binding(FeatureKind.VECTOR, "f"), 3, rescaling, InvalidPolicy.ERROR)
      for (vector <- Seq(Vectors.dense(0, 2.5, 0), Vectors.sparse(3, Array(1), Array(2.5)))) {
        val into = new Array[Float](3)
        alone.read(vector, into)
        assert(into.toSeq == read(vector, rescaling = rescaling))
      }
      val e = intercept[InvalidRowException](alone.read(Vectors.dense(1), new Array[Float](3)))
      assert(e.getMessage == "Invalid features of 1 values in column 'f' (the network takes 3)")
    }
  }

  private val images = new StructType().add(
    "f",
    new StructType()
      .add("origin", StringType)
      .add("height", IntegerType)
      .add("width", IntegerType)
      .add("nChannels", IntegerType)
      .add("mode", IntegerType)
      .add("data", BinaryType)
  )

  private def image(height: Int, width: Int): Row =
    Row(Row("file", height, width, 3, 16, Array[Byte](1, 2, 3, 4, 5, 6)))

  test("bytes and images are numbers from 0 to 255, images plane by plane") {
    assert(read(Array[Byte](0, -1, 7)) == Seq(0f, 255f, 7f))
    val six = reader(binding(FeatureKind.IMAGE, "f"), length = 6)
    assert(readBy(six, image(1, 2), images) == Seq(1f, 4f, 2f, 5f, 3f, 6f))
    assert(
      intercept[InvalidRowException](readBy(six, image(2, 2), images)).getMessage ==
        "Invalid image of 2 x 2 pixels, 3 channels and 6 bytes in column 'f' (must have a byte for each)"
    )
  }

  test("an image whose channels the network takes last stays as it is, in the sizes that it says") {
    val taken = new ImageShape(3, 1, 2, ImageShape.Order.CHANNELS_LAST)
    val six =
      reader(binding(FeatureKind.IMAGE, "f").to(new NetworkShape.Input("in", 6, taken)), length = 6)
    assert(readBy(six, image(1, 2), images) == Seq(1f, 2f, 3f, 4f, 5f, 6f))
    assert(
      intercept[InvalidRowException](readBy(six, image(2, 1), images)).getMessage ==
        "Invalid image of [2, 1, 3] in column 'f' (the network takes [1, 2, 3]: height, width, channels)"
    )
  }

  test("columns of any numeric type are values, one each") {
    val three = binding(FeatureKind.COLUMNS, "a", "b", "c")
    val schema = new StructType()
      .add("a", IntegerType)
      .add("x", StringType)
      .add("b", LongType)
      .add("c", DecimalType(5, 2))
    val half = new java.math.BigDecimal("0.50")
    assert(readBy(reader(three), Row(3, "x", 2L, half), schema) == Seq(3f, 2f, 0.5f))
    val e = intercept[InvalidRowException](readBy(reader(three), Row(1, "x", null, half), schema))
    assert(e.getMessage == "Invalid null in column 'b' (must be a value)")
  }

  test("values are rescaled, zeros that a sparse vector leaves out too") {
    for (value <- Seq(Vectors.dense(0, 2.5, 0), Vectors.sparse(3, Array(1), Array(2.5)), Seq(0f, 2.5f, 0f)))
      assert(read(value, rescaling = new Rescaling(2f, 1f)) == Seq(1f, 6f, 1f))
  }

  test("keep takes missing values for 0, and nothing else") {
    assert(read(null, InvalidPolicy.KEEP) == Seq(0f, 0f, 0f))
    assert(read(Seq[Any](1f, null, Float.NaN), InvalidPolicy.KEEP) == Seq(1f, 0f, 0f))
    assert(read(Vectors.dense(1, Double.PositiveInfinity, 3), InvalidPolicy.KEEP) == Seq(1f, 0f, 3f))
    val e = intercept[InvalidRowException](read(Vectors.dense(1), InvalidPolicy.KEEP))
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
    assert(refusal(Seq(1f)).startsWith("Invalid features of 1 values"))
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

  test("several inputs of a row go into one array, one behind the other") {
    val inputs = new InputReader(
      Arrays.asList(
        binding(FeatureKind.VECTOR, "v"),
        binding(FeatureKind.COLUMNS, "a", "b"),
        binding(FeatureKind.BYTES, "c")
      ),
      Arrays.asList(Int.box(3), Int.box(2), Int.box(2)),
      new Rescaling(2f, 1f),
      InvalidPolicy.ERROR
    )
    val schema = new StructType()
      .add("c", BinaryType)
      .add("v", SQLDataTypes.VectorType)
      .add("a", IntegerType)
      .add("b", LongType)
    val row = Row(Array[Byte](-1, 2), Vectors.sparse(3, Array(1), Array(2.5)), 7, 8L)
    assert(inputs.columns() == Arrays.asList("v", "a", "b", "c"))
    assert(readBy(inputs, row, schema) == Seq(1f, 6f, 1f, 15f, 17f, 511f, 5f))
  }

  test("a record goes where it is told to go, and all are encoded together") {
    val schema = new StructType().add("f", floats)
    val cursor = reader(binding(FeatureKind.FLOAT_ARRAY, "f"), rescaling = new Rescaling(2f, 1f))
      .open(new RowLayout(false, Array(0), Array[DataType](floats)))
    val records = new Array[Float](6)
    for ((row, index) <- Seq(Row(Seq(1f, 2f, 3f)), Row(Seq(4f, 5f, 6f))).zipWithIndex) {
      val internal = CatalystTypeConverters.createToCatalystConverter(schema)(row)
      cursor.read(internal.asInstanceOf[InternalRow], records, index * 3)
    }
    assert(records.toSeq == Seq(1f, 2f, 3f, 4f, 5f, 6f))
    val encoded = new Array[Float](6)
    cursor.encode(records, 2, encoded)
    assert(encoded.toSeq == Seq(3f, 5f, 7f, 9f, 11f, 13f))
  }
}
