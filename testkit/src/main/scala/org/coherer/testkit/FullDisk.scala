package org.coherer.testkit

import java.io.{IOException, OutputStream}
import java.net.URI
import java.util.concurrent.atomic.AtomicLong

import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.fs.{FSDataOutputStream, Path, RawLocalFileSystem}
import org.apache.hadoop.util.Progressable

/** The local disk as a file system `full:` that has space for as many bytes as `FullDisk.leave` says, and
  * refuses what is written after them. Spark knows it by the setting `FullDisk.Setting`.
  */
class FullDisk extends RawLocalFileSystem {

  override def getUri: URI = URI.create("full:///")

  override def getScheme: String = "full"

  override def create(
      path: Path,
      permission: FsPermission,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream =
    limited(path, super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress))

  override def create(
      path: Path,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream =
    limited(path, super.create(path, overwrite, bufferSize, replication, blockSize, progress))

  private def limited(path: Path, out: FSDataOutputStream): FSDataOutputStream =
    if (path.getName.contains(FullDisk.names)) new FSDataOutputStream(new FullDisk.Limited(out), null)
    else out
}

object FullDisk {

  /** What makes Hadoop's configuration know the file system: the name and the value of a setting of Spark's.
    */
  val Setting: (String, String) = "spark.hadoop.fs.full.impl" -> classOf[FullDisk].getName

  private val left = new AtomicLong(Long.MaxValue)

  @volatile private var names = ""

  /** Leaves space for so many bytes, for all files together whose names contain a text; of others any number.
    */
  def leave(bytes: Long, namesWith: String = ""): Unit = {
    names = namesWith
    left.set(bytes)
  }

  /** Whether anything was refused since space was left. */
  def isFull: Boolean = left.get < 0

  private class Limited(out: OutputStream) extends OutputStream {

    override def write(byte: Int): Unit = write(Array(byte.toByte), 0, 1)

    override def write(bytes: Array[Byte], offset: Int, length: Int): Unit =
      if (left.addAndGet(-length.toLong) < 0) throw new IOException("No space left on device")
      else out.write(bytes, offset, length)

    override def flush(): Unit = out.flush()

    override def close(): Unit = out.close()
  }
}
