package org.coherer.connector.trace

import org.coherer.testkit.EventRecords
import org.coherer.testkit.EventRecords.Decoded
import org.coherer.training.trace.Phase
import org.scalatest.funsuite.AnyFunSuite

/** The fields are those of Perfetto's trace_packet.proto and track_event.proto. */
class PerfettoTraceSuite extends AnyFunSuite with WithTraces {

  private def packets(ranks: RankTrace*): Seq[Decoded] =
    EventRecords.parse(PerfettoTrace.of(list(ranks: _*))).messages(1)

  /** What happens on each track, in the order of the file. */
  private def tracks(packets: Seq[Decoded]): Map[Long, Seq[(Long, String)]] = packets
    .filter(_.has(11))
    .map { packet =>
      val event = packet.message(11)
      val what = event.number(9) match {
        case 1 => event.text(23)
        case 2 => "end"
      }
      (event.number(11), (packet.number(8), what))
    }
    .groupBy(_._1)
    .map { case (track, all) => track -> all.map(_._2) }

  test("a rank is a process with a thread, and both have names and numbers of their own") {
    val descriptors = packets(rankTrace(0, step(1, 0): _*), rankTrace(1, step(1, 0): _*))
      .filter(_.has(60))
      .map(_.message(60))
    assert(descriptors.map(_.number(1)) == Seq(3L, 4L, 6L, 7L))
    val processes = descriptors.filter(_.has(3)).map(_.message(3))
    assert(
      processes.map(p => p.number(1) -> p.text(6)) == Seq(3L -> "rank 0 on host", 6L -> "rank 1 on host")
    )
    val threads = descriptors.filter(_.has(4))
    assert(threads.map(_.number(5)) == Seq(3L, 6L))
    assert(
      threads.map(_.message(4)).map(t => (t.number(1), t.number(2), t.text(5))) ==
        Seq((3L, 4L, "training"), (6L, 7L, "training"))
    )
  }

  test("slices nest, and one that ends where another begins ends first") {
    val Seq((_, slices)) = tracks(packets(rankTrace(0, step(7, 0): _*))).toSeq
    assert(
      slices == Seq(
        0L -> "step 7",
        0L -> "data",
        5000L -> "end",
        5000L -> "pass",
        5000L -> "forward 0 Dense",
        15000L -> "end",
        15000L -> "forward 1 Dense",
        20000L -> "end",
        20000L -> "loss",
        22000L -> "end",
        22000L -> "backward 1 Dense",
        30000L -> "end",
        30000L -> "backward 0 Dense",
        50000L -> "end",
        50000L -> "end",
        50000L -> "exchange",
        60000L -> "end",
        60000L -> "clip",
        65000L -> "end",
        65000L -> "optimizer",
        95000L -> "end",
        100000L -> "end"
      )
    )
  }

  test("buckets are on a thread of their own, beside the pass") {
    val spans = step(1, 0) ++ Seq(span(Phase.BUCKET, 30, 40, "1"), span(Phase.BUCKET, 45, 58, "2"))
    val found = packets(rankTrace(0, spans: _*))
    assert(
      found.filter(_.has(60)).map(_.message(60)).filter(_.has(4)).map(_.message(4).text(5)) ==
        Seq("training", "exchange")
    )
    assert(
      tracks(found)(5) == Seq(30000L -> "bucket 1", 40000L -> "end", 45000L -> "bucket 2", 58000L -> "end")
    )
  }

  test("a slice says what kind it is, and slices without a duration begin and end") {
    val found = packets(rankTrace(0, span(Phase.STEP, 0, 5, "1"), span(Phase.DATA, 2, 2)))
    assert(tracks(found)(4) == Seq(0L -> "step 1", 2000L -> "data", 2000L -> "end", 5000L -> "end"))
    assert(
      found.filter(_.has(11)).map(_.message(11)).filter(_.has(22)).map(_.text(22)) == Seq("step", "data")
    )
    assert(found.forall(_.number(10) == 1))
  }
}
