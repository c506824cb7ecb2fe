package org.coherer.training.network.memory

import java.util.Random

import org.scalatest.funsuite.AnyFunSuite

/** Things that are needed at the same time never share memory. */
class MemoryPlanSuite extends AnyFunSuite {

  private case class Thing(from: Int, to: Int, size: Long)

  private def assertApart(things: Seq[Thing]): Seq[Int] = {
    val plan = new MemoryPlan
    val slots = things.map(thing => plan.place(thing.from, thing.to, thing.size))
    val memories = plan.allocate()
    try {
      for (i <- things.indices) {
        assert(memories.get(slots(i)).length >= things(i).size)
        for (k <- 0 until i if slots(k) == slots(i))
          assert(things(k).to < things(i).from || things(i).to < things(k).from, s"${things(k)} ${things(i)}")
      }
    } finally memories.forEach(_.close())
    slots
  }

  test("memory plan: a chain takes turns with two slots") {
    val slots = assertApart((1 to 20).map(i => Thing(i, i + 1, 10L * i)))
    assert(slots.distinct.size == 2)
  }

  test("memory plan: what is needed to the end keeps its slot") {
    val slots = assertApart(Thing(0, 100, 5) +: (1 to 20).map(i => Thing(i, i + 1, 10)))
    assert(slots.count(_ == slots.head) == 1 && slots.distinct.size == 3)
  }

  test("memory plan: whatever is needed when") {
    val random = new Random(1)
    for (_ <- 1 to 200) assertApart(Seq.fill(30) {
      val from = random.nextInt(50)
      Thing(from, from + random.nextInt(10), 1L + random.nextInt(100))
    })
  }
}
