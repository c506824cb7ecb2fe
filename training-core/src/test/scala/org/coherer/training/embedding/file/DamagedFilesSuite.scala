package org.coherer.training.embedding.file

import java.io.IOException
import java.nio.file.{Files, Path}
import java.util.{Arrays, Collections}

import org.coherer.training.file.DamagedFileException
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, RowOptimizer}
import org.coherer.training.file.DamagedFileException.Damage
import org.scalatest.funsuite.AnyFunSuite

/** Whatever becomes of a file of a snapshot, it is named, and nothing else is taken for its rows. */
class DamagedFilesSuite extends AnyFunSuite with WithSnapshots {

  private def check(folder: Path): Unit = TableSnapshot.open(TableFiles.local(folder)).check()

  /** Whoever reads the file fails, and names it; returns what is wrong with it. */
  private def refused(folder: Path, file: Path, what: String): Damage = {
    val error = intercept[DamagedFileException](check(folder))
    assert(error.getMessage.startsWith(s"Cannot use $file: "), what)
    val restored = intercept[DamagedFileException] {
      val snapshot = TableSnapshot.open(TableFiles.local(folder))
      for (table <- 0 to 1) withShards(inputs(table).table, 1) { shards =>
        snapshot.restore(table, shards.head, 0, 1, true)
      }
    }
    assert(restored.getMessage == error.getMessage && restored.damage == error.damage)
    val copied = intercept[DamagedFileException](withFolder { copy =>
      TableSnapshot.open(TableFiles.local(folder)).copy(TableFiles.local(copy), true)
    })
    assert(copied.getMessage == error.getMessage)
    if (!file.toString.endsWith(".state")) {
      val served = intercept[DamagedFileException](StoredTables.open(folder))
      assert(served.getMessage == error.getMessage)
    } else StoredTables.open(folder).close()
    error.damage
  }

  /** A small snapshot: every byte of it can be damaged. */
  private def withSmall(use: Path => Unit): Unit =
    withShards(adam, 2) { words =>
      withShards(sgd, 2) { places =>
        train(words, 1L to 9L)
        train(places, 1L to 4L)
        withFolder { folder =>
          save(folder, Seq(words, places), blockRows = 3)
          check(folder)
          use(folder)
        }
      }
    }

  private val files =
    TableManifest.FILE +: Seq("slice", "ids", "rows", "state").map("table-00000.00001-of-00002." + _)

  for (name <- files) {
    val enveloped = name == TableManifest.FILE || name.endsWith("slice")

    test(s"$name is refused wherever it ends") {
      withSmall { folder =>
        val file = folder.resolve(name)
        val bytes = Files.readAllBytes(file)
        for (length <- 0 until bytes.length) {
          Files.write(file, bytes.take(length))
          assert(refused(folder, file, s"$length bytes") == Damage.TRUNCATED)
        }
        Files.write(file, bytes :+ 0.toByte)
        assert(refused(folder, file, "one byte more") == Damage.ALTERED)
        Files.delete(file)
        assert(refused(folder, file, "missing") == Damage.MISSING)
        Files.write(file, bytes)
        check(folder)
      }
    }

    test(s"$name is refused whichever of its bytes is altered") {
      withSmall { folder =>
        val file = folder.resolve(name)
        val bytes = Files.readAllBytes(file)
        for (at <- 0 until bytes.length) {
          Files.write(file, bytes.updated(at, (bytes(at) ^ 1 << at % 8).toByte))
          val expected = if (enveloped && at < 4) Damage.FOREIGN else Damage.ALTERED
          assert(refused(folder, file, s"byte $at") == expected, s"byte $at")
        }
      }
    }
  }

  for (name <- files.take(2)) test(s"$name of a later version is known as such") {
    withSmall { folder =>
      val file = folder.resolve(name)
      val bytes = Files.readAllBytes(file)
      for ((version, damage) <- Seq(2 -> Damage.NEWER, 0 -> Damage.ALTERED)) {
        val later =
          java.nio.ByteBuffer.wrap(bytes.clone()).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(4, version)
        val crc = new java.util.zip.CRC32C
        crc.update(later.array, 0, 12)
        Files.write(file, later.putInt(12, crc.getValue.toInt).array)
        assert(refused(folder, file, s"version $version") == damage)
      }
    }
  }

  test("a slice of another snapshot, or of another server, is foreign, and so are its files") {
    withSmall { folder =>
      withSmall { other =>
        for (name <- files.tail) {
          val file = folder.resolve(name)
          val bytes = Files.readAllBytes(file)
          val header = name.endsWith("slice")
          Files.write(file, Files.readAllBytes(other.resolve(name)))
          // The same training has led to the same rows, in files of the same bytes.
          if (header) assert(refused(folder, file, "another one") == Damage.FOREIGN) else check(folder)
          Files.write(file, Files.readAllBytes(folder.resolve(name.replace("00001-of", "00000-of"))))
          val damage = refused(folder, file, "another server's")
          assert(if (header) damage == Damage.FOREIGN else damage != Damage.FOREIGN)
          Files.write(file, bytes)
        }
      }
    }
  }

  test("a folder without a manifest is no snapshot, and one with it is not written again") {
    withSmall { folder =>
      val files = TableFiles.local(folder)
      assert(TableManifest.exists(files))
      intercept[IOException](TableManifest.read(files).write(files))
      intercept[IOException](withShards(adam, 2) { shards =>
        TableSnapshot.write(files, new SlicePlace(0, 0, 2), shards.head, true)
      })
      check(folder)
      Files.delete(folder.resolve(TableManifest.FILE))
      assert(!TableManifest.exists(files) && !TableManifest.exists(TableFiles.local(folder.resolve("none"))))
      val missing = intercept[DamagedFileException](StoredTable.open(folder, 0))
      assert(missing.damage == Damage.MISSING && missing.getMessage.contains(TableManifest.FILE))
    }
  }

  test("a manifest that says another table than the slices hold is refused") {
    withSmall { folder =>
      val manifest = TableManifest.read(TableFiles.local(folder))
      def rewritten(
          spec: EmbeddingSpec,
          slices: java.util.List[SliceSummary] = manifest.slices
      ): DamagedFileException = {
        Files.delete(folder.resolve(TableManifest.FILE))
        val changed = Arrays.asList(new EmbeddingInput("text", 20, spec), inputs(1))
        new TableManifest(changed, 2, true, slices).write(TableFiles.local(folder))
        intercept[DamagedFileException](StoredTables.open(folder))
      }
      val wide = EmbeddingSpec.of("words", 4).withOptimizer(adam.optimizer).withLifetime(adam.lifetime)
      assert(rewritten(wide).damage == Damage.FOREIGN)
      assert(rewritten(adam.withOptimizer(new RowOptimizer.Sgd(1f))).damage == Damage.FOREIGN)
      // Another seed has another order of rows: they would not be found.
      val order = rewritten(adam.withSeed(12))
      assert(order.damage == Damage.ALTERED && order.getMessage.contains("is not in the order of hashes"))
    }
  }

  test("manifests without a slice of each table and server, and restores of what there is not, are refused") {
    val slice = new SliceSummary(0, 0, 5, 7)
    val one = Collections.singletonList(inputs.head)
    for {
      (servers, slices) <- Seq(
        (2, Seq(slice)),
        (1, Seq(slice, slice)),
        (2, Seq(slice, slice)),
        (1, Seq(new SliceSummary(1, 0, 5, 7))),
        (0, Seq(slice)),
        (65537, Seq(slice))
      )
    } intercept[IllegalArgumentException](new TableManifest(one, servers, true, Arrays.asList(slices: _*)))
    val both = Arrays.asList(new SliceSummary(0, 1, 6, 8), slice)
    assert(new TableManifest(one, 2, true, both).rows(0) == 11)
    assert(SliceSummary.decode(slice.encode) == slice)
    for (length <- 0 to 19) intercept[IOException](SliceSummary.decode(slice.encode.take(length)))
    withSnapshot(1, withState = false) { (folder, _) =>
      val snapshot = TableSnapshot.open(TableFiles.local(folder))
      def restore(table: Int, spec: EmbeddingSpec, withState: Boolean): String =
        withShards(spec, 1) { shards =>
          val error =
            intercept[IllegalArgumentException](snapshot.restore(table, shards.head, 0, 1, withState))
          assert(shards.head.rows == 0)
          error.getMessage
        }
      assert(restore(0, adam, true).contains("has none"))
      assert(
        restore(1, adam, false) == "Cannot restore embedding table 'words' of width 3 from rows of width 5"
      )
      assert(restore(2, adam, false) == "Invalid table 2 (the snapshot has 2, counted from 0)")
    }
    withSnapshot(1) { (folder, _) =>
      withShards(adam.withOptimizer(new RowOptimizer.Sgd(1f)), 1) { shards =>
        val snapshot = TableSnapshot.open(TableFiles.local(folder))
        intercept[IllegalArgumentException](snapshot.restore(0, shards.head, 0, 1, true))
      }
    }
  }
}
