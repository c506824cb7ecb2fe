package org.coherer.connector.data

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

  private def messageOf(check: => Unit): String =
    intercept[IllegalArgumentException](check).getMessage

  test("features may be a vector, an array of float or an array of double") {
    Seq("vector", "floats", "doubles").foreach(Columns.checkFeatures(schema, _))
  }

  test("a missing column is named with those that exist and the Param to set") {
    assert(
      messageOf(Columns.checkFeatures(schema, "featurez")) ==
        "Column 'featurez' does not exist (found: 'vector', 'floats', 'doubles', 'strings', 'name', " +
        "'count', 'price'; set featuresCol)"
    )
    assert(messageOf(Columns.checkNumeric(schema, "y", "labelCol")).endsWith("set labelCol)"))
  }

  test("a mistyped feature column is named with what was found and expected") {
    assert(
      messageOf(Columns.checkFeatures(schema, "name")) ==
        "Column 'name' has type string (expected a vector, array<float> or array<double>)"
    )
    assert(messageOf(Columns.checkFeatures(schema, "strings")).contains("has type array<string>"))
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
