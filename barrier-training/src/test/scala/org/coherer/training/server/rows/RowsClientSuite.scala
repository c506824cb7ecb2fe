package org.coherer.training.server.rows

import java.nio.ByteOrder
import java.time.Duration
import java.util.Collections.{emptyList, singletonList}
import java.util.concurrent.LinkedBlockingQueue

import org.coherer.training.embedding.RowStep
import org.coherer.training.embedding.table.EmbeddingTable
import org.coherer.training.rpc.Request
import org.coherer.training.transport.TransportException
import org.scalatest.funsuite.AnyFunSuite

class RowsClientSuite extends AnyFunSuite with WithRowServers {

  test("a client has one thing under way at a time") {
    val held = new LinkedBlockingQueue[Request]
    withServer(handler(held.add(_))) { channel =>
      val client = new RowsClient(singletonList(channel.connect()), 0, 1, patience)
      try {
        client.batch(Array(4L), 1)
        client.startPull()
        val calls = Seq[() => Unit](
          () => client.startPull(),
          () => client.batch(Array(1L), 1),
          () => client.startPush(Array(1f), new RowStep(1, 1, 0)),
          () => client.check()
        )
        for (call <- calls) {
          val early = intercept[IllegalStateException](call())
          assert(early.getMessage.startsWith("Requests of the batch are under way (finish them first"))
        }
        client.close() // Not its memory yet: the answer still comes there.
        held.take().answer(bytes(0, 0, 0, 0))
        val row = Array(1f)
        client.finishPull(row)
        assert(row(0) == 0f)
      } finally client.close()
    }
  }

  test("an answer that does not come in time fails") {
    withServer(handler(_ => ())) { channel =>
      val client = new RowsClient(singletonList(channel.connect()), 0, 1, Duration.ofMillis(50))
      try intercept[TransportException](client.pull(Array(4L), 1, new Array[Float](1)))
      finally client.close()
    }
  }

  test("a server has a number below the number of servers") {
    val e = intercept[IllegalArgumentException](new RowServer(2, 2, emptyList[EmbeddingTable]()))
    assert(e.getMessage == "Invalid server 2 of 2 (must be from 0 to servers - 1)")
  }

  test("memory of answers is reused, and freed once it is given back") {
    val buffers = new AnswerBuffers
    val one = buffers.take(100)
    assert(one.remaining == 100 && one.order == ByteOrder.nativeOrder)
    val other = buffers.take(10)
    buffers.give(one)
    val again = buffers.take(60)
    assert((again eq one) && again.remaining == 60)
    buffers.give(again)
    assert(buffers.take(200).capacity == 200)
    buffers.close()
    buffers.give(other)
  }
}
