package org.coherer.benchmarks

import java.nio.file.{Files, Path}

import org.apache.commons.io.FileUtils

/** A folder for the length of a test. */
trait WithTempDir {
  def withTempDir[A](body: Path => A): A = {
    val folder = Files.createTempDirectory("coherer-benchmarks")
    try body(folder)
    finally FileUtils.deleteDirectory(folder.toFile)
  }
}
