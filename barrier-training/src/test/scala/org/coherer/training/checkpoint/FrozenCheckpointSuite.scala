package org.coherer.training.checkpoint

import java.nio.file.{Files, Path, Paths, StandardCopyOption}

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** Checkpoints of every format version so far, which every later version of Coherer reads. */
class FrozenCheckpointSuite extends AnyFunSuite with WithTempDir {

  private val frozen = Paths.get(getClass.getResource("/checkpoints").toURI)

  private def files(folder: Path): Seq[Path] = {
    val found = Files.newDirectoryStream(folder)
    try {
      val all = Seq.newBuilder[Path]
      found.forEach(path => all += path)
      all.result()
    } finally found.close()
  }

  private val versions = files(frozen).filter(Files.isDirectory(_))

  test("there is one for each version") {
    assert(versions.map(_.getFileName.toString).toSet == Set("v1"))
  }

  for (version <- versions)
    test(s"${version.getFileName} is read with all its bits, here and through Hadoop's streams") {
      withTempDir { folder =>
        files(version).foreach { file =>
          Files.copy(file, folder.resolve(file.getFileName.toString), StandardCopyOption.REPLACE_EXISTING)
        }
        FrozenCheckpoint.check(FrozenCheckpoint.localStore(folder))
        FrozenCheckpoint.check(new FaultyFileSystem().store(folder))
      }
    }

  test("this version writes the same files, but for a random number and the time") {
    withTempDir { folder =>
      FrozenCheckpoint.write(folder)
      FrozenCheckpoint.check(FrozenCheckpoint.localStore(folder))
      val lengths = (all: Seq[Path]) => all.map(file => (file.getFileName.toString, Files.size(file))).toSet
      assert(lengths(files(folder)) == lengths(files(frozen.resolve("v1"))))
    }
  }
}
