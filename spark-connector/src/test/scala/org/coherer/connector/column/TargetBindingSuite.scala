package org.coherer.connector.column

import java.util.{Arrays, Collections}

import org.apache.spark.ml.linalg.SQLDataTypes
import org.apache.spark.sql.types._
import org.coherer.training.encoding.TargetEncoding
import org.scalatest.funsuite.AnyFunSuite

class TargetBindingSuite extends AnyFunSuite {

  private val schema = new StructType()
    .add("number", IntegerType)
    .add("text", StringType)
    .add("vector", SQLDataTypes.VectorType)
    .add("floats", ArrayType(FloatType))
    .add("doubles", ArrayType(DoubleType))
    .add("longs", ArrayType(LongType))
    .add("bytes", BinaryType)

  private def bound(column: String) = TargetBinding.column(schema, column, "labelCol")

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("a number, a vector and an array of floats or doubles can be targets") {
    assert(bound("number").kind() == FeatureKind.COLUMNS)
    assert(bound("vector").kind() == FeatureKind.VECTOR)
    assert(bound("floats").kind() == FeatureKind.FLOAT_ARRAY)
    assert(bound("doubles").kind() == FeatureKind.DOUBLE_ARRAY)
    assert(TargetBinding.none().columns().isEmpty)
  }

  test("columns of other types are refused with what was found and expected") {
    val expected = "(expected a numeric type, a vector, array<float> or array<double>)"
    assert(refusal(bound("text")) == s"Column 'text' has type string $expected")
    assert(refusal(bound("bytes")) == s"Column 'bytes' has type binary $expected")
    assert(refusal(bound("longs")) == s"Column 'longs' has type array<bigint> $expected")
    assert(refusal(bound("other")).startsWith("Column 'other' does not exist (found: 'number', 'text'"))
    assert(refusal(bound("other")).endsWith("set labelCol)"))
  }

  test("several labels come as a vector, or an array of numbers or booleans") {
    val several = schema.add("flags", ArrayType(BooleanType)).add("texts", ArrayType(StringType))
    def labels(column: String) = TargetBinding.labels(several, column, "labelCol").kind()
    assert(labels("vector") == FeatureKind.VECTOR && labels("floats") == FeatureKind.FLOAT_ARRAY)
    assert(Seq("doubles", "longs", "flags").forall(labels(_) == FeatureKind.DOUBLE_ARRAY))
    val expected = "(expected a vector, or an array of a numeric type or boolean)"
    assert(refusal(labels("texts")) == s"Column 'texts' has type array<string> $expected")
    assert(refusal(labels("number")) == s"Column 'number' has type int $expected")
  }

  test("several columns must be there and hold numbers") {
    def columns(names: String*) = TargetBinding.columns(schema, Arrays.asList(names: _*), "targetCols")
    assert(columns("number", "number").columns().size() == 2)
    assert(refusal(columns()) == "targetCols is empty (must name at least one column)")
    assert(refusal(columns("number", "text")) == "Column 'text' has type string (expected a numeric type)")
  }

  test("what an output is compared with must have room in the columns") {
    val kind = new TargetEncoding.ClassIndex(3)
    val pair = new TargetEncoding.Values(2)
    bound("number").check(kind)
    bound("number").check(new TargetEncoding.Values(1))
    bound("vector").check(pair)
    TargetBinding.none().check(new TargetEncoding.Inputs(4))
    assert(
      refusal(bound("vector").check(kind)) == "Cannot take classes from column 'vector', which holds " +
        "several numbers (must be a numeric column, the index of the class)"
    )
    assert(
      refusal(bound("number").check(pair)) == "The target has 1 column (column 'number'; must be 2, or a " +
        "vector or an array of as many values)"
    )
    val both = new TargetBinding(Arrays.asList("a", "b"), FeatureKind.COLUMNS)
    assert(
      refusal(both.check(kind)) ==
        "The target has 2 columns (columns 'a', 'b'; must be 1, or a vector or an array of as many values)"
    )
    assert(
      refusal(TargetBinding.none().check(pair)) ==
        "Cannot train without a target: the output is compared with 2 values (name a column that has them)"
    )
    assert(
      refusal(bound("number").check(new TargetEncoding.Inputs(4))) == "Cannot compare the output with " +
        "column 'number': its target is the network's input (name no column)"
    )
    assert(
      refusal(new TargetBinding(Collections.singletonList("b"), FeatureKind.BYTES)) ==
        "Invalid target of kind BYTES (must be numbers, a vector or an array)"
    )
  }
}
