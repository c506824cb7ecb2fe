package org.coherer.connector.column

import java.util.{Arrays, Collections}

import org.apache.spark.ml.image.ImageSchema
import org.apache.spark.ml.linalg.SQLDataTypes
import org.apache.spark.sql.types._
import org.scalatest.funsuite.AnyFunSuite

class ColumnsSuite extends AnyFunSuite {

  private val schema = new StructType()
    .add("vector", SQLDataTypes.VectorType)
    .add("floats", ArrayType(FloatType))
    .add("doubles", ArrayType(DoubleType))
    .add("strings", ArrayType(StringType))
    .add("name", StringType)
    .add("count", IntegerType)
    .add("price", DecimalType(10, 2))
    .add("bytes", BinaryType)
    .add("image", ImageSchema.columnSchema)

  private def messageOf(check: => Unit): String =
    intercept[IllegalArgumentException](check).getMessage

  private def bind(column: String, shape: Integer*): FeatureBinding =
    FeatureBinding.column(schema, column, Arrays.asList(shape: _*))

  test("features may be a vector, an array of float or of double, bytes or an image") {
    val kinds = Seq("vector", "floats", "doubles", "bytes", "image").map(bind(_).kind())
    assert(
      kinds == Seq(
        FeatureKind.VECTOR,
        FeatureKind.FLOAT_ARRAY,
        FeatureKind.DOUBLE_ARRAY,
        FeatureKind.BYTES,
        FeatureKind.IMAGE
      )
    )
  }

  test("features may be columns of numbers, one for each value") {
    val both = FeatureBinding.columns(schema, Arrays.asList("count", "price"), Collections.emptyList())
    both.checkLength(2)
    assert(
      messageOf(both.checkLength(3)) == "featuresCols names 2 columns (the network takes 3 values)"
    )
    assert(
      messageOf(FeatureBinding.columns(schema, Arrays.asList("count", "name"), Collections.emptyList())) ==
        "Column 'name' has type string (expected a numeric type)"
    )
    assert(
      messageOf(FeatureBinding.columns(schema, Collections.emptyList(), Collections.emptyList())) ==
        "featuresCols is empty (must name at least one column)"
    )
  }

  test("a shape has as many values as the network takes") {
    bind("bytes", 1, 28, 28).checkLength(784)
    assert(
      messageOf(bind("bytes", 1, 28, 27).checkLength(784)) ==
        "Invalid featureShape [1, 28, 27] of 756 values (the network takes 784)"
    )
    assert(messageOf(bind("bytes", 0, 3)) == "Invalid featureShape [0, 3] (must be sizes of at least 1)")
    assert(
      messageOf(bind("image", 28, 28)) ==
        "Invalid featureShape [28, 28] (images need three sizes: channels, height and width)"
    )
  }

  test("a missing column is named with those that exist and the Param to set") {
    assert(
      messageOf(bind("featurez")) ==
        "Column 'featurez' does not exist (found: 'vector', 'floats', 'doubles', 'strings', 'name', " +
        "'count', 'price', 'bytes', 'image'; set featuresCol)"
    )
    assert(messageOf(Columns.checkNumeric(schema, "y", "labelCol")).endsWith("set labelCol)"))
  }

  test("a mistyped feature column is named with what was found and expected") {
    assert(
      messageOf(bind("name")) == "Column 'name' has type string (expected a vector, array<float>, " +
        "array<double>, binary or an image)"
    )
    assert(messageOf(bind("strings")).contains("has type array<string>"))
  }

  test("a label may have any numeric type and no other") {
    Seq("count", "price").foreach(Columns.checkNumeric(schema, _, "labelCol"))
    assert(
      messageOf(Columns.checkNumeric(schema, "name", "labelCol")) ==
        "Column 'name' has type string (expected a numeric type)"
    )
    assert(messageOf(Columns.checkNumeric(schema, "vector", "labelCol")).contains("has type vector"))
  }
}
