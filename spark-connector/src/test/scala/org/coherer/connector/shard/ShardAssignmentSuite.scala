package org.coherer.connector.shard

import java.util.Arrays

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class ShardAssignmentSuite extends AnyFunSuite {

  private def counts(rows: Seq[Long]*) = Arrays.asList(rows.map(_.toArray): _*)

  /** The size of each shard, row by row. */
  private def sizes(assignment: ShardAssignment, rows: Seq[Long]*): Seq[Long] = {
    val shards = new Array[Long](assignment.workers)
    for (
      (strata, partition) <- rows.zipWithIndex; (count, stratum) <- strata.zipWithIndex; row <- 0L until count
    )
      shards(assignment.rank(partition, stratum, row)) += 1
    shards.toSeq
  }

  private def samples(seed: Int): Seq[Seq[Long]] = {
    val random = new Random(seed)
    val strata = 1 + random.nextInt(3)
    Seq.fill(1 + random.nextInt(20))(Seq.fill(strata)(random.nextInt(30).toLong))
  }

  test("an exact assignment gives shards that differ by one row at most, and so does each stratum") {
    for (seed <- 1 to 200; workers <- Seq(1, 2, 3, 7)) {
      val rows = samples(seed)
      val assignment = ShardAssignment.exact(workers, counts(rows: _*))
      val all = sizes(assignment, rows: _*)
      assert(all.max - all.min <= 1)
      for (stratum <- rows.head.indices) {
        val one =
          sizes(assignment, rows.map(_.zipWithIndex.map { case (n, s) => if (s == stratum) n else 0L }): _*)
        assert(one.max - one.min <= 1)
      }
    }
  }

  test("the sizes that are foreseen are those that come") {
    for (seed <- 1 to 200; workers <- Seq(1, 2, 3, 7)) {
      val rows = samples(seed)
      for (
        assignment <- Seq(ShardAssignment.hashed(workers), ShardAssignment.exact(workers, counts(rows: _*)))
      ) {
        assert(assignment.shards(counts(rows: _*)).toSeq == sizes(assignment, rows: _*))
      }
    }
  }

  /** Rows that all begin at one rank: the first ranks get one more. */
  private def unlucky(workers: Int, partitions: Int, rows: Long) =
    (
      new ShardAssignment(workers, Array.fill(partitions)(Array(0))),
      counts(Seq.fill(partitions)(Seq(rows)): _*)
    )

  test("an assignment is balanced if no shard needs a step more, or is a batch larger, than it must") {
    val (assignment, rows) = unlucky(2, 10, 5)
    assert(assignment.shards(rows).toSeq == Seq(30, 20))
    assert(assignment.isBalanced(rows, 30) && assignment.isBalanced(rows, 10))
    assert(!assignment.isBalanced(rows, 25), "two steps instead of one")
    assert(!assignment.isBalanced(rows, 9), "ten rows apart")
    assert(ShardAssignment.exact(2, rows).isBalanced(rows, 1))
  }
}
