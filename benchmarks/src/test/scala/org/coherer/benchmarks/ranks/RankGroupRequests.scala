package org.coherer.benchmarks.ranks

/** The requests by which ranks of one process meet, for suites of other packages. */
object RankGroupRequests {

  def listen(ranks: Int): String =
    (Seq(HostedRanks.LISTEN, RunKey.random().encode, TransportKind.LOCAL.label) ++ (0 until ranks))
      .mkString(" ")

  def connect(members: String): String = HostedRanks.CONNECT + " " + members
}
