package org.coherer.connector.row

import java.util.Collections

import org.apache.spark.ml.linalg.SQLDataTypes
import org.apache.spark.sql.execution.vectorized.{Dictionary, OnHeapColumnVector, WritableColumnVector}
import org.apache.spark.sql.types._
import org.apache.spark.sql.vectorized.{ColumnVector, ColumnarBatch}
import org.coherer.connector.column.{FeatureBinding, FeatureKind, InvalidPolicy}
import org.scalatest.funsuite.AnyFunSuite

/** Batches whose numbers are in a dictionary, as Spark's reader of Parquet makes them. */
class DictionaryArraysSuite extends AnyFunSuite {

  private class Numbers(values: Double*) extends Dictionary {
    var decoded: Seq[Int] = Seq.empty

    override def decodeToDouble(id: Int): Double = {
      decoded = decoded :+ id
      values(id)
    }
    override def decodeToFloat(id: Int): Float = decodeToDouble(id).toFloat
    override def decodeToInt(id: Int): Int = throw new UnsupportedOperationException
    override def decodeToLong(id: Int): Long = throw new UnsupportedOperationException
    override def decodeToBinary(id: Int): Array[Byte] = throw new UnsupportedOperationException
  }

  /** Lists of numbers of a dictionary; `null` is no list. */
  private def fill(column: WritableColumnVector, dictionary: Dictionary, lists: Seq[Int]*): Unit = {
    val ids = lists.filter(_ != null).flatten
    val child = column.getChild(0)
    child.setDictionary(dictionary)
    val places = child.reserveDictionaryIds(ids.size)
    ids.zipWithIndex.foreach { case (id, i) => places.putInt(i, id) }
    var offset = 0
    lists.zipWithIndex.foreach { case (list, line) =>
      if (list == null) column.putNull(line)
      else {
        column.putArray(line, offset, list.size)
        offset += list.size
      }
    }
  }

  private def arrays(element: DataType, dictionary: Dictionary, lists: Seq[Int]*): ColumnVector = {
    val column = new OnHeapColumnVector(lists.size, ArrayType(element))
    fill(column, dictionary, lists: _*)
    column
  }

  private val vectorType = SQLDataTypes.VectorType
    .asInstanceOf[org.apache.spark.sql.types.UserDefinedType[_]]
    .sqlType
    .asInstanceOf[StructType]

  private def vectors(dictionary: Dictionary, dense: Seq[Boolean], lists: Seq[Int]*): ColumnVector = {
    val column = new OnHeapColumnVector(lists.size, vectorType)
    dense.zipWithIndex.foreach { case (isDense, i) => column.getChild(0).putByte(i, if (isDense) 1 else 0) }
    fill(column.getChild(3), dictionary, lists: _*)
    column
  }

  private class Reading(kind: FeatureKind, length: Int) {
    val features =
      new Features(
        new FeatureBinding(Collections.singletonList("x"), kind, Collections.emptyList()),
        length,
        InvalidPolicy.ERROR
      )
    private val arrays = new DictionaryArrays(0, kind, features)

    /** What is read of each row; nothing where it must be read row by row. */
    def apply(column: ColumnVector, lines: Int): Seq[Option[Seq[Float]]] = {
      arrays.show(new ColumnarBatch(Array(column), lines))
      (0 until lines).map(line => if (arrays.read(line)) Some(features.floats().toList) else None)
    }
  }

  test("in a batch, every number is decoded once") {
    for (kind <- Seq(FeatureKind.DOUBLE_ARRAY, FeatureKind.FLOAT_ARRAY)) {
      val element = if (kind == FeatureKind.DOUBLE_ARRAY) DoubleType else FloatType
      val reading = new Reading(kind, 3)
      val dictionary = new Numbers(0.1, 2, 3)
      val found = reading(arrays(element, dictionary, Seq(0, 1, 0), Seq(2, 0, 1)), 2)
      assert(found == Seq(Some(Seq(0.1f, 2f, 0.1f)), Some(Seq(3f, 0.1f, 2f))))
      assert(dictionary.decoded == Seq(0, 1, 2))
    }
  }

  test("another batch may have another dictionary") {
    val reading = new Reading(FeatureKind.DOUBLE_ARRAY, 2)
    reading(arrays(DoubleType, new Numbers(1, 2), Seq(0, 1)), 1)
    assert(reading(arrays(DoubleType, new Numbers(3, 4), Seq(0, 1)), 1) == Seq(Some(Seq(3f, 4f))))
  }

  test("a dictionary may be large") {
    val reading = new Reading(FeatureKind.DOUBLE_ARRAY, 2)
    val dictionary = new Numbers((0 until 70000).map(_.toDouble): _*)
    val found =
      reading(arrays(DoubleType, dictionary, Seq(300, 65535), Seq(65536, 69999), Seq(300, 69999)), 3)
    assert(found == Seq(Some(Seq(300f, 65535f)), Some(Seq(65536f, 69999f)), Some(Seq(300f, 69999f))))
    assert(dictionary.decoded == Seq(300, 65535, 65536, 69999, 69999))
  }

  test("vectors are read where they are dense") {
    val reading = new Reading(FeatureKind.VECTOR, 2)
    val column = vectors(new Numbers(1, 2), Seq(true, false, true), Seq(1, 0), Seq(0, 1), Seq(0, 0))
    assert(reading(column, 3) == Seq(Some(Seq(2f, 1f)), None, Some(Seq(1f, 1f))))
  }

  test("a vector without values is not read as the numbers of another") {
    val column = vectors(new Numbers(1, 2), Seq(true, true), Seq(0, 1), null)
    assert(new Reading(FeatureKind.VECTOR, 2)(column, 2) == Seq(Some(Seq(1f, 2f)), None))
  }

  test("what needs a closer look is left to it") {
    val reading = new Reading(FeatureKind.DOUBLE_ARRAY, 2)
    val numbers = new Numbers(1, Double.NaN, 1e300)
    val lists = Seq(Seq(0, 0), null, Seq(0, 0, 0), Seq(0, 1), Seq(2, 0))
    val found = reading(arrays(DoubleType, numbers, lists: _*), lists.size)
    assert(found == Seq(Some(Seq(1f, 1f)), None, None, None, None))
  }

  test("numbers outside dictionaries, and missing ones, are left to others") {
    val reading = new Reading(FeatureKind.DOUBLE_ARRAY, 1)
    val plain = new OnHeapColumnVector(1, ArrayType(DoubleType))
    plain.getChild(0).appendDouble(7)
    plain.putArray(0, 0, 1)
    assert(reading(plain, 1) == Seq(None))
    val missing = new OnHeapColumnVector(1, ArrayType(DoubleType))
    fill(missing, new Numbers(1), Seq(0))
    missing.getChild(0).putNull(0)
    assert(reading(missing, 1) == Seq(None))
  }
}
