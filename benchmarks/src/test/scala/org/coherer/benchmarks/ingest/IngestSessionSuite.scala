package org.coherer.benchmarks.ingest

import java.nio.file.Files

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.ml.linalg.{SQLDataTypes, Vectors}
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema
import org.apache.spark.sql.types.{ArrayType, FloatType, IntegerType, StructType}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The ways in which rows are read, on few of them. No figure is looked at but for being one. */
class IngestSessionSuite extends AnyFunSuite with WithTempDir {

  /** The sizes of the batches that DL4J's way makes of rows. */
  private def batches(columns: Seq[String], features: Int, rows: Seq[Row]): Seq[Int] = {
    val names = java.util.Arrays.asList(columns: _*)
    val iterator = rows.iterator
    val javaRows = new java.util.Iterator[Row] {
      override def hasNext: Boolean = iterator.hasNext
      override def next(): Row = iterator.next()
    }
    val sizes = ArrayBuffer[Int]()
    new DataSetWay(names, features, 128).call(javaRows).forEachRemaining(size => sizes += size)
    sizes.toList
  }

  test("rows are read in every way, in every representation, and written once") {
    withTempDir { folder =>
      val session = new IngestSession(folder)
      try
        Representation.values.foreach { representation =>
          assert(session.prepare(representation, 20, 600) == 600)
          val times = session.ingest(false)
          val learned = session.ingest(true)
          val seconds = Seq(times.firstEpoch, times.laterEpoch, times.copy, session.noop(), session.rdd()) ++
            Seq(learned.firstEpoch, learned.laterEpoch)
          assert(seconds.forall(value => value > 0 && value < 300), s"$representation: $seconds")
          val written = folder.resolve(s"${representation.label}-20-600").resolve("_SUCCESS")
          val before = Files.getLastModifiedTime(written)
          session.prepare(representation, 20, 600)
          assert(Files.getLastModifiedTime(written) == before)
        }
      finally session.close()
    }
  }

  test("DL4J's way makes whole batches and one of the rest, of vectors, arrays and columns") {
    val vectors = new StructType().add("features", SQLDataTypes.VectorType).add("label", IntegerType)
    val arrays = new StructType().add("features", ArrayType(FloatType)).add("label", IntegerType)
    val columns = new StructType().add("f1", FloatType).add("f2", FloatType).add("label", IntegerType)
    def rows(count: Int, schema: StructType)(values: Int => Seq[Any]): Seq[Row] =
      (0 until count).map(i => new GenericRowWithSchema((values(i) :+ i % 10).toArray[Any], schema))
    def vector(i: Int): Seq[Any] = Seq(Vectors.dense(i.toDouble, 1))
    assert(batches(Seq("features"), 2, rows(300, vectors)(vector)) == Seq(128, 128, 44))
    assert(batches(Seq("features"), 2, rows(256, vectors)(vector)) == Seq(128, 128))
    assert(batches(Seq("features"), 2, rows(0, vectors)(vector)).isEmpty)
    assert(batches(Seq("features"), 2, rows(1, arrays)(i => Seq(Seq(i.toFloat, 1f)))) == Seq(1))
    assert(batches(Seq("f1", "f2"), 2, rows(129, columns)(i => Seq(i.toFloat, 1f))) == Seq(128, 1))
  }
}
