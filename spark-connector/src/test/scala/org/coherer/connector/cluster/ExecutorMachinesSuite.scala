package org.coherer.connector.cluster

import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicLong
import java.util.{Arrays, Collections}

import org.apache.spark.SparkConf
import org.coherer.connector.memory.{ExecutorMemory, FitMemory, WorkerMemory}
import org.coherer.connector.preflight.{DriverMachine, Finding}
import org.coherer.training.data.RecordLayout
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.NetworkSpec
import org.coherer.training.plan._
import org.coherer.training.transport.TransportOptions
import org.scalatest.funsuite.AnyFunSuite

/** What executors tell of their machines, and what is found by it. */
class ExecutorMachinesSuite extends AnyFunSuite {

  private val Million = 1000000L

  private def machine(host: String, free: Long, shared: Long = 1000 * Million) =
    new ExecutorMachine(host, "/data", free, "/dev/shm", shared)

  private def folders(conf: SparkConf, environment: (String, String)*): String = {
    val variables = new java.util.HashMap[String, String]()
    environment.foreach { case (name, value) => variables.put(name, value) }
    ExecutorMachine.folders(variables, conf)
  }

  test("local directories are those of YARN, of a standalone worker, of the machine, or of the settings") {
    val conf = new SparkConf(false).set("spark.local.dir", "/set")
    val machine = "SPARK_LOCAL_DIRS" -> "/c"
    val worker = "SPARK_EXECUTOR_DIRS" -> "/b/1:/b/2"
    assert(folders(conf, "CONTAINER_ID" -> "7", "LOCAL_DIRS" -> "/a,/b", worker, machine) == "/a,/b")
    assert(folders(conf, "LOCAL_DIRS" -> "/a", worker, machine) == "/b/1,/b/2")
    assert(folders(conf, machine) == "/c")
    assert(folders(conf) == "/set")
    assert(folders(new SparkConf(false)) == System.getProperty("java.io.tmpdir"))
  }

  test("this machine has some bytes free") {
    val here = ExecutorMachine.here("host-a", new SparkConf(false))
    assert(here.host == "host-a" && here.free > 0 && here.sharedFolder == "/dev/shm")
  }

  test("an executor's last word counts, and it is forgotten when it is silent for a minute") {
    val now = new AtomicLong
    val machines = new ExecutorMachines(() => now.get)
    machines.add("1", machine("host-a", 5))
    machines.add("2", machine("host-b", 3))
    machines.add("1", machine("host-a", 2))
    assert(machines.all() == Arrays.asList(machine("host-a", 2), machine("host-b", 3)))
    now.set(TimeUnit.SECONDS.toNanos(50))
    machines.add("2", machine("host-b", 3))
    now.set(TimeUnit.SECONDS.toNanos(61))
    assert(machines.all() == Collections.singletonList(machine("host-b", 3)))
  }

  private val plan = new TrainingPlan(
    new NetworkPlan(new NetworkSpec("none", "text"), NetworkPlan.OWN_RATE),
    new DataPlan(new RecordLayout(100, new TargetEncoding.Values(10)), 1, 64, 0, false, 1 << 30),
    new Workers(4, 1),
    Exchange.DEFAULT,
    new TransportPlan(Timeouts.DEFAULT, TransportOptions.DEFAULT),
    new Controls(
      Schedule.CONSTANT,
      Clipping.NONE,
      new Stopping(0, 0, Stopping.TRAINING_LOSS, false, 0, OnDivergence.FAIL)
    )
  )

  /** Of four workers whose rows take 400 MB together, two at a time in an executor. */
  private def found(master: String, machines: ExecutorMachine*): Seq[String] = {
    val conf = new SparkConf(false).setMaster(master).set("spark.executor.cores", "2")
    val driver = new DriverMachine(1L << 40, 1L << 30, 0, "/tmp", 0)
    val around = new FitSurroundings(
      conf,
      ExecutorMemory.of(conf, 1L << 30),
      driver,
      0,
      Arrays.asList(machines: _*)
    )
    val memory = new FitMemory(10, 4, new WorkerMemory(1, 0, 0, 0, 0, 0, 0), 0, 0, 0, 400 * Million)
    around
      .findings(plan, memory)
      .toArray(Array[Finding]())
      .toSeq
      .map(each => s"${each.name()} | ${each.message()}")
  }

  test("rows are compared with the disks of each machine's executors, and one machine is named") {
    assert(found("yarn", machine("host-a", 200 * Million), machine("host-b", 200 * Million)) == Seq())
    assert(
      found("yarn", machine("host-a", 100 * Million), machine("host-b", 150 * Million)) == Seq(
        "spark.local.dir | The rows of the workers take 200 MB and /data on host-a has 100 MB free: training ends " +
          "when the disk is full (free space there, or set spark.local.dir to a larger disk)"
      )
    )
    val together = found("yarn", machine("host-a", 300 * Million), machine("host-a", 300 * Million))
    assert(together.size == 1 && together.head.contains("take 400 MB and /data on host-a has 300 MB"))
  }

  test("executors of one machine need its shared memory, an executor alone needs none") {
    assert(found("yarn", machine("host-a", 1000 * Million, 0), machine("host-b", 1000 * Million, 0)) == Seq())
    val pair = machine("host-a", 1000 * Million, 100000)
    val all = found("yarn", pair, pair)
    assert(
      all.size == 1 && all.head.startsWith(
        "transports | Shared memory of 2 executors takes 529 kB and /dev/shm on host-a has 100 kB free"
      ),
      all
    )
  }

  test("where nobody tells, nothing is said of the disks of executors") {
    assert(found("yarn") == Seq())
  }
}
