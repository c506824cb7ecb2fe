package org.coherer.connector.row

import java.util.Collections

import org.apache.arrow.memory.RootAllocator
import org.apache.arrow.vector.Float4Vector
import org.apache.arrow.vector.complex.ListVector
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.types._
import org.apache.spark.sql.vectorized.{ArrowColumnVector, ColumnVector, ColumnarBatch}
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy}
import org.coherer.connector.spark.RowLayout
import org.scalatest.funsuite.AnyFunSuite

/** Column batches that do not come from Spark's own readers. */
class ColumnarRowsSuite extends AnyFunSuite {

  private val allocator = new RootAllocator(1 << 20)

  private def read(binding: FeatureBinding, types: Seq[DataType], columns: ColumnVector*): Seq[Seq[Float]] = {
    val batch = new ColumnarBatch(columns.toArray, 3)
    val features = new Features(binding, 2, InvalidPolicy.ERROR)
    val layout = new RowLayout(true, columns.indices.toArray, types.toArray)
    val batches = Collections.singletonList(batch).iterator().asInstanceOf[java.util.Iterator[InternalRow]]
    val rows = RowCursors.open(
      layout,
      batches,
      Collections.singletonList(binding),
      Collections.singletonList(Integer.valueOf(features.length)),
      InvalidPolicy.ERROR,
      features
    )
    try
      Iterator
        .continually(rows.next())
        .takeWhile(identity)
        .map { _ =>
          rows.readFeatures()
          features.floats().take(2).toSeq
        }
        .toList
    finally batch.close()
  }

  private def numbers(name: String, values: Float*): ArrowColumnVector = {
    val vector = new Float4Vector(name, allocator)
    vector.allocateNew(values.size)
    values.zipWithIndex.foreach { case (value, i) => vector.set(i, value) }
    vector.setValueCount(values.size)
    new ArrowColumnVector(vector)
  }

  private def lists(values: Seq[Float]*): ArrowColumnVector = {
    val vector = ListVector.empty("x", allocator)
    val writer = vector.getWriter
    values.foreach { list =>
      writer.startList()
      list.foreach(value => writer.float4().writeFloat4(value))
      writer.endList()
    }
    writer.setValueCount(values.size)
    new ArrowColumnVector(vector)
  }

  private val expected = Seq(Seq(1f, 2f), Seq(3f, 4f), Seq(5f, 6f))

  test("arrays of Arrow are read") {
    val schema = new StructType().add("x", ArrayType(FloatType))
    val binding = FeatureBinding.column(schema, "x", Collections.emptyList())
    assert(read(binding, Seq(ArrayType(FloatType)), lists(expected: _*)) == expected)
  }

  test("columns of Arrow are read") {
    val schema = new StructType().add("x", FloatType).add("y", FloatType)
    val binding = FeatureBinding.columns(schema, java.util.List.of("x", "y"), Collections.emptyList())
    val found = read(binding, Seq(FloatType, FloatType), numbers("x", 1, 3, 5), numbers("y", 2, 4, 6))
    assert(found == expected)
  }
}
