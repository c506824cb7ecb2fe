package org.coherer.training.transport.shm

import java.nio.ByteBuffer
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.nio.file.attribute.FileTime
import java.time.Instant

import org.coherer.training.transport.RunIdentity
import org.coherer.training.transport.Transport.Combine
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class ShmAgreementSuite extends AnyFunSuite {

  private val run = new RunIdentity(5, 0)

  private def withFolder[A](body: Path => A): A = {
    val folder = Files.createTempDirectory("segments")
    try body(folder)
    finally {
      folder.toFile.listFiles.foreach(_.delete())
      Files.delete(folder)
    }
  }

  private def sides(makers: Path, openers: Path): (ShmAgreement, ShmAgreement) =
    (new ShmAgreement(makers, run, 1, 0), new ShmAgreement(openers, run, 0, 1))

  /** Lets both talk to the end; the tamperer sees every word. */
  private def talk(maker: ShmAgreement, opener: ShmAgreement)(tamper: ByteBuffer => ByteBuffer): Unit = {
    assert(opener.opening() == null)
    var word = maker.opening()
    var listener = opener
    while (word != null) {
      word = listener.answer(tamper(word))
      listener = if (listener eq opener) maker else opener
    }
    assert(maker.done)
  }

  private def isEmpty(folder: Path): Boolean = folder.toFile.list.isEmpty

  test("two who see the same folder agree, and leave no file") {
    withFolder { folder =>
      val (maker, opener) = sides(folder, folder)
      talk(maker, opener)(word => word)
      assert(opener.done && maker.reason == null && opener.reason == null)
      assert(isEmpty(folder))
      val (from, to) = (maker.path(), opener.path())
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
        val (maker, opener) = sides(one, other)
        talk(maker, opener)(word => word)
        assert(maker.reason.contains("NoSuchFileException") && opener.reason.contains("NoSuchFileException"))
        maker.close()
        assert(isEmpty(one) && isEmpty(other))
      }
    }
  }

  test("a segment of the same name with other contents is found out") {
    withFolder { folder =>
      val (maker, opener) = sides(folder, folder)
      var words = 0
      talk(maker, opener) { word =>
        words += 1
        if (words == 2) word.put(5, (word.get(5) ^ 1).toByte)
        word
      }
      assert(maker.reason == "the other rank sees another segment of the same name")
      assert(opener.reason == maker.reason)
      assert(isEmpty(folder))
    }
  }

  test("an opener whose word is not seen refuses") {
    withFolder { folder =>
      val (maker, opener) = sides(folder, folder)
      var words = 0
      talk(maker, opener) { word =>
        words += 1
        if (words == 3) word.put(5, (word.get(5) ^ 1).toByte)
        word
      }
      assert(opener.reason == "the other rank does not see what is written into the segment")
      assert(maker.reason == opener.reason)
    }
  }

  test("a name that leads out of the folder is refused") {
    withFolder { folder =>
      val opener = new ShmAgreement(folder, run, 0, 1)
      val name = "../../etc/passwd".getBytes(UTF_8)
      val answer = opener.answer(ByteBuffer.allocate(1 + name.length).put(1.toByte).put(name).flip())
      assert(answer.get(0) == 0)
      assert(opener.reason.contains("'../../etc/passwd' is no name of a shared segment"))
    }
  }

  test("a folder that cannot hold a segment is a reason, not a failure") {
    val nowhere = Path.of("/no/such/folder")
    val (maker, opener) = sides(nowhere, nowhere)
    talk(maker, opener)(word => word)
    assert(opener.reason.startsWith("cannot make a segment: "))
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
        Orphans.delete(folder, Instant.now)
        assert(!Files.exists(orphan))
        assert(Files.exists(foreign) && Files.exists(young) && Files.exists(folder.resolve(used.name)))
      } finally used.close()
      assert(!Files.exists(folder.resolve(used.name)))
    }
  }
}
