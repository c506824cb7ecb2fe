package org.coherer.training.transport.shm

import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, StandardOpenOption}
import java.nio.file.attribute.{FileTime, UserPrincipal}
import java.time.Instant
import java.util.concurrent.{CompletableFuture, TimeUnit}

import org.coherer.training.transport.RunIdentity
import org.coherer.training.transport.Transport.Combine
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class ShmNegotiationSuite extends AnyFunSuite {

  private val run = new RunIdentity(5, 0)

  private def withFolder[A](body: Path => A): A = {
    val folder = Files.createTempDirectory("segments")
    try body(folder)
    finally {
      folder.toFile.listFiles.foreach(_.delete())
      Files.delete(folder)
    }
  }

  private def sides(creators: Path, openers: Path): (ShmNegotiation, ShmNegotiation) =
    (new ShmNegotiation(creators, run, 1, 0), new ShmNegotiation(openers, run, 0, 1))

  /** Runs the negotiation to its end; `tamper` may change every message. */
  private def negotiate(creator: ShmNegotiation, opener: ShmNegotiation)(
      tamper: ByteBuffer => ByteBuffer
  ): Unit = {
    assert(opener.opening() == null)
    var message = creator.opening()
    var listener = opener
    while (message != null) {
      message = listener.answer(tamper(message))
      listener = if (listener eq opener) creator else opener
    }
    assert(creator.done)
  }

  private def isEmpty(folder: Path): Boolean = folder.toFile.list.isEmpty

  test("two who see the same folder agree, and leave no file") {
    withFolder { folder =>
      val (creator, opener) = sides(folder, folder)
      negotiate(creator, opener)(message => message)
      assert(opener.done && creator.reason == null && opener.reason == null)
      assert(isEmpty(folder))
      val (from, to) = (creator.link(), opener.link())
      val in = FlatVector.allocate(2)
      from.beginSend(3, FlatVector.of(1f, 2f))
      to.beginReceive(3, in, Combine.COPY)
      while (from.sending || to.receiving) { from.advance(); to.advance() }
      assert(in.toArray.toSeq == Seq(1f, 2f))
      from.close()
      to.close()
    }
  }

  test("two who see different folders find out, and leave no file") {
    withFolder { one =>
      withFolder { other =>
        val (creator, opener) = sides(one, other)
        negotiate(creator, opener)(message => message)
        assert(
          creator.reason.contains("is no file (expected a shared segment)") && opener.reason == creator.reason
        )
        creator.close()
        assert(isEmpty(one) && isEmpty(other))
      }
    }
  }

  test("a segment of the same name with other contents is found out") {
    withFolder { folder =>
      val (creator, opener) = sides(folder, folder)
      var messages = 0
      negotiate(creator, opener) { message =>
        messages += 1
        if (messages == 2) message.put(5, (message.get(5) ^ 1).toByte)
        message
      }
      assert(creator.reason == "the other rank sees another segment of the same name")
      assert(opener.reason == creator.reason)
      assert(isEmpty(folder))
    }
  }

  test("an opener whose nonce is not seen rejects") {
    withFolder { folder =>
      val (creator, opener) = sides(folder, folder)
      var messages = 0
      negotiate(creator, opener) { message =>
        messages += 1
        if (messages == 3) message.put(5, (message.get(5) ^ 1).toByte)
        message
      }
      assert(opener.reason == "the other rank does not see what is written into the segment")
      assert(creator.reason == opener.reason)
    }
  }

  test("a name that leads out of the folder is refused") {
    withFolder { folder =>
      val opener = new ShmNegotiation(folder, run, 0, 1)
      val name = "../../etc/passwd".getBytes(UTF_8)
      val answer = opener.answer(ByteBuffer.allocate(1 + name.length).put(1.toByte).put(name).flip())
      assert(answer.get(0) == 0)
      assert(opener.reason.contains("'../../etc/passwd' is no name of a shared segment"))
    }
  }

  test("a folder that cannot hold a segment is a reason, not a failure") {
    val nowhere = Path.of("/no/such/folder")
    val (creator, opener) = sides(nowhere, nowhere)
    negotiate(creator, opener)(message => message)
    assert(opener.reason.startsWith("cannot create a segment: "))
  }

  test("left-overs of the dead are deleted, files in use and other files are not") {
    withFolder { folder =>
      val long = FileTime.from(Instant.now.minusSeconds(3600))
      val orphan = Files.createFile(folder.resolve("coherer-00000000-0000-0000-0000-000000000000"))
      val foreign = Files.createFile(folder.resolve("psm_1234"))
      val young = Files.createFile(folder.resolve("coherer-00000000-0000-0000-0000-000000000001"))
      val used = Segment.create(folder)
      try {
        Seq(orphan, foreign, folder.resolve(used.name)).foreach(Files.setLastModifiedTime(_, long))
        Orphans.delete(folder, Files.getOwner(orphan), Instant.now)
        assert(!Files.exists(orphan))
        assert(Files.exists(foreign) && Files.exists(young) && Files.exists(folder.resolve(used.name)))
      } finally used.close()
      assert(!Files.exists(folder.resolve(used.name)))
    }
  }

  /** Runs something that must not wait for anybody, though a FIFO that nobody else has open is there. */
  private def atOnce[A](fifo: Path)(body: => A): A = {
    val result = new CompletableFuture[A]
    val thread = new Thread(() =>
      try result.complete(body): Unit
      catch { case e: Throwable => result.completeExceptionally(e): Unit }
    )
    thread.setDaemon(true)
    thread.start()
    try result.get(10, TimeUnit.SECONDS)
    finally FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE).close()
  }

  /** An old one: Java itself would open it, and wait, to set its time. */
  private def createFifo(file: Path): Unit =
    for (command <- Seq(Seq("mkfifo"), Seq("touch", "-d", "2020-01-01")))
      assert(new ProcessBuilder((command :+ file.toString): _*).start().waitFor() == 0)

  test("a FIFO that has a segment's name stops nobody, and stays") {
    withFolder { folder =>
      val fifo = folder.resolve("coherer-00000000-0000-0000-0000-000000000002")
      createFifo(fifo)
      val (creator, opener) = sides(folder, folder)
      atOnce(fifo)(negotiate(creator, opener)(message => message))
      assert(creator.reason == null && opener.reason == null)
      creator.close()
      opener.close()
      assert(folder.toFile.list.toSeq == Seq(fifo.getFileName.toString))
    }
  }

  test("a FIFO or a link in place of the segment that the other side names is refused at once") {
    withFolder { folder =>
      val target = Files.write(folder.resolve("target"), new Array[Byte](4096 + 2 * Segment.RING_BYTES))
      val fifo = folder.resolve("coherer-00000000-0000-0000-0000-000000000003")
      createFifo(fifo)
      val link = folder.resolve("coherer-00000000-0000-0000-0000-000000000004")
      Files.createSymbolicLink(link, target)
      for (file <- Seq(fifo, link)) {
        val opener = new ShmNegotiation(folder, run, 0, 1)
        val name = file.getFileName.toString.getBytes(UTF_8)
        val offer = ByteBuffer.allocate(1 + name.length).put(1.toByte).put(name).flip()
        assert(atOnce(fifo)(opener.answer(offer)).get(0) == 0)
        assert(opener.reason == s"java.io.IOException: $file is no file (expected a shared segment)")
      }
    }
  }

  test("left-overs of other users, and links, stay") {
    withFolder { folder =>
      val long = FileTime.from(Instant.now.minusSeconds(3600))
      val target = Files.createFile(folder.resolve("target"))
      val link = folder.resolve("coherer-00000000-0000-0000-0000-000000000005")
      Files.createSymbolicLink(link, target)
      val file = Files.createFile(folder.resolve("coherer-00000000-0000-0000-0000-000000000006"))
      Seq(target, file).foreach(Files.setLastModifiedTime(_, long))
      val other: UserPrincipal = () => "somebody else"
      Orphans.delete(folder, other, Instant.now)
      assert(Files.exists(file))
      Orphans.delete(folder, Files.getOwner(file), Instant.now.plusSeconds(3600))
      assert(!Files.exists(file) && Files.exists(target) && Files.isSymbolicLink(link))
    }
  }
}
