package org.coherer.datasource

import java.nio.file.{Files, Path}
import java.util.Comparator

/** Gives a test a folder of its own, which is gone afterwards. */
trait WithTempDir {

  def withTempDir[T](body: Path => T): T = {
    val dir = Files.createTempDirectory("datasource")
    try body(dir)
    finally {
      val found = Files.walk(dir)
      try found.sorted(Comparator.reverseOrder[Path]()).forEach(path => Files.delete(path))
      finally found.close()
    }
  }
}
