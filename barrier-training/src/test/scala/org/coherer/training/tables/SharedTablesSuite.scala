package org.coherer.training.tables

import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.concurrent.{Callable, CountDownLatch, Executors, ScheduledThreadPoolExecutor, TimeUnit}

import org.coherer.training.file.DamagedFileException
import org.coherer.training.embedding.file.{StoredTables, TableManifest}
import org.scalatest.funsuite.AnyFunSuite

/** Tables that are looked up in are opened, and copied, once in a process. */
class SharedTablesSuite extends AnyFunSuite with WithTableFolders {

  /** Shares tables, with a timer that closes them in the time between two calls of `settle`. */
  private class Sharing(idle: Duration = Duration.ZERO) {
    val timer = new ScheduledThreadPoolExecutor(1)
    val shared = new SharedTables(idle, timer)

    def settle(): Unit =
      timer.submit(new Runnable { override def run(): Unit = () }).get(10, TimeUnit.SECONDS)
  }

  private def withSharing[T](idle: Duration = Duration.ZERO)(use: (Sharing, Path) => T): T = {
    val sharing = new Sharing(idle)
    try withTempDir(dir => use(sharing, dir))
    finally sharing.timer.shutdownNow()
  }

  private def rows(tables: StoredTables): Seq[Float] = {
    val into = new Array[Float](ids.length * 4)
    assert(tables.table(0).lookup(ids, ids.length, into) == ids.length)
    into.toSeq
  }

  private def copies(): Int = faulty.operations.toArray.count(_.toString.endsWith("00000-of-00002.ids"))

  for (isLocal <- Seq(true, false)) {
    val where = if (isLocal) "of this machine" else "of another file system"

    test(s"a folder $where is opened once, until nobody uses it") {
      withSharing() { (sharing, dir) =>
        val folder = if (isLocal) local(dir.resolve("a")) else remote(dir.resolve("a"))
        val written = write(folder.files, 1)
        faulty.operations.clear()
        val scratch = dir.resolve("scratch")
        val first = sharing.shared.use(folder, scratch)
        val second = sharing.shared.use(folder, scratch)
        assert(first.tables eq second.tables)
        assert(rows(first.tables) == written)
        assert(copies() == (if (isLocal) 0 else 1))
        if (!isLocal) assert(filesIn(scratch).isEmpty, "the copy has no names any more")
        first.close()
        first.close()
        sharing.settle()
        assert(rows(second.tables) == written && sharing.shared.size == 1)
        intercept[IllegalStateException](first.tables)
        assert(mappings(dir).size == 4)
        val tables = second.tables
        second.close()
        sharing.settle()
        assert(sharing.shared.size == 0 && mappings(dir).isEmpty)
        intercept[IllegalStateException](rows(tables))
        val again = sharing.shared.use(folder, scratch)
        assert(rows(again.tables) == written)
        again.close()
        sharing.settle()
        assert(mappings(dir).isEmpty)
      }
    }
  }

  test("tables that are used again soon are still open") {
    withSharing(Duration.ofDays(1)) { (sharing, dir) =>
      val folder = remote(dir.resolve("a"))
      write(folder.files, 1)
      val first = sharing.shared.use(folder, dir)
      val tables = first.tables
      first.close()
      sharing.settle()
      val second = sharing.shared.use(folder, dir)
      assert(second.tables eq tables)
      tables.close()
      second.close()
    }
  }

  test("a folder that was overwritten has other tables") {
    withSharing() { (sharing, dir) =>
      val folder = local(dir.resolve("a"))
      val before = write(folder.files, 1)
      val old = sharing.shared.use(folder, dir)
      folder.delete()
      val after = write(folder.files, 2)
      val changed = sharing.shared.use(folder, dir)
      assert(before != after && rows(old.tables) == before && rows(changed.tables) == after)
      old.close()
      changed.close()
      sharing.settle()
      assert(sharing.shared.size == 0 && mappings(dir).isEmpty)
    }
  }

  test("a damaged folder is refused, leaves nothing behind, and can be used once it is repaired") {
    withSharing() { (sharing, dir) =>
      val folder = remote(dir.resolve("a"))
      val written = write(folder.files, 1)
      val file = dir.resolve("a").resolve("table-00000.00001-of-00002.rows")
      val bytes = Files.readAllBytes(file)
      Files.write(file, bytes.updated(7, (bytes(7) ^ 8).toByte))
      val scratch = dir.resolve("scratch")
      val error = intercept[DamagedFileException](sharing.shared.use(folder, scratch))
      assert(
        error.getMessage.startsWith(s"Cannot use faulty:$file") || error.getMessage.contains(file.toString)
      )
      assert(filesIn(scratch).isEmpty && mappings(dir).isEmpty)
      Files.write(file, bytes)
      val lease = sharing.shared.use(folder, scratch)
      assert(rows(lease.tables) == written)
      lease.close()
      sharing.settle()
      Files.delete(dir.resolve("a").resolve(TableManifest.FILE))
      intercept[DamagedFileException](sharing.shared.use(folder, scratch))
      sharing.settle()
      assert(sharing.shared.size == 0)
    }
  }

  test("threads that come at the same time wait for one copy") {
    withSharing(Duration.ofDays(1)) { (sharing, dir) =>
      val folder = remote(dir.resolve("a"))
      val written = write(folder.files, 1)
      faulty.operations.clear()
      val threads = Executors.newFixedThreadPool(6)
      val start = new CountDownLatch(1)
      try {
        val leases = (1 to 6).map { _ =>
          threads.submit(new Callable[SharedTables.Lease] {
            override def call(): SharedTables.Lease = {
              start.await()
              sharing.shared.use(folder, dir.resolve("scratch"))
            }
          })
        }
        start.countDown()
        val all = leases.map(_.get(60, TimeUnit.SECONDS))
        assert(all.map(_.tables).distinct.size == 1 && copies() == 1 && rows(all.head.tables) == written)
        all.head.tables.close()
        all.foreach(_.close())
      } finally threads.shutdownNow()
    }
  }
}
