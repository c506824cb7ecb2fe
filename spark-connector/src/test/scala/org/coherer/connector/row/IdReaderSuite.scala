package org.coherer.connector.row

import java.util.Arrays

import org.apache.spark.ml.linalg.{SQLDataTypes, Vector, Vectors}
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.{CatalystTypeConverters, InternalRow}
import org.apache.spark.sql.execution.vectorized.{Dictionary, OnHeapColumnVector}
import org.apache.spark.sql.types._
import org.apache.spark.sql.vectorized.{ColumnVector, ColumnarBatch}
import org.coherer.connector.column.{
  FeatureBinding,
  FeatureKind,
  InvalidPolicy,
  InvalidRowException,
  TableBinding
}
import org.coherer.connector.spark.RowLayout
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, IdCode, StringIds}
import org.coherer.training.encoding.{EmbeddingEncoding, Rescaling}
import org.scalatest.funsuite.AnyFunSuite

/** Columns of ids, alone and behind features. */
class IdReaderSuite extends AnyFunSuite {

  private def input(column: String, most: Int) =
    new EmbeddingInput(column, most, EmbeddingSpec.of(column, 4))

  private def ids(schema: StructType, column: String, most: Int) =
    FeatureBinding.ids(schema, input(column, most), "embeddings")

  /** What has become of one row. */
  private class Read(
      schema: StructType,
      inputs: Seq[(FeatureBinding, Int)],
      row: Row,
      policy: InvalidPolicy = InvalidPolicy.ERROR
  ) {
    private val internal =
      CatalystTypeConverters.createToCatalystConverter(schema)(row).asInstanceOf[InternalRow]
    private val columns = inputs.flatMap(_._1.columns().toArray(Array[String]()))
    private val layout =
      new RowLayout(false, columns.map(schema.fieldIndex).toArray, columns.map(schema(_).dataType).toArray)
    private val bindings = Arrays.asList(inputs.map(_._1): _*)
    val features: Features =
      if (inputs.size == 1) new Features(inputs.head._1, inputs.head._2, policy)
      else Features.ofAll(bindings, inputs.map(_._2).sum)
    private val cursor = RowCursors.open(
      layout,
      Arrays.asList(internal).iterator(),
      bindings,
      Arrays.asList(inputs.map(one => Integer.valueOf(one._2)): _*),
      policy,
      features
    )
    assert(cursor.next())
    cursor.readFeatures()

    val values: Seq[Float] = {
      val into = new Array[Float](features.length())
      features.copyTo(into, 0)
      into.toSeq
    }
  }

  private def readIds(
      of: DataType,
      value: Any,
      most: Int = 3,
      policy: InvalidPolicy = InvalidPolicy.ERROR
  ): Read = {
    val schema = new StructType().add("before", StringType).add("ids", of)
    val binding = ids(schema, "ids", most)
    new Read(schema, Seq((binding, binding.ids().floats())), Row("x", value), policy)
  }

  private def decoded(values: Seq[Float], at: Int = 0): Seq[Long] =
    (0 until values(at).toInt).map(i => IdCode.decode(values.toArray, at + 1 + i * IdCode.FLOATS))

  /** The ids, behind which there must be zeros. */
  private def idsOf(read: Read): Seq[Long] = {
    val found = decoded(read.values)
    assert(read.values.drop(1 + found.size * IdCode.FLOATS).forall(_ == 0f))
    found
  }

  private def refusal(of: DataType, value: Any, most: Int = 3): String = {
    val messages = Seq(InvalidPolicy.ERROR, InvalidPolicy.SKIP).map { policy =>
      intercept[InvalidRowException](readIds(of, value, most, policy)).getMessage
    }
    assert(messages.distinct.size == 1)
    messages.head
  }

  test("numbers of all types are ids, one or several") {
    assert(idsOf(readIds(ByteType, 7.toByte)) == Seq(7L))
    assert(idsOf(readIds(ShortType, 700.toShort)) == Seq(700L))
    assert(idsOf(readIds(IntegerType, 700000)) == Seq(700000L))
    assert(idsOf(readIds(LongType, Long.MaxValue)) == Seq(Long.MaxValue))
    assert(idsOf(readIds(LongType, 0L)) == Seq(0L))
    assert(idsOf(readIds(ArrayType(ByteType), Seq(1.toByte, 127.toByte))) == Seq(1L, 127L))
    assert(idsOf(readIds(ArrayType(ShortType), Seq(1.toShort, 2.toShort))) == Seq(1L, 2L))
    assert(idsOf(readIds(ArrayType(IntegerType), Seq(3, 2, 3))) == Seq(3L, 2L, 3L))
    assert(idsOf(readIds(ArrayType(LongType), Seq(1L << 62, 5L))) == Seq(1L << 62, 5L))
  }

  test("strings are the ids of their bytes") {
    val texts = Seq("", "a", "größe", "x" * 31, "x" * 32, "x" * 1000, "日本")
    for (text <- texts) assert(idsOf(readIds(StringType, text)) == Seq(StringIds.idOf(text)))
    assert(idsOf(readIds(ArrayType(StringType), texts, most = 7)) == texts.map(StringIds.idOf(_: String)))
  }

  test("an empty array is valid, and has no ids") {
    for (policy <- InvalidPolicy.values(); element <- Seq(LongType, StringType)) {
      val read = readIds(ArrayType(element), Nil, policy = policy)
      assert(idsOf(read).isEmpty && read.features.droppedIds() == 0)
    }
  }

  test("nulls are refused with the column, the place and what keeps the row") {
    assert(
      refusal(
        LongType,
        null
      ) == "Invalid null in column 'ids' (must be an id; handleInvalid keep takes it for none)"
    )
    assert(
      refusal(ArrayType(StringType), null) ==
        "Invalid null in column 'ids' (must be ids; handleInvalid keep takes it for none)"
    )
    assert(
      refusal(ArrayType(StringType), Seq("a", null)) ==
        "Invalid null at index 1 in column 'ids' (must be an id; handleInvalid keep drops it)"
    )
  }

  test("negative numbers are refused with the value") {
    assert(
      refusal(
        IntegerType,
        -3
      ) == "Invalid id -3 in column 'ids' (must be at least 0; handleInvalid keep drops it)"
    )
    assert(
      refusal(
        ArrayType(LongType),
        Seq(4L, 5L, Long.MinValue)
      ) == "Invalid id -9223372036854775808 at index 2 in " +
        "column 'ids' (must be at least 0; handleInvalid keep drops it)"
    )
  }

  test("more ids than there may be are refused with both numbers") {
    assert(
      refusal(ArrayType(LongType), Seq(1L, 2L, 3L, 4L)) ==
        "Invalid array of 4 ids in column 'ids' (must be at most 3; handleInvalid keep takes the first)"
    )
  }

  test("keep and impute drop what is invalid, keep the first of too many, and count") {
    for (policy <- Seq(InvalidPolicy.KEEP, InvalidPolicy.IMPUTE)) {
      def check(of: DataType, value: Any, kept: Seq[Long], dropped: Int): Unit = {
        val read = readIds(of, value, policy = policy)
        assert(idsOf(read) == kept && read.features.droppedIds() == dropped && read.features.missing() == 0)
      }
      check(LongType, null, Nil, 1)
      check(LongType, -1L, Nil, 1)
      check(ArrayType(LongType), null, Nil, 1)
      check(ArrayType(LongType), Seq[Any](null, 5L, -1L, 6L), Seq(5L, 6L), 2)
      check(ArrayType(LongType), Seq[Any](1L, null, 2L, 3L, 4L, null), Seq(1L, 2L, 3L), 3)
    }
  }

  test("few ids of many are sparse, many are not, and neither makes sparse features") {
    val few = readIds(ArrayType(LongType), Seq(1L << 21, 9L), most = 50)
    assert(few.features.form() == Features.Form.SPARSE && few.features.count() == 3)
    assert(idsOf(few) == Seq(1L << 21, 9L))
    val some = (1L to 50L).map(_ * Int.MaxValue)
    val many = readIds(ArrayType(LongType), some, most = 50)
    assert(many.features.form() == Features.Form.FLOATS && idsOf(many) == some)
    val short = readIds(ArrayType(LongType), Nil, most = 20)
    assert(short.features.form() == Features.Form.FLOATS)
    assert(Seq(few, many, short).forall(read => !read.features.hasSparseFeatures))
    val none = readIds(ArrayType(LongType), Nil, most = 50)
    assert(none.features.form() == Features.Form.SPARSE && none.features.count() == 0)
  }

  private val schema = new StructType()
    .add("f", SQLDataTypes.VectorType)
    .add("user", StringType)
    .add("items", ArrayType(IntegerType))
    .add("bytes", BinaryType)
    .add("color", StringType)
    .add("size", DoubleType)

  private def column(name: String) = FeatureBinding.column(schema, name, Arrays.asList[Integer]())

  private def behind(features: Seq[(FeatureBinding, Int)], most: Int, of: Vector, items: Seq[Int]): Read = {
    val user = (ids(schema, "user", 1), 4)
    val many = (ids(schema, "items", most), 1 + 3 * most)
    new Read(schema, features ++ Seq(user, many), Row(of, "ann", items, Array[Byte](-1, 2), "red", 2.5))
  }

  test("ids are behind features, whatever form these have") {
    val dense = Vectors.dense(1, 2, 3)
    val sparse = Vectors.sparse(100, Array(3), Array(2.5))
    for (most <- Seq(2, 100)) {
      def check(read: Read, expected: Seq[Float], form: Features.Form, sparse: Boolean): Unit = {
        val at = expected.size
        assert(read.values.take(at) == expected)
        assert(decoded(read.values, at) == Seq(StringIds.idOf("ann")))
        assert(decoded(read.values, at + 4) == Seq(8L, 1000000L))
        assert(read.features.form() == form && read.features.hasSparseFeatures == sparse)
      }
      val items = Seq(8, 1000000)
      val other = if (most == 2) Features.Form.FLOATS else Features.Form.SPARSE
      check(behind(Seq((column("f"), 3)), most, dense, items), Seq(1f, 2f, 3f), other, sparse = false)
      check(behind(Seq((column("bytes"), 2)), most, dense, items), Seq(255f, 2f), other, sparse = false)
      check(
        behind(Seq((column("f"), 100)), most, sparse, items),
        Seq.tabulate(100)(i => if (i == 3) 2.5f else 0f),
        Features.Form.SPARSE,
        sparse = true
      )
    }
  }

  test("sparse features are so also where ids have no zeros to leave out") {
    val sparse = Vectors.sparse(10, Array(3), Array(2.5))
    val read = behind(Seq((column("f"), 10)), 100, sparse, (1 to 100).map(_ => Int.MaxValue))
    assert(read.features.form() == Features.Form.FLOATS && read.features.hasSparseFeatures)
    assert(decoded(read.values, 14) == Seq.fill(100)(Int.MaxValue.toLong))
  }

  test("ids are behind the columns of a table, whose categories are counted") {
    val table = TableBinding.of(schema, Arrays.asList("color", "size"), Arrays.asList[String]())
    assert(table.kind() == FeatureKind.TABLE)
    val items = ids(schema, "items", 2)
    val internal = CatalystTypeConverters
      .createToCatalystConverter(schema)(Row(null, null, Seq(8), null, "red", 2.5))
      .asInstanceOf[InternalRow]
    val features = Features.ofAll(Arrays.asList(table, items), 9)
    features.countCategories()
    val reader = RowCursors.reader(
      new RowLayout(false, Array(4, 5, 2), Array(StringType, DoubleType, ArrayType(IntegerType))),
      Arrays.asList(table, items),
      Arrays.asList[Integer](2, 7),
      InvalidPolicy.ERROR,
      features
    )
    reader.read(internal)
    assert(features.floats()(1) == 2.5f && decoded(features.floats().toSeq, 2) == Seq(8L))
    assert(features.categories().number(0) == 0)
    assert(features.categories().values().get(0) == Arrays.asList[Object]("red"))
  }

  private class Entries(values: Any*) extends Dictionary {
    override def decodeToInt(id: Int): Int = values(id).asInstanceOf[Int]
    override def decodeToLong(id: Int): Long = values(id).asInstanceOf[Long]
    override def decodeToBinary(id: Int): Array[Byte] = values(id).asInstanceOf[String].getBytes("UTF-8")
    override def decodeToFloat(id: Int): Float = throw new UnsupportedOperationException
    override def decodeToDouble(id: Int): Double = throw new UnsupportedOperationException
  }

  /** Three rows: an array of the entries 0 and 1, none, entry 1; as the readers of Parquet have them. */
  private def entries(element: DataType, dictionary: Dictionary): ColumnVector = {
    val column = new OnHeapColumnVector(3, ArrayType(element))
    val child = column.getChild(0)
    child.setDictionary(dictionary)
    val places = child.reserveDictionaryIds(3)
    Seq(0, 1, 1).zipWithIndex.foreach { case (entry, i) => places.putInt(i, entry) }
    Seq((0, 2), (2, 0), (2, 1)).zipWithIndex.foreach { case ((at, size), i) => column.putArray(i, at, size) }
    column
  }

  test("ids of dictionaries in column batches are read") {
    def check(element: DataType, one: Any, other: Any, first: Long, second: Long): Unit = {
      val schema = new StructType().add("ids", ArrayType(element))
      val binding = ids(schema, "ids", 2)
      val features = new Features(binding, 7, InvalidPolicy.ERROR)
      val batch = new ColumnarBatch(Array(entries(element, new Entries(one, other))), 3)
      val rows = RowCursors.open(
        new RowLayout(true, Array(0), Array(ArrayType(element))),
        Arrays.asList(batch).iterator().asInstanceOf[java.util.Iterator[InternalRow]],
        Arrays.asList(binding),
        Arrays.asList[Integer](7),
        InvalidPolicy.ERROR,
        features
      )
      val found = Iterator.continually(rows.next()).takeWhile(identity).map { _ =>
        rows.readFeatures()
        decoded(features.floats().toList)
      }
      assert(found.toList == List(Seq(first, second), Nil, Seq(second)))
      batch.close()
    }
    check(IntegerType, 7, 1000000, 7L, 1000000L)
    check(LongType, 7L, Long.MaxValue, 7L, Long.MaxValue)
    check(StringType, "ann", "größe", StringIds.idOf("ann"), StringIds.idOf("größe"))
  }

  test("a reader for scoring gives encoded features, and the ids behind them") {
    val items = input("items", 2)
    val reader = new InputReader(
      Arrays.asList(column("f"), ids(schema, "items", 2)),
      Arrays.asList[Integer](3, 7),
      new EmbeddingEncoding(new Rescaling(2f, 1f), 3, Arrays.asList(items)),
      InvalidPolicy.ERROR
    )
    assert(reader.columns() == Arrays.asList("f", "items"))
    val row = CatalystTypeConverters
      .createToCatalystConverter(schema)(Row(Vectors.dense(1, 2, 3), null, Seq(8, 9), null, null, 0.0))
      .asInstanceOf[InternalRow]
    val layout = new RowLayout(false, Array(0, 2), Array(schema("f").dataType, schema("items").dataType))
    val cursor = reader.open(layout)
    val record = new Array[Float](cursor.recordLength)
    cursor.read(row, record, 0)
    val into = new Array[Float](10)
    cursor.encode(record, 1, into)
    assert(into.toSeq.take(3) == Seq(3f, 5f, 7f) && decoded(into.toSeq, 3) == Seq(8L, 9L))
  }
}
