package org.coherer.training.rpc.process

import java.io.{BufferedReader, ByteArrayOutputStream, File, InputStreamReader, ObjectOutputStream}
import java.nio.ByteBuffer
import java.nio.file.Paths
import java.time.Duration
import java.util.Base64
import java.util.concurrent.{CountDownLatch, ExecutionException, TimeUnit}

import org.coherer.training.rpc.channel.RequestChannels
import org.coherer.training.rpc.{Request, RequestClient, RequestHandler}
import org.coherer.training.transport.TransportException
import org.coherer.training.transport.auth.RunSecret
import org.scalatest.funsuite.AnyFunSuite
import org.slf4j.LoggerFactory

/** A client and a server that are processes, and the operating system's ways to end or freeze one. */
class RequestProcessSuite extends AnyFunSuite {

  private val peerTimeout = Duration.ofSeconds(2)
  private val secret = RunSecret.random()

  private val classPath =
    Seq(
      RequestProcess.getClass,
      classOf[RequestChannels],
      classOf[RunSecret],
      classOf[Option[_]],
      classOf[LoggerFactory]
    )
      .map(one => Paths.get(one.getProtectionDomain.getCodeSource.getLocation.toURI).toString)
      .mkString(File.pathSeparator)

  private def secretText: String = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(secret)
    out.close()
    Base64.getEncoder.encodeToString(bytes.toByteArray)
  }

  /** Starts a process, gives it and its first line to the body, and kills it. */
  private def withProcess[A](arguments: String*)(body: (Process, String) => A): A = {
    val java = Paths.get(System.getProperty("java.home"), "bin", "java").toString
    val fixed = Seq(java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath)
    val own =
      Seq("org.coherer.training.rpc.process.RequestProcess", secretText, peerTimeout.toMillis.toString)
    val process = new ProcessBuilder(fixed ++ own ++ arguments: _*)
      .redirectError(ProcessBuilder.Redirect.DISCARD)
      .start()
    try {
      val line = new BufferedReader(new InputStreamReader(process.getInputStream)).readLine()
      assert(line != null, "it ended")
      body(process, line)
    } finally {
      process.destroyForcibly()
      assert(process.waitFor(10, TimeUnit.SECONDS))
    }
  }

  private def signal(process: Process, name: String): Unit = {
    val kill = new ProcessBuilder("kill", s"-$name", process.pid.toString).start()
    assert(kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue == 0)
  }

  private def seconds(body: => Unit): Double = {
    val start = System.nanoTime
    body
    (System.nanoTime - start) / 1e9
  }

  /** Has one request under way that is never answered, while something becomes of the server. */
  private def lost(become: Process => Unit): (String, Double) =
    withProcess("server") { (process, port) =>
      val client =
        RequestChannels.connect(
          RequestProcess.settings(RequestProcess.Client, secret, peerTimeout),
          "127.0.0.1",
          port.toInt,
          RequestProcess.Server
        )
      try {
        val deferred = ask(client, 0)
        assert(ask(client, 1).get(20, TimeUnit.SECONDS) == 5)
        var message = ""
        val took = seconds {
          become(process)
          val e = intercept[ExecutionException](deferred.get(20, TimeUnit.SECONDS)).getCause
          assert(e.isInstanceOf[TransportException])
          message = e.getMessage.replace(s"(127.0.0.1:$port)", "(HERE)")
        }
        (message, took)
      } finally client.close()
    }

  private def ask(client: RequestClient, method: Int) =
    client.send(method, Array(ByteBuffer.allocate(5)), Array(ByteBuffer.allocate(5)), Duration.ofMinutes(5))

  test("a server that is killed is lost at once, also to who awaits a deferred answer") {
    val (message, took) = lost(_.destroyForcibly())
    assert(message.matches("Lost server 3 \\(HERE\\): (connection closed|Connection reset)"), message)
    assert(took < 2)
  }

  test("a frozen server is lost after the peer timeout, also to who awaits a deferred answer") {
    val (message, took) = lost(signal(_, "STOP"))
    assert(message == "Lost server 3 (HERE): no sign of life for 2 s")
    assert(took > 1.4 && took < 4)
  }

  /** Returns how long after something has become of a client its server knows. */
  private def gone(become: Process => Unit): Double = {
    val ended = new CountDownLatch(1)
    val handler = new RequestHandler {
      override def handle(request: Request): Unit = request.answer(request.body)
      override def disconnected(client: Int, connection: Long): Unit =
        if (client == RequestProcess.Client) ended.countDown()
    }
    val server =
      RequestChannels.listen(RequestProcess.settings(RequestProcess.Server, secret, peerTimeout), handler)
    try
      withProcess("client", server.port.toString) { (process, said) =>
        assert(said == "sent")
        seconds {
          become(process)
          assert(ended.await(20, TimeUnit.SECONDS))
        }
      }
    finally server.close()
  }

  test("a client that is killed is gone at once") {
    assert(gone(_.destroyForcibly()) < 2)
  }

  test("a frozen client is gone after the peer timeout") {
    val took = gone(signal(_, "STOP"))
    assert(took > 1.4 && took < 4)
  }
}
