package org.coherer.testkit

import java.nio.file.{Files, Path}
import java.util.Comparator

/** Lends a new folder and removes it with all that is in it. */
trait WithTempDir {

  def withTempDir[T](use: Path => T): T = {
    val folder = Files.createTempDirectory("coherer")
    try use(folder)
    finally {
      val found = Files.walk(folder)
      try found.sorted(Comparator.reverseOrder[Path]()).forEach(path => Files.delete(path))
      finally found.close()
    }
  }
}
