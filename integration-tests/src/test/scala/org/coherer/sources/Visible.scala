package org.coherer.sources

import java.io.{IOException, UncheckedIOException}
import java.nio.file.{Files, Path}
import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.collection.mutable

/** Looks at a directory again and again, as readers do, and keeps what it has seen of each file. */
class Visible(directory: Path) {
  private val ended = new CountDownLatch(1)
  private val sizes = mutable.Map[Path, mutable.Set[Long]]()
  private var looks = 0
  private val thread = new Thread(() => while (!ended.await(2, TimeUnit.MILLISECONDS)) look())
  thread.setDaemon(true)
  thread.start()

  private def look(): Unit = {
    Visible.files(directory).foreach { file =>
      sizes.getOrElseUpdate(file, mutable.Set[Long]()) += Files.size(file)
    }
    looks += 1
  }

  /** Ends looking; returns each size that a file has been seen with, and how often was looked. */
  def end(): (Map[Path, Set[Long]], Int) = {
    ended.countDown()
    thread.join()
    (sizes.map { case (file, seen) => file -> seen.toSet }.toMap, looks)
  }
}

object Visible {

  /** The files that readers see: neither they nor a directory of theirs is hidden. */
  def files(directory: Path): Seq[Path] = below(directory).filter { file =>
    Files.isRegularFile(file) && !directory.relativize(file).toString.split("/").exists { name =>
      name.startsWith("_") || name.startsWith(".")
    }
  }

  /** All files and directories, without checksums and the mark of success. */
  def below(directory: Path): Seq[Path] =
    if (!Files.exists(directory)) Nil
    else
      try {
        val all = Files.walk(directory)
        try
          all.toArray.toSeq
            .map(_.asInstanceOf[Path])
            .filter(path => path != directory && !path.getFileName.toString.endsWith(".crc"))
            .filter(path => path.getFileName.toString != "_SUCCESS")
        finally all.close()
      } catch {
        case _: UncheckedIOException | _: IOException => below(directory) // what it walks in goes away
      }
}
