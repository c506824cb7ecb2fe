package org.coherer.connector.column

import java.util.{Arrays, Collections}

import org.apache.spark.ml.linalg.SQLDataTypes
import org.apache.spark.sql.types._
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec}
import org.coherer.training.engine.NetworkShape
import org.scalatest.funsuite.AnyFunSuite

class IdBindingSuite extends AnyFunSuite {

  private val scalars = Seq(ByteType, ShortType, IntegerType, LongType, StringType)

  private def input(column: String, most: Int = 2) =
    new EmbeddingInput(column, most, EmbeddingSpec.of("table", 8))

  private def bind(column: String, of: DataType): FeatureBinding =
    FeatureBinding.ids(new StructType().add("ids", of), input(column), "embeddings")

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("ids are whole numbers or strings, or arrays of these") {
    for (of <- scalars ++ scalars.map(ArrayType(_)) ++ scalars.map(ArrayType(_, containsNull = false))) {
      val binding = bind("ids", of)
      assert(binding.kind() == FeatureKind.IDS && binding.columns() == Collections.singletonList("ids"))
      assert(binding.recordLength(0) == 7 && binding.ids() == input("ids"))
    }
  }

  test("other types are refused with the column, what was found and what was expected") {
    val others = Seq[(DataType, String)](
      DoubleType -> "double",
      FloatType -> "float",
      BooleanType -> "boolean",
      BinaryType -> "binary",
      DateType -> "date",
      DecimalType(10, 0) -> "decimal(10,0)",
      ArrayType(DoubleType) -> "array<double>",
      ArrayType(ArrayType(LongType)) -> "array<array<bigint>>",
      MapType(StringType, LongType) -> "map<string,bigint>",
      SQLDataTypes.VectorType -> "vector"
    )
    for ((of, name) <- others)
      assert(
        refusal(
          bind("ids", of)
        ) == s"Column 'ids' has type $name (expected byte, short, integer, long, string, or " +
          "an array of one of these)"
      )
  }

  test("a column is found as others are: by case, dots, fields and backticks") {
    val nested = new StructType().add("of.user", IntegerType).add("items", ArrayType(StringType))
    val schema = new StructType().add("row", nested).add("a.b", LongType)
    for (column <- Seq("row.items", "ROW.Items", "row.`of.user`", "a.b", "`a.b`"))
      assert(FeatureBinding.ids(schema, input(column), "embeddings").columns().get(0) == column)
    assert(
      refusal(FeatureBinding.ids(schema, input("user"), "embeddings")) ==
        "Column 'user' does not exist (found: 'row', 'a.b'; set embeddings)"
    )
    val e = intercept[InvalidParamException](FeatureBinding.ids(schema, input("row"), "embeddings"))
    assert(e.params() == Collections.singletonList("embeddings"))
  }

  test("a record has space for the most ids") {
    val binding = bind("ids", LongType)
    binding.checkLength(7)
    assert(
      refusal(binding.checkLength(8)) ==
        "Invalid length 8 of column 'ids' in a record (must be 7, for at most 2 ids)"
    )
  }

  test("features are bound to the network's inputs for them, ids are not") {
    val features = new FeatureBinding(Arrays.asList("a", "b"), FeatureKind.COLUMNS, Collections.emptyList())
    val ids = bind("ids", LongType)
    val columns = new TrainingColumns(
      Arrays.asList(features, ids),
      Collections.singletonList(new TargetBinding(Collections.singletonList("y"), FeatureKind.COLUMNS)),
      null,
      null
    )
    val two = new NetworkShape.Input("in", 2)
    assert(columns.to(Collections.singletonList(two)).inputs() == Arrays.asList(features.to(two), ids))
    val three = Collections.singletonList(new NetworkShape.Input("in", 3))
    assert(refusal(columns.to(three)).startsWith("featuresCols names 2 columns (the network takes 3"))
    assert(columns.to(Collections.emptyList[NetworkShape.Input]()) eq columns)
  }

  test("ids have a table, and nothing else has") {
    assert(
      refusal(new FeatureBinding(Arrays.asList("x"), FeatureKind.IDS, Collections.emptyList()))
        .startsWith("Invalid binding of kind IDS to null")
    )
  }

  test("columns of ids are behind all features, or alone, and are no target") {
    def columns(inputs: FeatureBinding*) =
      new TrainingColumns(
        Arrays.asList(inputs: _*),
        Collections.singletonList(TargetBinding.none()),
        null,
        null
      )
    val vector = new FeatureBinding(Arrays.asList("v"), FeatureKind.VECTOR, Collections.emptyList())
    val ids = bind("ids", LongType)
    assert(columns(vector, ids, ids).ids() == Arrays.asList(input("ids"), input("ids")))
    assert(columns(ids).ids() == Collections.singletonList(input("ids")))
    assert(columns(vector, vector).ids().isEmpty)
    assert(
      refusal(
        columns(vector, ids, vector)
      ) == "Invalid order of inputs: column 'ids' of ids is before column 'v' " +
        "(columns of ids must be behind all features)"
    )
    assert(
      refusal(new TargetBinding(Collections.singletonList("ids"), FeatureKind.IDS)) ==
        "Invalid target of kind IDS (must be numbers, a vector or an array)"
    )
  }
}
