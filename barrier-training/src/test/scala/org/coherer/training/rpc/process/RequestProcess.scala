package org.coherer.training.rpc.process

import java.io.{ByteArrayInputStream, ObjectInputStream}
import java.nio.ByteBuffer
import java.time.Duration
import java.util.{Base64, Collections}

import org.coherer.training.rpc.channel.RequestChannels
import org.coherer.training.rpc.{Request, RequestHandler}
import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.{
  LinkKind,
  RunIdentity,
  TransportOptions,
  TransportSettings,
  TransportTimeouts
}

/** A server or a client in a process of its own, which ends with its standard input.
  *
  *   - `server`: answers methods from 1 with the content, and method 0 never; says its port
  *   - `client PORT`: sends requests with method 1, one after the other; says `sent` after the first answer
  */
object RequestProcess {

  val Server = 3
  val Client = 7

  def settings(number: Int, secret: RunSecret, peerTimeout: Duration): TransportSettings =
    new TransportSettings(
      number,
      "127.0.0.1",
      new RunIdentity(0x5eed, 1),
      secret,
      new TransportTimeouts(Duration.ofSeconds(20), peerTimeout),
      TransportOptions.DEFAULT.withLinks(Collections.singleton(LinkKind.TCP)),
      () => false
    )

  def main(arguments: Array[String]): Unit = {
    val secret = new ObjectInputStream(new ByteArrayInputStream(Base64.getDecoder.decode(arguments(0))))
      .readObject()
      .asInstanceOf[RunSecret]
    val mine = (number: Int) => settings(number, secret, Duration.ofMillis(arguments(1).toLong))
    val reader = new Thread(() => { while (System.in.read() >= 0) {}; Runtime.getRuntime.halt(0) })
    reader.setDaemon(true)
    reader.start()
    if (arguments(2) == "server") {
      val server = RequestChannels.listen(mine(Server), AnswersSome)
      println(server.port)
      reader.join()
    } else sendOn(mine(Client), arguments(3).toInt)
  }

  private object AnswersSome extends RequestHandler {
    override def handle(request: Request): Unit = if (request.method > 0) request.answer(request.body)
  }

  private def sendOn(settings: TransportSettings, port: Int): Unit = {
    val client = RequestChannels.connect(settings, "127.0.0.1", port, Server)
    var first = true
    while (true) {
      val body = Array(ByteBuffer.allocate(100000))
      client.send(1, body, Array(ByteBuffer.allocate(100000)), Duration.ofMinutes(1)).get()
      if (first) println("sent")
      first = false
    }
  }
}
