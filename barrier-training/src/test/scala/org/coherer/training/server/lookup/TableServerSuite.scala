package org.coherer.training.server.lookup

import java.nio.file.{Files, Path}
import java.util.Arrays.asList
import java.util.Collections.singletonList
import java.util.concurrent.atomic.AtomicLong

import org.apache.hadoop.conf.Configuration
import org.coherer.training.embedding.table.MemoryBudget
import org.coherer.training.plan.{Consistency, ServerPlan, TablesPlan}
import org.coherer.training.rpc.RequestHandler
import org.coherer.training.server.{Segment, Snapshot}
import org.coherer.training.server.rows.{SnapshotFolder, TableSnapshots, TablesClient}
import org.coherer.training.tables.TableFolder
import org.scalatest.funsuite.AnyFunSuite

/** Snapshots of the tables of servers. */
class TableServerSuite extends AnyFunSuite with WithEmbeddedServers {

  private val Asynchronous = new Consistency.Asynchronous
  private val batches = records(32).grouped(8).toSeq
  private val one = plan(1, 8, 1)
  private val now = new AtomicLong()

  private def snapshots(servers: Int, folder: Path, seconds: Int = 60) = new TableSnapshots(
    encoding.inputs(),
    servers,
    new TablesPlan(1L << 20, java.time.Duration.ofSeconds(seconds.toLong)),
    SnapshotFolder.ofRun(TableFolder.of(folder.toString, new Configuration())),
    () => now.get()
  )

  private def all(servers: Seq[RequestHandler]) = Seq(
    rowsOf(servers, 0, 3, (0L until 12L).map(_ << 40): _*),
    rowsOf(servers, 1, 2, 0L until 20L: _*)
  )

  private def trained[T](servers: Int, folder: Path)(body: Seq[RequestHandler] => T): T = {
    val serverPlan = new ServerPlan(servers, Asynchronous)
    withBoth(one, serverPlan, folder) { handlers =>
      driverClient(handlers, serverPlan, 1).begin(1, 1, 4, 1)
      learn(handlers, one, serverPlan, 0, new FixedBatches(batches), new Segment(1, 1, 4, 4))
      body(handlers)
    }
  }

  test("a snapshot is restored on any number of servers, and training goes on as if nothing had been") {
    withTempDir { folder =>
      val again = new Segment(2, 1, 4, 4)
      def goOn(servers: Seq[RequestHandler], serverPlan: ServerPlan, parameters: Snapshot) = {
        val driver = driverClient(servers, serverPlan, 1)
        driver.restore(parameters)
        driver.begin(2, 1, 4, 1)
        learn(servers, one, serverPlan, 0, new FixedBatches(batches), again)
        all(servers)
      }
      val two = new ServerPlan(2, Asynchronous)
      val (saved, parameters, rows, next) = trained(2, folder) { servers =>
        val saved = snapshots(2, folder).save(tablesClient(servers))
        val parameters = driverClient(servers, two, 1).snapshot()
        val rows = all(servers)
        (saved, parameters, rows, goOn(servers, two, parameters))
      }
      assert(next != rows)
      for (others <- 1 to 3) {
        val serverPlan = new ServerPlan(others, Asynchronous)
        withBoth(one, serverPlan, folder) { servers =>
          val client = tablesClient(servers)
          val initial = all(servers)
          snapshots(others, folder).load(client, saved)
          assert(all(servers) == rows && rows != initial)
          if (others == 2) assert(goOn(servers, two, parameters) == next)
          snapshots(others, folder).load(client, "")
          assert(all(servers) == initial)
        }
      }
    }
  }

  test("what is no snapshot, and what cannot be written, is an error with its folder") {
    withTempDir { folder =>
      trained(2, folder) { servers =>
        val client = tablesClient(servers)
        val missing = intercept[IllegalStateException](
          snapshots(2, folder).load(client, folder.resolve("none").toUri.toString)
        )
        assert(missing.getMessage.matches("Server [01] cannot read its embedding tables from .*none: .*"))
        val file = Files.createFile(folder.resolve("file"))
        val unwritable = intercept[IllegalStateException](snapshots(2, file).save(client))
        assert(unwritable.getMessage.contains("cannot write its embedding tables to "), unwritable.getMessage)
      }
    }
  }

  test("snapshots within an epoch are as seldom as they take long, and none is left but the result") {
    withTempDir { root =>
      val folder = root.resolve("tables")
      trained(1, folder) { servers =>
        val client = tablesClient(servers)
        val kept = snapshots(1, folder)
        def names = Option(folder.toFile.list).toSeq.flatten.sorted
        assert(!kept.isDue)
        now.addAndGet(60L * 1000000000)
        assert(kept.isDue)
        val first = kept.save(client)
        assert(!kept.isDue && names == Seq("rows-000001"))
        val second = kept.save(client)
        val third = kept.save(client)
        kept.retain(asList(first, third))
        assert(names == Seq("rows-000001", "rows-000003") && second.endsWith("rows-000002"))
        assert(kept.handOver(first).path() == first)
        kept.close()
        assert(names == Seq("rows-000001"))
        // Without a result, not even the folder is left.
        val failed = snapshots(1, folder)
        failed.save(client)
        failed.close()
        assert(!Files.exists(folder))
      }
    }
  }

  test("a snapshot that takes long makes the next one come later") {
    withTempDir { folder =>
      trained(1, folder) { servers =>
        val client = new TablesClient(connections(servers.map(slow), Driver))
        val kept = snapshots(1, folder)
        kept.save(client)
        now.addAndGet(100L * 1000000000)
        assert(!kept.isDue)
        now.addAndGet(100L * 1000000000)
        assert(kept.isDue)
      }
    }
  }

  /** A server that needs ten seconds for everything. */
  private def slow(server: RequestHandler): RequestHandler = request => {
    now.addAndGet(10L * 1000000000)
    server.handle(request)
  }

  for (synchronous <- Seq(true, false))
    test(s"a table without memory ends training: nothing changes any more; synchronous is $synchronous") {
      withTempDir { folder =>
        val consistency = if (synchronous) new Consistency.Synchronous else Asynchronous
        val serverPlan = new ServerPlan(1, consistency)
        withBoth(one, serverPlan, folder, new MemoryBudget(100)) { servers =>
          val client = tablesClient(servers)
          client.requireSpace()
          val driver = driverClient(servers, serverPlan, 1)
          driver.begin(1, 1, 4, 1)
          val initial = all(servers)
          val made = learn(
            servers,
            one,
            serverPlan,
            0,
            new FixedBatches(batches),
            new Segment(1, 1, 4, 4)
          )
          assert(made.steps() == 1)
          assert(all(servers) == initial)
          val thrown = intercept[IllegalStateException](client.requireSpace())
          val pattern = "Server 0 of 1: Embedding table 'users' is full: its shard has 0 rows in 0 bytes .*" +
            "have 0 of 100 bytes\\)\\. Raise maxRows or the server's memory .*add servers.*"
          assert(thrown.getMessage.matches(pattern), thrown.getMessage)
          // After the tables were given back, it is as if nothing had been.
          snapshots(1, folder).load(client, "")
          client.requireSpace()
        }
      }
    }

  test("a server whose rows have no snapshots refuses to take one") {
    val rows = new org.coherer.training.server.rows.RowServer(0, 1, java.util.Collections.emptyList())
    try {
      val client = new TablesClient(singletonList(new DirectClient(rows, Driver)))
      val thrown = intercept[org.coherer.training.rpc.RequestRefusedException](client.requireSpace())
      assert(thrown.getMessage == "This server has rows without snapshots")
    } finally rows.close()
  }
}
