package org.coherer.elastic

import java.nio.file.Path
import java.util.Arrays.asList

import org.coherer.testkit.cluster.{SparkApplication, StandaloneCluster, WithSparkHome}
import org.coherer.training.embedding.table.TableMemory
import org.scalatest.funsuite.AnyFunSuite

/** A table that is larger than what any executor may have of it. With COHERER_TABLE_ROWS=20000000 it has 1.7
  * GB, and six executors a gigabyte each; a smaller one without.
  */
class TablesClusterSuite extends AnyFunSuite with WithSparkHome {

  private val Rows = sys.env.get("COHERER_TABLE_ROWS").fold(80000L)(_.toLong)
  private val Large = Rows > 1000000
  private val Servers = if (Large) 4 else 2
  private val Workers = if (Large) 2 else 1
  private val Slots = Servers + Workers

  /** No more than a server's part of the table. */
  private val TableBytes = TableMemory.bytes(TablesApp.Spec, Rows, Servers)

  private val HeapMegabytes = 460L
  private val GrantedMegabytes = 1024

  /** The heap, the table, and what Java, Spark and the engine have beside these: classes and their code, the
    * stacks of threads, buffers and libraries.
    */
  private val MostMegabytes = math.min(GrantedMegabytes, HeapMegabytes + (TableBytes >> 20) + 320)

  private val Settings = java.util.Map.of(
    "spark.executor.memory",
    s"${HeapMegabytes}m",
    "spark.executor.cores",
    "1",
    // The application begins when all executors are there.
    "spark.cores.max",
    Slots.toString,
    "spark.scheduler.minRegisteredResourcesRatio",
    "1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime",
    "120s"
  )

  override protected def deadlineSeconds: Long = if (Large) 3600 else super.deadlineSeconds

  private def submit(cluster: StandaloneCluster, arguments: String*): Output = {
    val main = "org.coherer.elastic.TablesApp"
    val classes = application(cluster.master(), main).classPath
    val output = run(new SparkApplication(cluster.master(), main, classes, Settings, asList(arguments: _*)))
    if (Large) info(output.text)
    output
  }

  private def trained(cluster: StandaloneCluster, folder: Path): Output = {
    val sizes = Seq(Servers.toString, Workers.toString, TableBytes.toString)
    submit(cluster, Seq("train", Rows.toString, folder.toString) ++ sizes: _*)
  }

  /** What the lines of executors say in one place. */
  private def megabytes(output: Output, name: String, place: Int): Seq[Long] = {
    val found = output.values(name).map(_.split(" ")(place).toLong)
    assert(found.size == Slots, output.text)
    found
  }

  test("a table larger than any executor is trained, saved, and looked up by another application") {
    assert(TableMemory.bytes(TablesApp.Spec, Rows, 1) > 1.5 * TableBytes)
    withTempDir { folder =>
      val cluster = StandaloneCluster.start(home, 1, Slots, Slots * GrantedMegabytes, folder.resolve("logs"))
      try {
        val first = trained(cluster, folder)
        assert(first.values("rows") == Seq((Rows / TablesApp.Own).toString), first.text)
        assert(first.values("stored") == Seq(Rows.toString), first.text)
        assert(first.values("bytes").head.toLong > Rows * (8 + 16 * 4), first.text)
        val loss = first.values("loss").head.toDouble
        assert(loss < math.log(2) && first.values("validated").head.toDouble < loss, first.text)
        assert(first.values("accuracy").head.toDouble > 0.9, first.text)
        // Of all snapshots the last one is left: of the slice of each server four files, and the manifest.
        val left = first.values("left").map(_.split('/'))
        assert(left.map(_.init.mkString("/")).distinct.size == 1, first.text)
        assert(left.size == 4 * Servers + 1, first.text)
        assert(megabytes(first, "trained", 1).max < MostMegabytes, first.text)

        val second = submit(cluster, "score", Rows.toString, folder.toString)
        assert(second.values("count").head.toInt >= 5000, second.text)
        assert(second.values("scores") == first.values("scores"), first.text + second.text)
        // Pages of files that are mapped are no memory of the process's own: Linux takes them back.
        for (output <- Seq(first, second))
          assert(megabytes(output, "scored", 2).max < MostMegabytes, output.text)
      } finally cluster.close()
    }
  }
}
