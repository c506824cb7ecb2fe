package org.coherer.training.embedding.table

import scala.collection.mutable
import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

/** Ordered linear probing, entry by entry. */
class IndexSegmentSuite extends AnyFunSuite with WithTables {

  private val MaxTag = 0xffffffffL

  /** A segment whose ids are their slots. */
  private class Fixture(limit: Long = plenty) {
    val budget = new MemoryBudget(limit)
    val slabs = new RowSlabs(new SlotLayout(1, false), Long.MaxValue, new MemoryBudget(plenty))
    val segment = new IndexSegment(budget)
    val tags: mutable.Map[Int, Long] = mutable.Map()

    def add(tag: Long): Int = {
      val slot = slabs.take()
      slabs.setId(slot, slot.toLong)
      while (!segment.insert(tag, slot)) assert(segment.grow())
      tags(slot) = tag
      slot
    }

    def remove(slot: Int): Unit = {
      segment.remove(segment.find(tags(slot), slot.toLong, slabs))
      slabs.giveBack(slot)
      tags -= slot
    }

    def assertWhole(): Unit = {
      val entries = (0 until segment.length).filter(i => segment.slotAt(i) != IndexSegment.ABSENT)
      assert(segment.count == tags.size && entries.map(i => segment.slotAt(i)).toSet == tags.keySet)
      val found = entries.map(i => segment.tagAt(i))
      assert(found == tags.values.toSeq.sorted)
      for ((slot, tag) <- tags) assert(segment.slotAt(segment.find(tag, slot.toLong, slabs)) == slot)
      assert(segment.length == 0 || segment.slotAt(segment.length - 1) == IndexSegment.ABSENT)
      assert(budget.used == segment.length * 8L)
    }

    def close(): Unit = {
      segment.close()
      slabs.close()
      assert(budget.used == 0)
    }
  }

  private def churn(seed: Int)(tag: Random => Long): Unit = {
    val fixture = new Fixture
    val random = new Random(seed)
    for (round <- 0 until 40) {
      for (_ <- 0 until 60) fixture.add(tag(random))
      val leaving = random.shuffle(fixture.tags.keys.toSeq.sorted).take(if (round < 25) 20 else 90)
      leaving.foreach(slot => fixture.remove(slot))
      fixture.assertWhole()
      val absent = tag(random)
      assert(fixture.segment.find(absent, -5L, fixture.slabs) == IndexSegment.ABSENT)
    }
    fixture.close()
  }

  test("entries stay in order and are found: tags anywhere, crowded at either end, and equal") {
    churn(1)(random => random.nextLong() & MaxTag)
    churn(2)(random => random.nextInt(1000).toLong)
    churn(3)(random => MaxTag - random.nextInt(1000))
    churn(4)(_ => MaxTag)
    churn(5)(_ => 0L)
    churn(6)(random => (random.nextInt(4).toLong << 30) + random.nextInt(3))
  }

  test("a segment that may not grow says so and stays as it is") {
    val fixture = new Fixture(limit = 24 * 8)
    for (i <- 0 until 14) fixture.add(i.toLong << 28)
    assert(!fixture.segment.insert(7, 99) && !fixture.segment.grow())
    fixture.assertWhole()
    fixture.remove(3)
    fixture.add(5)
    fixture.assertWhole()
    fixture.close()
  }

  test("an empty segment has nothing and takes nothing") {
    val fixture = new Fixture
    assert(fixture.segment.firstSlot(5) == IndexSegment.ABSENT)
    assert(fixture.segment.find(5, 5, fixture.slabs) == IndexSegment.ABSENT)
    assert(fixture.segment.touch(5) == 0 && fixture.segment.lowerBound(5) == 0)
    fixture.assertWhole()
    fixture.close()
  }

  test("a segment is between 3/4 and 17/20 full, less the tail, while it grows") {
    val fixture = new Fixture
    val random = new Random(8)
    for (count <- 1 to 50000) {
      fixture.add(random.nextLong() & MaxTag)
      if (count > 5000 && count % 1000 == 0) {
        val load = count.toDouble / fixture.segment.length
        assert(load > 0.73 && load < 0.85, count)
      }
    }
    fixture.close()
  }
}
