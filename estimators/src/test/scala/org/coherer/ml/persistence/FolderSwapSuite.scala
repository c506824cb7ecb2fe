package org.coherer.ml.persistence

import java.io.IOException
import java.nio.file.{Files, Path => JPath}

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, FilterFileSystem, Path}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** What is left when a file system fails at any step. */
class FolderSwapSuite extends AnyFunSuite with WithTempDir {

  /** The local file system, with a look at each renaming and deletion before it is done. */
  private class Watched(before: PartialFunction[(String, Int), Boolean]) extends FilterFileSystem {
    fs = FileSystem.getLocal(new Configuration())
    private var renames = 0
    private var deletes = 0

    override def rename(from: Path, to: Path): Boolean = {
      renames += 1
      before.applyOrElse(("rename", renames), (_: (String, Int)) => true) && super.rename(from, to)
    }

    override def delete(path: Path, recursive: Boolean): Boolean = {
      deletes += 1
      before.applyOrElse(("delete", deletes), (_: (String, Int)) => true) && super.delete(path, recursive)
    }
  }

  private def swap(folder: JPath, text: String, overwrite: Boolean = true)(
      before: PartialFunction[(String, Int), Boolean]
  ): Unit = {
    val files = new Watched(before)
    new FolderSwap(files, new Path(folder.resolve("target").toString)).write(
      overwrite,
      fresh => {
        val out = files.create(new Path(fresh, "file"))
        out.write(text.getBytes("US-ASCII"))
        out.close()
      }
    )
  }

  private def content(folder: JPath): String =
    new String(Files.readAllBytes(folder.resolve("target/file")), "US-ASCII")

  private def names(folder: JPath): Seq[String] = folder.toFile.list().toSeq

  private def withOld(test: JPath => Unit): Unit = withTempDir { folder =>
    swap(folder, "old")(PartialFunction.empty)
    test(folder)
  }

  test("swap: the new folder is there as a whole, and the old one gone") {
    withOld { folder =>
      assert(content(folder) == "old")
      swap(folder, "new")(PartialFunction.empty)
      assert(content(folder) == "new" && names(folder) == Seq("target"))
    }
  }

  test("swap: a first renaming that is refused leaves the old folder") {
    withOld { folder =>
      val error = intercept[IOException](swap(folder, "new") { case ("rename", 1) => false })
      assert(error.getMessage.endsWith("(the file system refuses)"))
      assert(content(folder) == "old" && names(folder) == Seq("target"))
    }
  }

  test("swap: a second renaming that fails puts the old folder back") {
    withOld { folder =>
      intercept[IOException](swap(folder, "new") { case ("rename", 2) => throw new IOException("lost") })
      assert(content(folder) == "old" && names(folder) == Seq("target"))
    }
  }

  test("swap: if the old folder cannot be put back, the message says where it is") {
    withOld { folder =>
      val error = intercept[IOException](swap(folder, "new") { case ("rename", n) => n == 1 })
      val hint = error.getSuppressed.head.getMessage
      assert(hint.matches("Cannot put back .*/target \\(rename .*/\\.target\\..*\\.old to it\\)"))
      assert(names(folder).size == 1 && names(folder).head.endsWith(".old"))
    }
  }

  test("swap: if the old folder cannot be deleted, the message says what to delete") {
    withOld { folder =>
      val error = intercept[IOException](swap(folder, "new") { case ("delete", 1) => false })
      assert(error.getMessage.matches("Wrote .*/target, but cannot delete .* \\(delete .*\\.old\\)"))
      assert(content(folder) == "new")
    }
  }

  test("swap: a folder that came up meanwhile is left alone") {
    withTempDir { folder =>
      val error = intercept[IOException] {
        swap(folder, "mine", overwrite = false) { case ("rename", 1) =>
          Files.createDirectory(folder.resolve("target"))
          Files.write(folder.resolve("target/file"), "theirs".getBytes("US-ASCII"))
          true
        }
      }
      assert(error.getMessage.contains("/target"))
      assert(content(folder) == "theirs" && names(folder) == Seq("target"))
      assert(folder.resolve("target").toFile.list().toSet.subsetOf(Set("file", ".file.crc")))
    }
  }

  test("swap: a failure while writing leaves nothing") {
    withTempDir { folder =>
      val files = FileSystem.getLocal(new Configuration())
      val swap = new FolderSwap(files, new Path(folder.resolve("target").toString))
      val error = intercept[IllegalStateException] {
        swap.write(
          false,
          fresh => {
            files.create(new Path(fresh, "deep/file")).close()
            throw new IllegalStateException("no more")
          }
        )
      }
      assert(error.getMessage == "no more" && names(folder).isEmpty)
    }
  }
}
