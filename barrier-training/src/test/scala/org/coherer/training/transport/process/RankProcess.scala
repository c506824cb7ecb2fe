package org.coherer.training.transport.process

import java.io.{BufferedReader, ByteArrayInputStream, InputStreamReader, ObjectInputStream}
import java.time.Duration
import java.util.{Arrays, Base64, Collections}
import java.util.concurrent.LinkedBlockingQueue

import org.coherer.testkit.transport.Holdings
import org.coherer.training.collective.Collectives
import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.mesh.MeshListener
import org.coherer.training.transport.{
  LinkKind,
  Locality,
  Member,
  PortRange,
  RunIdentity,
  Transport,
  TransportOptions,
  TransportSettings,
  TransportTimeouts
}
import org.coherer.training.vector.FlatVector

/** One rank in a process of its own, which a test leads by lines on standard input:
  *
  *   - the secret, serialized, in base 64: first of all
  *   - `open GENERATION PORT`: opens a listener, on any port if that is 0; answers `open PORT JVM`
  *   - `meet STEPS PORTS JVMS`: connects to the ranks with these ports and makes so many all-reduces; answers
  *     `connected`, `step NUMBER` after each, and in the end `done` or `failed MESSAGE`, and `left` with what
  *     it still holds
  *
  * Dies when standard input ends, and with it the test. Answers start with `rank> `.
  */
final class RankProcess(rank: Int, link: LinkKind, floats: Int, peerTimeout: Duration, folder: String) {

  private var identity: RunIdentity = _
  private var listener: MeshListener = _

  def obey(secret: RunSecret, command: Array[String]): Unit = command match {
    case Array("open", generation, port) => open(secret, generation.toInt, port.toInt)
    case Array("meet", steps, ports, jvms) => meet(steps.toInt, ports.split(","), jvms.split(","))
    case other => throw new IllegalArgumentException("Unknown command " + other.mkString(" "))
  }

  private def open(secret: RunSecret, generation: Int, port: Int): Unit = {
    identity = new RunIdentity(0x5eed, generation)
    val defaults = TransportOptions.DEFAULT
    val options = new TransportOptions(
      Collections.singleton(link),
      new PortRange(port, port),
      defaults.messageTimeout,
      defaults.checksums,
      defaults.encrypted,
      folder
    )
    listener = MeshListener.open(
      new TransportSettings(
        rank,
        "127.0.0.1",
        identity,
        secret,
        new TransportTimeouts(Duration.ofSeconds(20), peerTimeout),
        options,
        () => false
      )
    )
    say(s"open ${listener.port} ${Locality.here().jvm}")
  }

  private def meet(steps: Int, ports: Array[String], jvms: Array[String]): Unit = {
    val machine = Locality.here().machine
    val members = ports.zip(jvms).zipWithIndex.map { case ((port, jvm), other) =>
      new Member(other, "127.0.0.1", port.toInt, 0, 0, "plan", new Locality(machine, jvm, 1))
    }
    try {
      val transport = listener.connect(Arrays.asList(members: _*))
      say("connected")
      try sum(transport, steps)
      catch { case e: RuntimeException => transport.abort(e.getMessage); throw e }
      finally transport.close()
      say("done")
    } catch { case e: RuntimeException => say("failed " + e.getMessage) }
    finally listener.close()
    val left = Holdings.now()
    val sockets = left.descriptors.getOrElse("socket", 0)
    say(s"left ${left.threads.size} threads, $sockets sockets, ${left.segments} segments")
  }

  /** Sums `rank + i % 16`, which floats hold exactly. */
  private def sum(transport: Transport, steps: Int): Unit = {
    val size = transport.worldSize
    val mine = FlatVector.of(Array.tabulate(floats)(i => (rank + i % 16).toFloat): _*)
    val expected = Array.tabulate(floats)(i => (size * (size - 1) / 2 + size * (i % 16)).toFloat)
    val vector = FlatVector.allocate(floats.toLong)
    val allReduce = Collectives.over(transport).allReduce()
    for (step <- 0 until steps) {
      transport.step(step.toLong)
      vector.copyFrom(mine)
      allReduce.sum(vector)
      if (!Arrays.equals(vector.toArray, expected)) {
        throw new IllegalStateException(s"A wrong sum at step $step")
      }
      say(s"step $step")
    }
  }

  private def say(line: String): Unit = {
    println("rank> " + line.replace('\n', ' '))
    System.out.flush()
  }
}

object RankProcess {

  def main(arguments: Array[String]): Unit = {
    val Array(rank, link, floats, peerMillis, folder) = arguments
    val lines = new LinkedBlockingQueue[String]
    val reader = new Thread(() => readAll(lines), "standard input")
    reader.setDaemon(true)
    reader.start()
    val process = new RankProcess(
      rank.toInt,
      LinkKind.named(link),
      floats.toInt,
      Duration.ofMillis(peerMillis.toLong),
      folder
    )
    val secret = secretOf(lines.take())
    while (true) process.obey(secret, lines.take().split(" "))
  }

  private def readAll(lines: LinkedBlockingQueue[String]): Unit = {
    val in = new BufferedReader(new InputStreamReader(System.in))
    try Iterator.continually(in.readLine()).takeWhile(_ != null).foreach(line => lines.put(line))
    finally Runtime.getRuntime.halt(0)
  }

  private def secretOf(line: String): RunSecret =
    new ObjectInputStream(new ByteArrayInputStream(Base64.getDecoder.decode(line)))
      .readObject()
      .asInstanceOf[RunSecret]
}
