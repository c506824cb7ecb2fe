package org.coherer.training.transport.process

import java.time.Duration

import org.coherer.training.transport.LinkKind
import org.scalatest.funsuite.AnyFunSuite

/** Ranks that are processes, and the operating system's ways to end or freeze one. */
class ProcessFaultSuite extends AnyFunSuite with WithRankProcesses {

  private val soon = Duration.ofSeconds(5)

  private def seconds(body: => Unit): Double = {
    val start = System.nanoTime
    body
    (System.nanoTime - start) / 1e9
  }

  /** What the survivors say; none holds anything of the run any more. */
  private def failures(survivors: Seq[Rank]): Seq[String] = survivors.map { rank =>
    val message = rank.hear("failed", soon)
    // Java keeps a socket of its own, to close others by.
    assert(rank.hear("left", soon).matches("0 threads, [01] sockets, 0 segments"))
    message
  }

  for (link <- Seq(LinkKind.TCP, LinkKind.SHM)) {
    test(
      s"${link.text}: a rank that is killed in mid all-reduce is named by the others, which fail at once"
    ) {
      withRankProcesses(3, link) { (ranks, all) =>
        val took = seconds {
          all(1).kill()
          failures(Seq(all(0), all(2))).foreach { message =>
            val lost = s"(?s).*[Ll]ost rank 1 \\(127.0.0.1:${all(1).port}\\) at step \\d+: .*"
            assert(message.matches(lost), message)
          }
        }
        assert(took < 5)
        assert(ranks.folder.toFile.list.toSeq == Nil, "segments are left")
      }
    }

    test(s"${link.text}: a frozen rank times out, and cannot join the next attempt when it thaws") {
      withRankProcesses(3, link) { (ranks, all) =>
        val Seq(first, second, frozen) = all
        val took = seconds {
          frozen.signal("STOP")
          failures(Seq(first, second)).foreach { message =>
            val awaited = s"ost rank 2 \\(127.0.0.1:${frozen.port}\\) at step \\d+: no sign of life for 2 s"
            assert(message.matches(s"(?s).*$awaited \\(\\d+ bytes (awaited|left to send)\\).*"), message)
          }
        }
        assert(took >= 1.4 && took < 4, "about the peer timeout, counted from the last sign of life")

        val fresh = ranks.start(2)
        fresh.open(generation = 1)
        Seq(first, second).foreach(rank => rank.open(generation = 1, onPort = rank.port))
        val retry = Seq(first, second, fresh)
        Seq(first, second).foreach(_.meet(retry, steps = 50))

        frozen.signal("CONT")
        val end = frozen.hear("failed", soon)
        assert(end.matches("(?s).*(aborted at step|Lost rank [01] ).*"), end)
        frozen.open(generation = 0)
        frozen.meet(Seq(first, second, frozen), steps = 50)
        val refused = "Rank 2 cannot connect to rank [01] \\(.*\\): The other side refused the hello.*"
        val again = frozen.hear("failed", soon)
        assert(again.matches(refused), again)

        fresh.meet(retry, steps = 50)
        retry.foreach(_.hear("done", Duration.ofSeconds(20)))
        assert(ranks.folder.toFile.list.toSeq == Nil, "segments are left")
      }
    }
  }
}
