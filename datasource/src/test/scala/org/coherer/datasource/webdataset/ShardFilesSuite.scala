package org.coherer.datasource.webdataset

import org.scalatest.funsuite.AnyFunSuite

/** Shards that other implementations wrote. */
class ShardFilesSuite extends AnyFunSuite {
  import Shards._

  test("records of the WebDataset library") {
    val found = Shards.samples(inflated("written"))
    assert(found.map(_.key) == (0 until 4).map(i => f"train/$i%04d"))
    for ((sample, i) <- found.zipWithIndex) {
      assert(new String(sample.files.get("cls"), "UTF-8") == (i % 3).toString)
      assert(new String(sample.files.get("txt"), "UTF-8") == s"größe $i")
      assert(
        Option(sample.files.get("seg.png"))
          .map(_.toSeq) == Some(i).filter(_ != 1).map(n => Seq(0x89.toByte, n.toByte))
      )
    }
  }

  private val long = "d" * 80 + "/" + "e" * 80

  for (name <- Seq("ustar", "pax", "gnu")) {
    test(s"names of $name, and files that belong to no record") {
      val unicode =
        if (name == "ustar") Nil else Seq("größe/" + "ü" * 99 -> Map("txt" -> "text"))
      assert(
        texts(Shards.samples(inflated(name))) ==
          Seq(
            long -> Map("txt" -> "long", "cls" -> "1"),
            "train/1" -> Map("5.tar.gz" -> "x" * 512)
          ) ++ unicode
      )
    }
  }

  test("data that is not wanted is skipped, whatever its length") {
    val found = Shards.samples(inflated("ustar"), most = 4, wanted = _ != "5.tar.gz")
    assert(
      found.size == 2 && found(1).files.containsKey("5.tar.gz") && found(1).files.get("5.tar.gz") == null
    )
  }

  test("what is written can be read") {
    val files = Seq("a/b.txt" -> "1", "a/b.c.d" -> "", s"$long.txt" -> "x" * 513, "größe.txt" -> "ü")
    val file = write(files: _*)
    assert(file.length % 512 == 0)
    assert(
      texts(Shards.samples(file)) == Seq(
        "a/b" -> Map("txt" -> "1", "c.d" -> ""),
        long -> Map("txt" -> "x" * 513),
        "größe" -> Map("txt" -> "ü")
      )
    )
  }
}
