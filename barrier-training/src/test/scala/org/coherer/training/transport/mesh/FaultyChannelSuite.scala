package org.coherer.training.transport.mesh

import org.coherer.training.transport.Transport.Combine
import org.coherer.training.transport.link.{FrameHeader, FrameType}
import org.coherer.training.transport.{RunIdentity, Transport, TransportException}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** A peer that has proved itself, and then its bytes go wrong. */
class FaultyChannelSuite extends AnyFunSuite with WithRawPeer {

  private val payload = Array.tabulate[Byte](400)(_.toByte)
  private val prefix = "Rank 1 \\(127.0.0.1:9\\) violated the protocol at step 0: "

  private def receive(transport: Transport): Unit =
    transport.receive(1, FlatVector.allocate(100), Combine.ADD)

  private def errorOn(bytes: Array[Byte], close: Boolean = false): String =
    withRawPeer(bytes, close)(t => intercept[TransportException](receive(t)).getMessage)

  private def flipped(bytes: Array[Byte], at: Int): Array[Byte] = {
    val copy = bytes.clone()
    copy(at) = (copy(at) ^ 1).toByte
    copy
  }

  test("a sound frame is accepted") {
    withRawPeer(frame(payload))(receive)
  }

  test("a flipped bit anywhere in a header is noticed") {
    val sound = frame(payload)
    for (at <- 0 until FrameHeader.BYTES) {
      val reason =
        if (at < 4) "no frame starts with 0x.*" else "the checksum of a frame header does not match"
      assert(errorOn(flipped(sound, at)).matches(prefix + reason), s"byte $at")
    }
  }

  test("a flipped bit in a payload or in its checksum is noticed") {
    val sound = frame(payload)
    for (at <- Seq(FrameHeader.BYTES, FrameHeader.BYTES + 399, sound.length - 1)) {
      assert(errorOn(flipped(sound, at)).matches(prefix + "the checksum of a payload does not match"))
    }
  }

  test("a duplicated frame is noticed") {
    val message = withRawPeer(frame(payload) ++ frame(payload)) { t =>
      receive(t)
      intercept[TransportException](receive(t)).getMessage
    }
    assert(message.matches(prefix + "frame number 0 \\(expected 1\\)"))
  }

  test("a frame that is left out is noticed") {
    assert(errorOn(frame(payload, sequence = 1)).matches(prefix + "frame number 1 \\(expected 0\\)"))
  }

  test("an oversized length is refused before anything is allocated") {
    for (claimed <- Seq(404L, Int.MaxValue.toLong, Long.MaxValue)) {
      val message = errorOn(frame(payload, claimedBytes = Some(claimed)))
      assert(message.contains(s"it sent $claimed bytes where 400 are expected"))
    }
    assert(errorOn(frame(payload, claimedBytes = Some(-1))).contains("DATA frame of -1 bytes"))
    val abort = errorOn(frame(payload, kind = FrameType.ABORT, claimedBytes = Some(16 * 1024 + 1)))
    assert(abort.contains("ABORT frame of 16385 bytes (at most 16384)"))
  }

  test("a frame of another run, attempt or rank is refused") {
    val otherRun = new RunIdentity(runIdentity.token + 1, runIdentity.generation)
    val earlier = new RunIdentity(runIdentity.token, runIdentity.generation - 1)
    for (identity <- Seq(otherRun, earlier)) {
      assert(
        errorOn(frame(payload, identity = identity)).contains(s"a frame of $identity (expected $runIdentity)")
      )
    }
    assert(errorOn(frame(payload, sender = 2)).contains("a frame of rank 2 (expected rank 1)"))
  }

  test("a close is named, between messages or in the middle of one") {
    val lost = "Lost rank 1 \\(127.0.0.1:9\\) at step 0: connection closed"
    val sound = frame(payload)
    assert(errorOn(Array(), close = true).matches(lost))
    for (cut <- Seq(1, FrameHeader.BYTES - 1, FrameHeader.BYTES, 300, sound.length - 1)) {
      assert(
        errorOn(sound.take(cut), close = true).matches(lost + " in the middle of a message"),
        s"cut $cut"
      )
    }
  }

  test("nothing goes on after a fault") {
    withRawPeer(frame(payload, sequence = 5) ++ frame(payload)) { t =>
      val first = intercept[TransportException](receive(t)).getMessage
      assert(intercept[TransportException](receive(t)).getMessage == first)
      assert(intercept[TransportException](t.send(1, FlatVector.of(1f))).getMessage == first)
    }
  }
}
