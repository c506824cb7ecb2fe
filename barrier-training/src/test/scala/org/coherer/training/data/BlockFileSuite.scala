package org.coherer.training.data

import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.{Path, Paths, StandardOpenOption}
import java.util.{Collections, List => JList}

import org.coherer.training.crypto.NumberedCipher
import org.scalatest.funsuite.AnyFunSuite

/** Disks that are full, at once or in the midst of a shard. */
class BlockFileSuite extends AnyFunSuite with WithRecords {

  private val full = Paths.get("/dev/full")

  private def fullDisk(spare: JList[Path], cipher: NumberedCipher = null): BlockFile = {
    assume(full.toFile.exists)
    new BlockFile(full.getParent, FileChannel.open(full, StandardOpenOption.WRITE), spare, cipher)
  }

  private def block(bytes: Int, fill: Int): ByteBuffer = ByteBuffer.wrap(Array.fill(bytes)(fill.toByte))

  private def read(file: BlockFile, start: Long, bytes: Int): Seq[Byte] = {
    val into = ByteBuffer.allocate(bytes)
    file.read(start, bytes, into)
    into.array().toSeq
  }

  test("a disk that takes no more is named with the remedy") {
    val file = fullDisk(Collections.emptyList())
    val message = intercept[IOException](file.append(block(1 << 16, 1))).getMessage
    file.close()
    assert(message.startsWith("Cannot write 65536 bytes at 0 to the epoch cache in /dev (No space left on"))
    assert(message.contains("set spark.local.dir to a larger disk"))
  }

  for (encrypted <- Seq(false, true))
    test(s"a full disk is left for the next folder that there is; encrypted: $encrypted") {
      withFolder { folder =>
        val missing = Paths.get("/nonexistent/coherer")
        val cipher = if (encrypted) NumberedCipher.ofRandomKey() else null
        val file = fullDisk(JList.of(missing, folder), cipher)
        try {
          val starts = (1 to 3).map(fill => file.append(block(1000 * fill, fill)))
          for ((start, fill) <- starts.zip(1 to 3))
            assert(read(file, start, 1000 * fill) == Seq.fill(1000 * fill)(fill.toByte))
        } finally file.close()
      }
    }

  test("a disk that fills up in the midst of a shard is left with all that was written so far") {
    withFolder { folder =>
      val file = new BlockFile(folder, new SmallDisk(folder, 5000), Collections.singletonList(folder), null)
      try {
        val starts = (1 to 4).map(fill => file.append(block(2000, fill)))
        for ((start, fill) <- starts.zip(1 to 4))
          assert(read(file, start, 2000) == Seq.fill(2000)(fill.toByte))
      } finally file.close()
    }
  }

  /** A file, deleted at once, that takes so many bytes. */
  private class SmallDisk(folder: Path, bytes: Long) extends FileChannel {
    private val path = folder.resolve("small")
    private val file = FileChannel.open(
      path,
      StandardOpenOption.CREATE_NEW,
      StandardOpenOption.READ,
      StandardOpenOption.WRITE,
      StandardOpenOption.DELETE_ON_CLOSE
    )

    override def write(from: ByteBuffer, at: Long): Int = {
      val count = math.min(from.remaining, bytes - at).toInt
      if (count <= 0) throw new IOException("No space left on device")
      val written = file.write(from.duplicate().limit(from.position() + count), at)
      from.position(from.position() + written)
      written
    }

    override def read(into: ByteBuffer, at: Long): Int = file.read(into, at)
    override def transferTo(at: Long, count: Long, to: java.nio.channels.WritableByteChannel): Long =
      file.transferTo(at, count, to)
    override def implCloseChannel(): Unit = file.close()

    private def unused = throw new UnsupportedOperationException
    override def read(into: ByteBuffer): Int = unused
    override def read(into: Array[ByteBuffer], offset: Int, length: Int): Long = unused
    override def write(from: ByteBuffer): Int = unused
    override def write(from: Array[ByteBuffer], offset: Int, length: Int): Long = unused
    override def position(): Long = unused
    override def position(at: Long): FileChannel = unused
    override def size(): Long = unused
    override def truncate(size: Long): FileChannel = unused
    override def force(metadata: Boolean): Unit = unused
    override def transferFrom(from: java.nio.channels.ReadableByteChannel, at: Long, count: Long): Long =
      unused
    override def map(mode: FileChannel.MapMode, at: Long, size: Long): java.nio.MappedByteBuffer = unused
    override def lock(at: Long, size: Long, shared: Boolean): java.nio.channels.FileLock = unused
    override def tryLock(at: Long, size: Long, shared: Boolean): java.nio.channels.FileLock = unused
  }
}
