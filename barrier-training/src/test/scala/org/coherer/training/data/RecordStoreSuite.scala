package org.coherer.training.data

import java.util.Arrays.asList

import org.scalatest.funsuite.AnyFunSuite

class RecordStoreSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(3))

  private def record(id: Int) = Record(Seq(id.toFloat, -id.toFloat), (id % 3).toFloat, id / 10f)

  private def features(store: RecordStore): Seq[Float] = {
    val batch = new Batch(1, 2, 3)
    (0 until store.rows()).map { row =>
      store.copyInto(row, batch, 0)
      batch.features().get(0)
    }
  }

  test("rows come in the order of partition and row, whatever the order of arrival") {
    val blocks = Seq(
      block(0, 0, record(0), record(1)),
      block(0, 2, record(2)),
      block(1, 0),
      block(1, 0, record(3)),
      block(2, 0, record(4), record(5))
    )
    for (arrival <- blocks.permutations) {
      val store = RecordStore.load(layout, asList(arrival: _*).iterator())
      assert(features(store) == (0 until 6).map(_.toFloat))
    }
  }

  test("a record becomes features, one-hot target and weight") {
    val batch = new Batch(2, 2, 3)
    store(layout, Seq(record(4), record(5))).copyInto(1, batch, 1)
    assert((2 to 3).map(batch.features().get(_)) == Seq(5f, -5f))
    assert((3 to 5).map(batch.targets().get(_)) == Seq(0f, 0f, 1f))
    assert(batch.weights().get(1) == 0.5f)
  }

  test("an empty shard has no rows") {
    assert(RecordStore.load(layout, asList[RecordBlock]().iterator()).rows() == 0)
  }

  test("a block made for another layout is refused") {
    val other = new RecordLayout(3, new TargetEncoding.ClassIndex(3))
    val message = intercept[IllegalStateException](store(other, Seq(record(1)))).getMessage
    assert(message == "Block of partition 0 at row 0 has 16 bytes (must be 1 records of 20)")
  }
}
