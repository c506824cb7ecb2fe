package org.coherer.connector.ui

import java.io.{IOException, OutputStream}
import java.net.URI

import org.apache.hadoop.fs.{FSDataOutputStream, Path, RawLocalFileSystem}
import org.apache.hadoop.util.Progressable

/** A file system `full:` that has no space left for what is written to files. */
class FullDisk extends RawLocalFileSystem {

  override def getUri: URI = URI.create("full:///")

  override def getScheme: String = "full"

  override def create(
      path: Path,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream = {
    super.create(path, overwrite, bufferSize, replication, blockSize, progress).close()
    new FSDataOutputStream(new FullDisk.Full, null)
  }
}

object FullDisk {

  @volatile var refused = 0

  private class Full extends OutputStream {
    private def refuse(): Unit = {
      refused += 1
      throw new IOException("No space left on device")
    }
    override def write(byte: Int): Unit = refuse()
    override def write(bytes: Array[Byte], offset: Int, length: Int): Unit = refuse()
  }
}
