package org.coherer.training.data

import org.coherer.training.encoding.TargetEncoding
import org.scalatest.funsuite.AnyFunSuite

class RowsDigestSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(2))
  private val rows = Seq.tabulate(7)(i => Record(Seq(i.toFloat, -i.toFloat), (i % 2).toFloat, 1f + i))

  private def digest(blocks: RecordBlock*): Long = {
    val digest = new RowsDigest(layout)
    blocks.foreach(digest.add)
    digest.value()
  }

  private def sparse(rows: Seq[(Array[Int], Array[Float])]): RecordBlock = {
    val builder = new BlockBuilder(layout, 0, new RecordBlock.Kind(false, true), 1000)
    rows.zipWithIndex.foreach { case ((indices, values), row) =>
      builder.add(row.toLong, indices, values, indices.length, Array(1f), 1f)
    }
    builder.take()
  }

  test("it does not depend on the order of the rows, or on blocks") {
    val whole = digest(block(0, 0, rows: _*))
    assert(whole == digest(block(0, 0, rows.reverse: _*)))
    assert(whole == digest(block(3, 5, rows.take(2): _*), block(1, 0, rows.drop(2): _*)))
    assert(digest() == 0)
  }

  test("it tells sets of rows from each other: a feature, a label, a weight, a row twice or missing") {
    val others = Seq(
      rows.updated(3, Record(Seq(3f, 3f), 1f, 4f)),
      rows.updated(3, Record(Seq(3f, -3f), 0f, 4f)),
      rows.updated(3, Record(Seq(3f, -3f), 1f, 5f)),
      rows :+ rows.head,
      rows.tail
    )
    val all = (rows +: others).map(some => digest(block(0, 0, some: _*)))
    assert(all.distinct.size == all.size)
  }

  test("a dense row counts the same among sparse ones") {
    val builder = new BlockBuilder(layout, 0, new RecordBlock.Kind(false, true), 1000)
    rows.take(2).foreach(row => builder.add(0, row.features.toArray, Array(row.label), row.weight))
    builder.add(2, Array(0), Array(1f), 1, Array(1f), 1f)
    val mixed = digest(builder.take())
    assert(mixed == digest(block(0, 0, rows.take(2): _*), sparse(Seq((Array(0), Array(1f))))))
  }

  test("sparse rows, whatever their lengths") {
    val some = Seq((Array(0), Array(1f)), (Array(0, 1), Array(2f, 3f)), (Array[Int](), Array[Float]()))
    assert(digest(sparse(some)) == digest(sparse(some.reverse)))
    assert(digest(sparse(some)) == digest(sparse(some.take(1)), sparse(some.drop(1))))
    assert(digest(sparse(some)) != digest(sparse(some.updated(0, (Array(1), Array(1f))))))
  }
}
