package org.coherer.benchmarks.allreduce

import org.coherer.benchmarks.process.Request
import org.coherer.benchmarks.ranks.RankGroupRequests
import org.coherer.benchmarks.raw.Timing
import org.scalatest.funsuite.AnyFunSuite

/** Ranks that are threads of this process; requests are those of a parent. */
class AllReduceRankSuite extends AnyFunSuite {

  private def withRanks[A](count: Int)(body: AllReduceWorker => A): A = {
    val worker = new AllReduceWorker
    try {
      val members = worker.answer(Request.parse(RankGroupRequests.listen(count)))
      assert(members.split(" ").length == count)
      assert(worker.answer(Request.parse(RankGroupRequests.connect(members))) == "")
      body(worker)
    } finally worker.close()
  }

  test("sums have their closed form, whatever the number of ranks and the length") {
    for (ranks <- Seq(1, 2, 3, 4)) {
      withRanks(ranks) { worker =>
        for (floats <- Seq(0, 1, ranks - 1, ranks, ranks + 1, 1009, 70001))
          assert(worker.answer(Request.parse(s"check $floats")) == "", s"$ranks ranks, $floats floats")
      }
    }
  }

  test("a run answers with as many times as were asked for, and a shorter vector may follow a longer one") {
    withRanks(2) { worker =>
      for (floats <- Seq(5000, 10)) {
        val times = Timing.parse(worker.answer(Request.parse(s"run $floats 2 7")))
        assert(times.length == 7 && times.forall(_ >= 0))
      }
    }
  }

  test("a request that nobody knows is refused by name") {
    val worker = new AllReduceWorker
    val e = intercept[IllegalArgumentException](worker.answer(Request.parse("sum 5")))
    assert(e.getMessage == "Unknown request 'sum'")
    worker.close()
  }
}
