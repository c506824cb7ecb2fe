package org.coherer.training.transport.process

import java.io.{
  BufferedReader,
  ByteArrayOutputStream,
  File,
  IOException,
  InputStreamReader,
  ObjectOutputStream
}
import java.nio.file.{Files, Path, Paths}
import java.time.Duration
import java.util.Base64
import java.util.concurrent.{ConcurrentLinkedQueue, LinkedBlockingQueue, TimeUnit}

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.transport.Holdings
import org.coherer.training.transport.LinkKind
import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.mesh.MeshListener
import org.scalatest.Assertions
import org.slf4j.LoggerFactory

/** Starts ranks as processes and leads them. None outlives the body that uses them. */
trait WithRankProcesses { this: Assertions =>

  protected val startDeadline: Duration = Duration.ofSeconds(30)

  private val answer = "rank> "

  /** No more than a rank needs: neither Spark nor its log, which take longer to start than a test to run. */
  private val classPath =
    Seq(
      classOf[RankProcess],
      classOf[MeshListener],
      classOf[RunSecret],
      classOf[Holdings],
      classOf[Option[_]],
      classOf[LoggerFactory]
    )
      .map(one => Paths.get(one.getProtectionDomain.getCodeSource.getLocation.toURI).toString)
      .mkString(File.pathSeparator)

  /** One rank. What it says is kept until it is listened to. */
  protected final class Rank(val number: Int, process: Process) {
    private val said = new LinkedBlockingQueue[String]
    private val text = new ConcurrentLinkedQueue[String]
    private val reader = new Thread(() => readAll(), s"rank process $number")
    reader.setDaemon(true)
    reader.start()

    /** Where it listens, and in which Java virtual machine; once it has opened. */
    var port: Int = 0
    var jvm: String = ""

    private def readAll(): Unit = {
      val in = new BufferedReader(new InputStreamReader(process.getInputStream))
      try
        Iterator.continually(in.readLine()).takeWhile(_ != null).foreach { line =>
          text.add(line)
          if (line.startsWith(answer)) said.put(line.drop(answer.length))
        }
      catch { case e: IOException => text.add(s"(no more to read: $e)") } // It was killed.
    }

    def tell(line: String): Unit = {
      process.getOutputStream.write((line + "\n").getBytes("UTF-8"))
      process.getOutputStream.flush()
    }

    /** Returns what follows a word, dropping everything said before it. */
    def hear(word: String, within: Duration): String = {
      val end = System.nanoTime + within.toNanos
      var line = ""
      while (line.takeWhile(_ != ' ') != word) {
        line = said.poll(end - System.nanoTime, TimeUnit.NANOSECONDS)
        if (line == null) {
          fail(s"Rank $number does not say '$word' within $within; it said:\n${text.toArray.mkString("\n")}")
        }
      }
      line.drop(word.length + 1)
    }

    def open(generation: Int, onPort: Int = 0): Unit = {
      tell(s"open $generation $onPort")
      val Array(opened, name) = hear("open", startDeadline).split(" ")
      port = opened.toInt
      jvm = name
    }

    def meet(all: Seq[Rank], steps: Int): Unit =
      tell(s"meet $steps ${all.map(_.port).mkString(",")} ${all.map(_.jvm).mkString(",")}")

    /** Sends a signal, such as STOP or CONT. */
    def signal(name: String): Unit = {
      val kill = new ProcessBuilder("kill", s"-$name", process.pid.toString).start()
      assert(kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue == 0, s"kill -$name")
    }

    /** Kills it, frozen or not; returns once it is gone. */
    def kill(): Unit = {
      process.destroyForcibly()
      assert(process.waitFor(10, TimeUnit.SECONDS), s"rank $number survives SIGKILL")
    }
  }

  /** What is the same for the ranks of a test. */
  protected final class Ranks(link: LinkKind, floats: Int, peerTimeout: Duration, val folder: Path) {
    private val secret = RunSecret.random()
    private val started = ArrayBuffer[Rank]()

    def start(number: Int): Rank = {
      val java = Paths.get(System.getProperty("java.home"), "bin", "java").toString
      val process = new ProcessBuilder(
        java,
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
        "-cp",
        classPath,
        classOf[RankProcess].getName,
        number.toString,
        link.text,
        floats.toString,
        peerTimeout.toMillis.toString,
        folder.toString
      ).redirectErrorStream(true).start()
      val rank = new Rank(number, process)
      started += rank
      val bytes = new ByteArrayOutputStream
      val out = new ObjectOutputStream(bytes)
      out.writeObject(secret)
      out.close()
      rank.tell(Base64.getEncoder.encodeToString(bytes.toByteArray))
      rank
    }

    def killAll(): Unit = started.foreach(_.kill())
  }

  /** Gives the body so many ranks that have met and make all-reduces, and kills all of them in the end. */
  protected def withRankProcesses[A](
      count: Int,
      link: LinkKind,
      floats: Int = 1 << 19,
      peerTimeout: Duration = Duration.ofSeconds(2)
  )(body: (Ranks, Seq[Rank]) => A): A = {
    val memory = new File("/dev/shm")
    val parent = if (memory.isDirectory) memory.toPath else Paths.get(System.getProperty("java.io.tmpdir"))
    val folder = Files.createTempDirectory(parent, "rank-processes-")
    val ranks = new Ranks(link, floats, peerTimeout, folder)
    try {
      val all = (0 until count).map(ranks.start)
      all.foreach(_.open(generation = 0))
      all.foreach(_.meet(all, steps = 1000000))
      all.foreach(rank => for (_ <- 1 to 3) rank.hear("step", startDeadline))
      body(ranks, all)
    } finally {
      ranks.killAll()
      folder.toFile.listFiles.foreach(_.delete())
      Files.delete(folder)
    }
  }
}
