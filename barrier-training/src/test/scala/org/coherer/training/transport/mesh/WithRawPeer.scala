package org.coherer.training.transport.mesh

import java.net.Socket
import java.nio.ByteBuffer
import java.time.Duration
import java.util.Arrays
import java.util.zip.CRC32C

import org.coherer.training.transport.auth.{Handshake, Hello, Purpose, RunSecret}
import org.coherer.training.transport.link.{FrameHeader, FrameType}
import org.coherer.training.transport.{Locality, Member, RunIdentity, Transport}
import org.scalatest.Assertions

/** Rank 0 as it is, and a rank 1 that is a plain socket and sends what a test wants it to send. */
trait WithRawPeer extends WithMesh { this: Assertions =>

  protected def hello(
      from: Int = 1,
      to: Int = 0,
      token: Long = runIdentity.token,
      generation: Int = runIdentity.generation,
      purpose: Purpose = Purpose.RANK_TO_RANK
  ): Hello = new Hello(purpose, token, generation, from, to)

  /** Connects and proves itself as rank 1. */
  protected def rawPeer(port: Int, as: Hello = hello(), secret: RunSecret = runSecret): Socket = {
    val socket = new Socket("127.0.0.1", port)
    try Handshake.client(secret, as).over(socket, Duration.ofSeconds(10))
    catch { case e: Throwable => socket.close(); throw e }
    socket
  }

  protected def frame(
      payload: Array[Byte],
      sequence: Long = 0,
      kind: FrameType = FrameType.DATA,
      identity: RunIdentity = runIdentity,
      sender: Int = 1,
      step: Long = 0,
      claimedBytes: Option[Long] = None
  ): Array[Byte] = {
    val header = ByteBuffer.allocate(FrameHeader.BYTES)
    val length = claimedBytes.getOrElse(payload.length.toLong)
    new FrameHeader(kind, payload.nonEmpty, identity, sender, step, sequence, length).encode(header)
    val checksum = new CRC32C
    checksum.update(payload)
    header.array ++ payload ++ ByteBuffer.allocate(4).putInt(checksum.getValue.toInt).array
  }

  /** Runs rank 0 against a peer that sends these bytes and then, if asked, closes. */
  protected def withRawPeer[A](bytes: Array[Byte], close: Boolean = false)(body: Transport => A): A = {
    val listener = MeshListener.open(settings(0))
    val members =
      Arrays.asList(member(listener, 0), new Member(1, "127.0.0.1", 9, 0, 0, "plan", Locality.here()))
    val result = inThreads[Option[A]](
      Seq(
        () => {
          val transport = listener.connect(members)
          try Some(body(transport))
          finally transport.close()
        },
        () => {
          val socket = rawPeer(listener.port)
          try {
            socket.getOutputStream.write(bytes)
            if (close) socket.close() else while (socket.getInputStream.read() >= 0) {}
          } finally socket.close()
          None
        }
      )
    )
    result.flatten.head
  }
}
