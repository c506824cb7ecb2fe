package org.coherer.datasource.read

import java.nio.file.Files
import java.util.Arrays.asList

import org.apache.hadoop.fs.Path
import org.coherer.datasource.WithFiles
import org.scalatest.funsuite.AnyFunSuite

class ListingSuite extends AnyFunSuite with WithFiles {

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("the first name that is there is found") {
    withTempDir { dir =>
      Seq("b", "c").foreach(name => write(dir.resolve(name), Array.emptyByteArray))
      val listing = Listing.of(new Path(dir.toUri), hadoop)
      assert(listing.firstOf(asList("a", "c", "b")).getPath.getName == "c")
    }
  }

  test("where no name is there, the message says what is") {
    withTempDir { dir =>
      Files.createDirectory(dir.resolve("folder"))
      val path = new Path(dir.toUri)
      assert(
        refused(Listing.of(path, hadoop).firstOf(asList("x", "y"))) ==
          s"Cannot find x or y in '$path' (there are no files)"
      )
      Seq("b", "a", ".hidden", "_SUCCESS").foreach(name => write(dir.resolve(name), Array.emptyByteArray))
      assert(
        refused(Listing.of(path, hadoop).firstOf(asList("folder"))) ==
          s"Cannot find folder in '$path' (there is a, b)"
      )
    }
  }

  test("a message lists 20 names") {
    withTempDir { dir =>
      (10 to 30).foreach(i => write(dir.resolve(s"f$i"), Array.emptyByteArray))
      val message = refused(Listing.of(new Path(dir.toUri), hadoop).firstOf(asList("x")))
      assert(message.endsWith((10 to 29).map(i => s"f$i").mkString("(there is ", ", ", " and 1 more)")))
    }
  }

  test("a path where nothing is is refused with its full name") {
    withTempDir { dir =>
      val path = dir.resolve("absent").toString
      assert(
        refused(Listing.status(path, hadoop)) ==
          s"Invalid path '$path' (there is no file or directory 'file:$path')"
      )
    }
  }
}
