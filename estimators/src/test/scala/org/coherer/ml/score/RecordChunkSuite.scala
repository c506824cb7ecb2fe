package org.coherer.ml.score

import java.util.Arrays

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData
import org.apache.spark.sql.types.{ArrayType, DataType, FloatType}
import org.coherer.connector.column.{FeatureBinding, FeatureKind, InvalidPolicy, InvalidRowException}
import org.coherer.connector.row.InputReader
import org.coherer.connector.spark.RowLayout
import org.coherer.training.encoding.{FeatureEncoding, Rescaling, Standardization}
import org.scalatest.funsuite.AnyFunSuite

class RecordChunkSuite extends AnyFunSuite {

  private val length = 30
  private val encoding =
    new Standardization(Array.tabulate(length)(_.toFloat), Array.fill(length)(0.5f), 3f)

  private def cursor(encoding: FeatureEncoding) = new InputReader(
    Arrays.asList(new FeatureBinding(Arrays.asList("f"), FeatureKind.FLOAT_ARRAY, Arrays.asList())),
    Arrays.asList(Int.box(length)),
    encoding,
    InvalidPolicy.SKIP
  ).open(new RowLayout(false, Array(0), Array[DataType](ArrayType(FloatType))))

  private def row(values: Array[Float]): InternalRow =
    InternalRow(UnsafeArrayData.fromPrimitiveArray(values))

  test("batches larger and smaller than a chunk have every row that could be read, encoded, in order") {
    val random = new scala.util.Random(3)
    val rows = 1000
    val batch = Predictor.allocate(rows, length)
    val chunk = new RecordChunk(cursor(encoding), length, rows, batch)
    for (size <- Seq(rows, 1, 136, 137, rows)) {
      val numbers = Seq.fill(size)(Array.fill(length)(random.nextFloat() * 20))
      for ((values, index) <- numbers.zipWithIndex) {
        intercept[InvalidRowException](chunk.read(row(Array.fill(length)(Float.NaN)), index))
        chunk.read(row(values), index)
      }
      chunk.flush(size)
      for ((values, index) <- numbers.zipWithIndex) {
        val wanted = new Array[Float](length)
        encoding.encode(values.clone(), wanted)
        val found = new Array[Float](length)
        batch.get(index * length, found)
        assert(found.toSeq == wanted.toSeq, s"row $index of $size")
      }
    }
  }

  test("records that need no encoding come into the batch with all their bits") {
    val batch = Predictor.allocate(3, length)
    val chunk = new RecordChunk(cursor(Rescaling.NONE), length, 3, batch)
    val numbers = Seq.tabulate(3)(row => Array.tabulate(length)(i => if (i % 2 == 0) -0f else row + i / 3f))
    for ((values, index) <- numbers.zipWithIndex) chunk.read(row(values), index)
    chunk.flush(3)
    val found = Seq.tabulate(3 * length)(i => java.lang.Float.floatToRawIntBits(batch.get(i)))
    assert(found == numbers.flatten.map(java.lang.Float.floatToRawIntBits(_)))
  }
}
