package org.coherer.benchmarks.ingest

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.ml.linalg.{SparseVector, Vector}
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class RepresentationSuite extends AnyFunSuite with WithSpark {

  private val rows = 40
  private val features = 20

  private def generated(representation: Representation): Seq[Row] = {
    val data: DataFrame = representation.generate(spark, rows.toLong, features, 2)
    data.collect().toSeq
  }

  private def values(representation: Representation, row: Row): Seq[Double] = representation match {
    case Representation.VECTOR => row.getAs[Vector]("features").toArray.toSeq
    case Representation.ARRAY =>
      val read = ArrayBuffer[Double]()
      row.getList[Float](row.fieldIndex("features")).forEach(value => read += value.toDouble)
      read.toList
    case Representation.COLUMNS => (1 to features).map(i => row.getAs[Float](s"f$i").toDouble)
    case Representation.SPARSE => row.getAs[Vector]("features").toArray.toSeq
  }

  /** The formula of the dense representations; columns are numbered from 1. */
  private def expected(id: Long, column: Int): Double =
    ((id * 31 + column * 17) % 1009 + (id * column) % 7 / 7.0) / 1010

  test("a label finds its representation") {
    Representation.values.foreach(one => assert(Representation.of(one.label) eq one))
    assert(Representation.columnNames(3) == java.util.Arrays.asList("f1", "f2", "f3"))
  }

  test("vectors, arrays and columns have the same numbers, those of the formula") {
    for (
      representation <- Seq(Representation.VECTOR, Representation.ARRAY, Representation.COLUMNS);
      (row, id) <- generated(representation).zipWithIndex
    ) {
      val found = values(representation, row)
      assert(found.size == features)
      found.zipWithIndex.foreach { case (value, i) =>
        assert(math.abs(value - expected(id.toLong, i + 1)) < 1e-6, s"$representation, row $id, value $i")
      }
    }
  }

  test("sparse vectors have a tenth of the values, at places that rise") {
    generated(Representation.SPARSE).zipWithIndex.foreach { case (row, id) =>
      val vector = row.getAs[SparseVector]("features")
      assert(vector.size == features && vector.indices.length == features / 10)
      assert(vector.indices.toSeq == vector.indices.toSeq.sorted.distinct)
      vector.values.zipWithIndex.foreach { case (value, i) =>
        assert(value == (id * 31 + i * 17L) % 1009 / 1009.0)
      }
    }
  }

  test("labels are the classes in turn, in every representation") {
    Representation.values.foreach { representation =>
      val labels = generated(representation).map(_.getAs[Int](Representation.labelColumn))
      assert(labels == (0 until rows).map(_ % Representation.classes))
    }
  }
}
