package org.coherer.training.embedding.file

import java.nio.file.{Files, Path, Paths}

import org.scalatest.funsuite.AnyFunSuite

/** Snapshots of every format version so far, which every later version of Coherer reads. */
class FrozenTablesSuite extends AnyFunSuite {

  private val frozen = Paths.get(getClass.getResource("/tables").toURI)

  private val versions: Seq[Path] = {
    val found = Files.newDirectoryStream(frozen)
    try {
      val all = Seq.newBuilder[Path]
      found.forEach(path => if (Files.isDirectory(path)) all += path)
      all.result()
    } finally found.close()
  }

  test("there is one for each version") {
    assert(versions.map(_.getFileName.toString).toSet == Set("v1"))
  }

  for (version <- versions; table <- FrozenTables.Specs.indices) {
    val rows = FrozenTables.expected(version, "row")(table)

    test(s"${version.getFileName}: servers restore every bit of table $table") {
      assert(rows.size >= 50)
      for (servers <- Seq(1, 2, 3)) assert(FrozenTables.restored(version, table, servers) == rows)
    }

    test(s"${version.getFileName}: rows of table $table are looked up; others are those that it began with") {
      val width = FrozenTables.Specs(table).width
      val found = FrozenTables.lookedUp(version, table, rows.keys.toSeq)
      assert(found.toMap == rows.map { case (id, (bits, _)) => id -> bits.take(width) })
      val initial =
        FrozenTables.expected(version, "initial")(table).map { case (id, (bits, _)) => id -> bits }
      assert(FrozenTables.initialRows(version, table).toMap == initial)
    }
  }
}
