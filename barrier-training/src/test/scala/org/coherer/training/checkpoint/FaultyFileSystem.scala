package org.coherer.training.checkpoint

import java.io.IOException
import java.net.URI
import java.nio.file.{Path => LocalPath}
import java.util.concurrent.ConcurrentLinkedQueue

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FSDataInputStream, FSDataOutputStream, FileStatus, Path, RawLocalFileSystem}
import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.util.Progressable

/** The local file system under another scheme, with faults as the test has it. */
class FaultyFileSystem extends RawLocalFileSystem {

  initialize(URI.create("faulty:///"), new Configuration(false))

  /** Called before each operation with its name and that of the file; throws to make it fail. */
  @volatile var before: (String, String) => Unit = (_, _) => ()

  /** After how many bytes a file's writes fail; what comes before is written. */
  @volatile var capacity: String => Long = (_: String) => Long.MaxValue

  val operations = new ConcurrentLinkedQueue[String]()

  def store(folder: LocalPath): CheckpointStore =
    new CheckpointStore(this, new Path("faulty", null, folder.toString))

  /** Fails one operation on the files whose names have such an end. */
  def fail(operation: String, end: String, error: => IOException): Unit =
    before = (name, file) => if (name == operation && file.endsWith(end)) throw error

  private def perform(operation: String, path: Path): Unit = {
    operations.add(operation + " " + path.getName)
    before(operation, path.getName)
  }

  override def getUri: URI = URI.create("faulty:///")

  override def getScheme: String = "faulty"

  /** That of the base class starts a process. */
  override def setPermission(path: Path, permission: FsPermission): Unit = ()

  override def mkdirs(path: Path): Boolean = {
    perform("mkdirs", path)
    super.mkdirs(path)
  }

  override def create(
      path: Path,
      permission: FsPermission,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream = {
    perform("create", path)
    val out = super.create(path, overwrite, bufferSize, replication, blockSize, progress)
    new FSDataOutputStream(new FaultyOutput(path, out), null)
  }

  override def open(path: Path, bufferSize: Int): FSDataInputStream = {
    perform("open", path)
    super.open(path, bufferSize)
  }

  override def listStatus(path: Path): Array[FileStatus] = {
    perform("list", path)
    super.listStatus(path)
  }

  override def delete(path: Path, recursive: Boolean): Boolean = {
    perform("delete", path)
    super.delete(path, recursive)
  }

  override def rename(from: Path, to: Path): Boolean =
    throw new AssertionError("a checkpoint was renamed")

  private final class FaultyOutput(path: Path, out: FSDataOutputStream) extends java.io.OutputStream {
    private var left = capacity(path.getName)

    override def write(byte: Int): Unit = write(Array(byte.toByte), 0, 1)

    override def write(bytes: Array[Byte], offset: Int, length: Int): Unit = {
      perform("write", path)
      val fitting = math.min(left, length.toLong).toInt
      out.write(bytes, offset, fitting)
      left -= fitting
      if (fitting < length) throw new IOException("No space left on device")
    }

    override def close(): Unit = {
      out.close()
      perform("close", path)
    }
  }
}
