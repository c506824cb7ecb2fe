package org.coherer.examples

import java.nio.file.{Files, Path}
import java.util.Comparator

/** A directory for one test, removed after it. */
trait WithTempDir {

  def withTempDir[T](body: Path => T): T = {
    val directory = Files.createTempDirectory("examples")
    try body(directory)
    finally {
      val all = Files.walk(directory)
      try all.sorted(Comparator.reverseOrder[Path]()).forEach(path => Files.delete(path))
      finally all.close()
    }
  }
}
