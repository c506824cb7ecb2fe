package org.coherer.connector.tensorboard

import java.io.OutputStream
import java.nio.file.{Files, Path => LocalPath}
import java.util.concurrent.TimeUnit

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FSDataOutputStream, FileSystem, Path, RawLocalFileSystem}
import org.apache.hadoop.util.Progressable
import org.coherer.testkit.{EventRecords, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

class EventFilesSuite extends AnyFunSuite with WithTempDir with WithFits {

  private var nanos = 0L

  private def files(system: FileSystem, folder: LocalPath) =
    new EventFiles(system, new Path(folder.toUri), clock, () => nanos)

  private def scalar(step: Int): Array[Byte] =
    Events.scalars(start, step.toLong, java.util.Collections.singletonMap("loss", Double.box(step / 2.0)))

  private def steps(folder: LocalPath): Seq[Long] =
    EventRecords.read(folder).filter(_.version.isEmpty).map(_.step)

  /** Shows nothing of a file before it is closed. */
  private class ObjectStore extends RawLocalFileSystem {
    initialize(java.net.URI.create("file:///"), new Configuration(false))
    override def create(
        file: Path,
        overwrite: Boolean,
        size: Int,
        copies: Short,
        block: Long,
        told: Progressable
    ) = {
      val kept = new java.io.ByteArrayOutputStream()
      def store(): Unit = {
        val out = super.create(file, overwrite, size, copies, block, told)
        out.write(kept.toByteArray)
        out.close()
      }
      new FSDataOutputStream(
        new OutputStream {
          override def write(byte: Int): Unit = kept.write(byte)
          override def close(): Unit = store()
        },
        null
      )
    }
  }

  test("no file is there before the first event; each begins with its version") {
    withTempDir { folder =>
      val written = files(FileSystem.getLocal(new Configuration(false)), folder)
      written.flush()
      written.close()
      assert(EventRecords.files(folder).isEmpty)
      written.write(scalar(1))
      written.close()
      val events = EventRecords.read(folder)
      assert(events.map(_.version) == Seq(Some("brain.Event:2"), None))
      assert(events.head.seconds == start.getEpochSecond.toDouble && events(1).scalars == Map("loss" -> 0.5f))
    }
  }

  test(
    "on a disk, what was flushed is there to be read while the file is open, in one file without a sidecar"
  ) {
    withTempDir { folder =>
      val written = files(FileSystem.getLocal(new Configuration(false)), folder)
      for (step <- 1 to 5) {
        nanos += TimeUnit.SECONDS.toNanos(100)
        written.write(scalar(step))
        written.flush()
        assert(steps(folder) == (1L to step.toLong))
      }
      written.close()
      val names = folder.toFile.list.toSeq
      assert(
        names.size == 1 && names.head.matches("events\\.out\\.tfevents\\.1796101200\\.[0-9a-f]{8}\\.0000")
      )
    }
  }

  test("where a file is shown when it is closed, there is one for each minute, in the order of their names") {
    withTempDir { folder =>
      val written = files(new ObjectStore, folder)
      var seen = Seq.empty[Int]
      for (step <- 1 to 12) {
        nanos += TimeUnit.SECONDS.toNanos(25)
        written.write(scalar(step))
        written.flush()
        seen :+= steps(folder).size
      }
      written.close()
      assert(seen == Seq(0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12))
      assert(EventRecords.files(folder).size == 3 && steps(folder) == (1L to 12L))
      assert(EventRecords.read(folder).count(_.version.isDefined) == 3)
    }
  }

  test("two writers of one folder do not touch each other's files") {
    withTempDir { folder =>
      val system = FileSystem.getLocal(new Configuration(false))
      val both = Seq(files(system, folder), files(system, folder))
      both.foreach(_.write(scalar(1)))
      both.foreach(_.close())
      assert(EventRecords.files(folder).size == 2 && Files.list(folder).count() == 2)
    }
  }
}
