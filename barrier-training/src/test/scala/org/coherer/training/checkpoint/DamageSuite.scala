package org.coherer.training.checkpoint

import java.nio.{ByteBuffer, ByteOrder}
import java.nio.file.{Files, Path}
import java.util.Collections.singletonList
import java.util.zip.CRC32C

import scala.util.Random

import org.coherer.training.file.DamagedFileException
import org.coherer.testkit.hostile.Damage.{of => damaged}
import org.coherer.training.checkpoint.format._
import org.coherer.training.file.DamagedFileException.Damage
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** Whatever becomes of a file, what cannot be used is skipped by name, and what is older is found. */
class DamageSuite extends AnyFunSuite with WithCheckpoints {

  override protected val parameters = 11

  private val PreambleBytes = 16

  /** An older checkpoint, and a newer one of which files are damaged. */
  private def withBoth(test: (CheckpointStore, Path) => Unit): Unit =
    withTempDir { folder =>
      val store = localStore(folder)
      save(store, id(1))
      save(store, id(2))
      test(store, folder)
    }

  /** The older one is found; returns what was wrong with the newer one. */
  private def skipped(store: CheckpointStore, file: Path, what: String): Damage = {
    val found = latest(store)
    assert(found.checkpoint.isPresent && found.checkpoint.get.manifest.id == id(1), what)
    assert(found.skipped.size == 1 && found.skipped.get(0).id == id(2), what)
    val cause = found.skipped.get(0).cause
    assert(cause.getMessage.contains(file.getFileName.toString), s"$what: ${cause.getMessage}")
    cause.damage
  }

  private val files = Seq(id(2).manifest, id(2).slice(0, 2), id(2).slice(1, 2))

  for (name <- files) {
    test(s"$name is skipped wherever it is truncated") {
      withBoth { (store, folder) =>
        val file = folder.resolve(name)
        val bytes = Files.readAllBytes(file)
        for (length <- 0 until bytes.length) {
          Files.write(file, bytes.take(length))
          assert(skipped(store, file, s"$length bytes") == Damage.TRUNCATED)
        }
        Files.write(file, bytes :+ 0.toByte)
        assert(skipped(store, file, "one byte more") == Damage.ALTERED)
        Files.write(file, bytes)
        assert(latest(store).checkpoint.get.manifest.id == id(2))
      }
    }

    test(s"$name is skipped whichever of its bytes is altered") {
      withBoth { (store, folder) =>
        val file = folder.resolve(name)
        val bytes = Files.readAllBytes(file)
        for (at <- 0 until bytes.length) {
          Files.write(file, bytes.updated(at, (bytes(at) ^ 1 << at % 8).toByte))
          val expected = if (at < 4) Damage.FOREIGN else Damage.ALTERED
          assert(skipped(store, file, s"byte $at") == expected, s"byte $at")
        }
      }
    }

    test(s"$name is skipped if it is missing, of a later version, or no file of ours") {
      withBoth { (store, folder) =>
        val file = folder.resolve(name)
        val bytes = Files.readAllBytes(file)
        Files.write(file, withVersion(bytes, 2))
        assert(skipped(store, file, "version 2") == Damage.NEWER)
        Files.write(file, withVersion(bytes, 0))
        assert(skipped(store, file, "version 0") == Damage.ALTERED)
        Files.write(file, Array.fill(bytes.length)('x'.toByte))
        assert(skipped(store, file, "text") == Damage.FOREIGN)
        Files.delete(file)
        if (name != id(2).manifest) assert(skipped(store, file, "missing") == Damage.MISSING)
        else assert(latest(store).skipped.isEmpty && latest(store).checkpoint.get.manifest.id == id(1))
      }
    }

    test(s"$name is skipped if it is that of another checkpoint") {
      withBoth { (store, folder) =>
        val file = folder.resolve(name)
        Files.write(file, Files.readAllBytes(folder.resolve(name.replace(id(2).name, id(1).name))))
        assert(skipped(store, file, "another one") == Damage.FOREIGN)
      }
    }
  }

  test("a slice is skipped if another process has written the same with other values") {
    withBoth { (store, folder) =>
      val file = folder.resolve(id(2).slice(0, 2))
      Files.delete(file)
      writeSlice(store, id(2), vectors(77), 0, 2)
      assert(skipped(store, file, "another writer") == Damage.FOREIGN)
    }
  }

  test("a slice is skipped if two of its blocks, with their checksums, have changed places") {
    withBoth { (store, folder) =>
      val file = folder.resolve(id(2).slice(0, 2))
      val bytes = Files.readAllBytes(file)
      val length = blockBytes + Integer.BYTES
      val first = PreambleBytes + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(8) + 4
      val changed = bytes.clone()
      System.arraycopy(bytes, first, changed, first + length, length)
      System.arraycopy(bytes, first + length, changed, first, length)
      Files.write(file, changed)
      assert(skipped(store, file, "changed places") == Damage.ALTERED)
    }
  }

  test("what only its content shows is found while restoring, and the block is named") {
    withBoth { (store, folder) =>
      val file = folder.resolve(id(2).slice(1, 2))
      val bytes = Files.readAllBytes(file)
      val last = bytes.length - 5
      Files.write(file, bytes.updated(last, (bytes(last) ^ 4).toByte))
      val found =
        store.latest(fingerprint(), _ => (), CheckpointStore.Verification.LENGTHS).checkpoint.get
      assert(found.manifest.id == id(2))
      val all = FlatVector.allocate(2L * parameters)
      val e = intercept[DamagedFileException](
        found.restore(singletonList(RangeValues.of(StateVector.PARAMETERS, all.slice(0, parameters))))
      )
      assert(e.damage == Damage.ALTERED && e.getMessage.contains(file.getFileName.toString))
      assert("checksum of block \\d+ \\(\\d+ bytes at \\d+\\)".r.findFirstIn(e.getMessage).isDefined)
    }
  }

  test("a manifest whose checksums are right and whose fields are not is skipped") {
    withBoth { (store, folder) =>
      val file = folder.resolve(id(2).manifest)
      val good = Files.readAllBytes(file)
      val body = good.slice(PreambleBytes, good.length - 4)
      for (seed <- 1 to 500) {
        Files.write(file, sealedUp(good, damaged(body, new java.util.Random(0x9e3779b97f4a7c15L * seed))))
        try {
          val found = latest(store)
          val newest = found.checkpoint.isPresent && found.checkpoint.get.manifest.id == id(2)
          if (!newest) assert(found.checkpoint.isPresent && found.skipped.size == 1, s"seed $seed")
        } catch {
          case e: CheckpointMismatchException => assert(!e.differences.isEmpty) // its fingerprint is another
        }
      }
    }
  }

  private def crcOf(bytes: Array[Byte]): Int = {
    val crc = new CRC32C()
    crc.update(bytes)
    crc.getValue.toInt
  }

  private def preamble(file: Array[Byte], version: Int, length: Int): Array[Byte] = {
    val bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN)
    bytes.put(file, 0, 4).putInt(version).putInt(length)
    bytes.array() ++ littleEndian(crcOf(bytes.array()))
  }

  private def littleEndian(value: Int): Array[Byte] =
    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array()

  private def withVersion(file: Array[Byte], version: Int): Array[Byte] = {
    val length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(8)
    preamble(file, version, length) ++ file.drop(PreambleBytes)
  }

  private def sealedUp(file: Array[Byte], body: Array[Byte]): Array[Byte] =
    preamble(file, 1, body.length) ++ body ++ littleEndian(crcOf(body))
}
