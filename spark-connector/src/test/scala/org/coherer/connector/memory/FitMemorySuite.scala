package org.coherer.connector.memory

import java.util.{Arrays, Collections, OptionalLong}

import org.apache.spark.SparkConf
import org.coherer.connector.memory.ExecutorMemory.Manager
import org.coherer.connector.preflight.{Finding, MemoryCheck}
import org.coherer.training.data.RecordLayout
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.{NetworkShape, NetworkSpec}
import org.coherer.training.plan._
import org.coherer.training.transport.TransportOptions
import org.scalatest.funsuite.AnyFunSuite

/** The formula of docs/deploy/memory.md, its table included. */
class FitMemorySuite extends AnyFunSuite {

  private val Million = 1000000L
  private val Gib = 1L << 30

  private def shape(parameters: Long) = new NetworkShape(
    Collections.singletonList(new NetworkShape.Input("in", 100)),
    Collections.singletonList(new NetworkShape.Output("out", 10)),
    parameters,
    Arrays.asList(
      new NetworkShape.LayerInfo("a", "ConvolutionLayer", "3 x 28 x 28", 0),
      new NetworkShape.LayerInfo("b", "LSTM", "64 x ?", 0, Collections.emptyList[String](), 385),
      new NetworkShape.LayerInfo("c", "OutputLayer", "10", 0)
    ),
    null
  )

  private def ending(restoreBest: Boolean = false, divergence: OnDivergence = OnDivergence.FAIL) =
    new Stopping(0, 0, Stopping.TRAINING_LOSS, restoreBest, 0, divergence)

  private def plan(
      workers: Int = 1,
      exchange: Exchange = Exchange.DEFAULT,
      stopping: Stopping = ending(),
      cache: Long = 1L << 30
  ) = new TrainingPlan(
    new NetworkPlan(new NetworkSpec("none", "text"), NetworkPlan.OWN_RATE),
    new DataPlan(new RecordLayout(100, new TargetEncoding.Values(10)), 1, 64, 0, false, cache),
    new Workers(workers, 1),
    exchange,
    new TransportPlan(Timeouts.DEFAULT, TransportOptions.DEFAULT),
    new Controls(Schedule.CONSTANT, Clipping.NONE, stopping)
  )

  private def state(optimizer: Long, kept: Boolean = false, checkpoints: Boolean = false) =
    new RunState(optimizer, kept, checkpoints, false)

  private def worker(
      plan: TrainingPlan,
      state: RunState,
      parameters: Long = Million,
      rows: OptionalLong = OptionalLong.empty()
  ): WorkerMemory = WorkerMemory.of(plan, shape(parameters), state, rows)

  private def networks(memory: WorkerMemory): Long = (memory.network + memory.copies) / Million

  test("the table of the page") {
    for (millions <- Seq(1L, 10L, 100L)) {
      val parameters = millions * Million
      def of(stopping: Stopping, values: Int) =
        networks(worker(plan(stopping = stopping), state(values * parameters), parameters)) / millions
      assert(of(ending(), 2) == 16)
      assert(of(ending(restoreBest = true), 2) == 20)
      assert(of(ending(divergence = OnDivergence.ROLL_BACK), 2) == 28)
      assert(of(ending(), 0) == 8)
    }
  }

  test("every copy counts") {
    val adam = state(2 * Million)
    def copies(plan: TrainingPlan, state: RunState = adam) = worker(plan, state).copies / 4 / Million
    assert(copies(plan()) == 0)
    assert(copies(plan(stopping = ending(restoreBest = true)), state(2 * Million, kept = true)) == 3)
    assert(copies(plan(exchange = new Exchange(2, Agreement.AllReduce.DEFAULT))) == 1)
    assert(copies(plan(exchange = new Exchange(1, new Agreement.Averaging(4, 0.7, 0.9)))) == 4)
    assert(copies(plan(workers = 3), state(2 * Million, checkpoints = true)) == 1)
  }

  test("a sharded optimizer has its state once over all workers") {
    val sharded = new Exchange(1, OverlapMode.AUTO, 0, true)
    assert(networks(worker(plan(4, sharded), state(2 * Million))) == 10)
  }

  test("copies of parts of a sharded optimizer: six, two of each earlier state, and that once more") {
    val replicated = new Exchange(1, OverlapMode.AUTO, 0, true, true)
    def copies(workers: Int, stopping: Stopping = ending(), kept: Boolean = false) =
      worker(plan(workers, replicated, stopping), state(3 * Million, kept)).copies / 4
    assert(copies(4) == 6 * Million && copies(8) == 3 * Million && copies(1) == 0)
    // Its own copies are of all parameters, and its part of the state.
    assert(copies(4, ending(divergence = OnDivergence.ROLL_BACK)) == (6 + 2) * Million + 2 * 1750000)
    assert(copies(4, ending(restoreBest = true)) == (6 + 1) * Million)
    assert(copies(4, ending(restoreBest = true), kept = true) == (6 + 2) * Million + 2 * 1750000)
  }

  test("outputs and batches: 4 b (2 A + K) + 12 b F, where an unknown length of a sequence counts as one") {
    val found = worker(plan(), state(0))
    assert(found.outputs == 4L * 64 * (2 * (3 * 28 * 28 + 64 + 10) + 385))
    assert(found.batches == 12L * 64 * 110)
    assert(found.exchange == 0 && found.bytes == 8 * Million + found.outputs + found.batches)
    val several = worker(plan(workers = 2), state(0))
    assert(several.exchange == 2 << 20 && several.bytes == found.bytes + several.exchange)
  }

  test("rows that fit cacheMemory are pages, larger shards take three quarters of it") {
    val record = 4L * (100 + 10 + 1)
    val fits = worker(plan(2), state(0), rows = OptionalLong.of(2000))
    assert(fits.pages == 1000 * record && fits.rows == 0)
    val rows = OptionalLong.of(2000)
    assert(FitMemory.of(plan(2, cache = 1), shape(Million), state(0), rows).files == 2000 * record)
    val larger = worker(plan(2, cache = 400000), state(0), rows = OptionalLong.of(2000))
    assert(larger.pages == 0 && larger.rows == 300000)
    val encrypted = new RunState(0, false, false, true)
    assert(worker(plan(2), encrypted, rows = OptionalLong.of(2000)).rows == 1000 * record)
  }

  test("workers of an executor add up, and servers beside them") {
    val fit = new FitMemory(Million, 6, new WorkerMemory(100, 10, 0, 0, 0, 0, 7), 0, 0, 0, 0)
    assert(fit.executor(4) == FitMemory.EXECUTOR + 440)
    assert(fit.executor(8) == FitMemory.EXECUTOR + 660)
    assert(fit.direct(4) == 40)
    val served = new FitMemory(Million, 6, new WorkerMemory(100, 10, 0, 0, 0, 0, 7), 2, 500, 0, 0)
    assert(served.executor(4) == FitMemory.EXECUTOR + 2 * 500 + 220)
  }

  test("servers share parameters, gradients, state and the gradients that wait") {
    val servers = new ServerPlan(2, new Consistency.Synchronous())
    val found =
      FitMemory.of(
        plan(3, new Exchange(1, servers)),
        shape(Million),
        state(2 * Million),
        OptionalLong.empty()
      )
    assert(found.server == 4 * (2 + 2 + 3) * Million / 2)
  }

  private def conf(master: String, settings: (String, String)*): SparkConf = {
    val conf = new SparkConf(false).setMaster(master).set("spark.executor.memory", "8g")
    settings.foreach { case (name, value) => conf.set(name, value) }
    conf
  }

  private def granted(master: String, settings: (String, String)*): ExecutorMemory =
    ExecutorMemory.of(conf(master, settings: _*), 3 * Gib)

  test("what executors are granted") {
    val yarn = granted("yarn", "spark.executor.cores" -> "8", "spark.task.cpus" -> "4")
    assert(yarn == new ExecutorMemory(Manager.YARN, 8 * Gib, (0.1 * 8 * Gib).toLong, 8 * Gib, 2))
    assert(granted("yarn", "spark.executor.memory" -> "1g").beside == 384L << 20)
    assert(granted("yarn", "spark.executor.memoryOverhead" -> "3g").beside == 3 * Gib)
    assert(granted("yarn", "spark.executor.memoryOverhead" -> "512").beside == 512L << 20)
    val offHeap = Seq("spark.memory.offHeap.enabled" -> "true", "spark.memory.offHeap.size" -> "1g")
    assert(granted("yarn", offHeap :+ ("spark.executor.memoryOverhead" -> "1g"): _*).beside == 2 * Gib)
    assert(
      granted("k8s://h", "spark.kubernetes.memoryOverheadFactor" -> "0.4").beside == (0.4 * 8 * Gib).toLong
    )
    assert(
      granted("k8s://h", "spark.executor.memoryOverheadFactor" -> "0.2").beside == (0.2 * 8 * Gib).toLong
    )
    assert(granted("local[4]").heap == 3 * Gib)
    assert(granted("local-cluster[2,1,1024]").manager == Manager.ONE_MACHINE)
    val options =
      "spark.executor.extraJavaOptions" -> "-XX:MaxDirectMemorySize=1g -XX:MaxDirectMemorySize=512m"
    assert(granted("spark://h:7077", options).direct == 512L << 20)
  }

  private def fit(network: Long, direct: Long = 0) =
    new FitMemory(Million, 4, new WorkerMemory(network, direct, 0, 0, 0, 0, 0), 0, 0, 0, 0)

  private def findings(
      fit: FitMemory,
      granted: ExecutorMemory,
      executors: Int = 1,
      machine: Long = 16 * Gib
  ) =
    new MemoryCheck(fit, granted, executors, machine).findings().toArray(Array[Finding]()).toSeq

  private def one(fit: FitMemory, granted: ExecutorMemory, executors: Int = 1): String = {
    val all = findings(fit, granted, executors)
    assert(all.size == 1, all)
    s"${all.head.severity()} ${all.head.name()} | ${all.head.message()}"
  }

  private val two = Seq("spark.executor.cores" -> "2")

  test("more than the overhead is a warning with the value to set") {
    assert(findings(fit(200 * Million), granted("yarn", two: _*)) == Seq())
    assert(
      one(
        fit(400 * Million),
        granted("yarn", two: _*)
      ) == "WARNING spark.executor.memoryOverhead | An executor " +
        "needs 1.2 GB beside its heap of 8.6 GB, and YARN grants 859 MB: 2 workers take 400 MB each, the process " +
        "itself 400 MB, and YARN ends an executor that takes more (set spark.executor.memoryOverhead to 1145m, " +
        "326m more, or lower batchSize or the workers of an executor)"
    )
  }

  test("on Kubernetes, networks that do not fit the whole pod are an error") {
    val pod = granted("k8s://host", two: _*)
    assert(
      one(fit(4000 * Million), pod).startsWith("WARNING spark.executor.memoryOverhead | An executor needs")
    )
    assert(
      one(fit(5000 * Million), pod).startsWith(
        "ERROR spark.executor.memoryOverhead | Cannot train: an executor needs 10.4 GB beside its heap of 8.6 GB, " +
          "and Kubernetes grants 859 MB"
      )
    )
    assert(one(fit(5000 * Million), granted("yarn", two: _*)).startsWith("WARNING"))
  }

  test("a standalone cluster limits nothing, and a machine what it has") {
    assert(findings(fit(50000 * Million), granted("spark://host:7077", two: _*)) == Seq())
    assert(findings(fit(2000 * Million), granted("local[4]")) == Seq())
    assert(
      one(
        fit(4000 * Million),
        granted("local[4]")
      ) == "WARNING spark.driver.memory | Training needs 19.6 GB with " +
        "its heap of 3.2 GB, and the machine has 17.2 GB: 4 workers take 4.0 GB each, the process itself 400 MB, " +
        "and the system ends a process when memory runs out (lower batchSize or numWorkers, or take a machine of " +
        "more memory)"
    )
    val cluster = granted("local-cluster[2,1,1024]", "spark.executor.memory" -> "1g").orTasks(1)
    assert(findings(fit(4000 * Million), cluster, executors = 2) == Seq())
    assert(one(fit(8000 * Million), cluster, executors = 2).startsWith("WARNING spark.executor.memory |"))
  }

  test("direct buffers beyond their limit") {
    val roomy = granted("yarn", two :+ ("spark.executor.memoryOverhead" -> "40g"): _*)
    assert(
      one(
        fit(0, direct = 5000 * Million),
        roomy
      ) == "WARNING spark.executor.extraJavaOptions | Batches, copies of " +
        "the network and rows take 10.0 GB of buffers off the heap, and the limit is 8.6 GB: workers end with an " +
        "OutOfMemoryError; the limit is the heap's size if none is set (set -XX:MaxDirectMemorySize=9537m in " +
        "spark.executor.extraJavaOptions, or lower cacheMemory or batchSize)"
    )
  }

  test("bytes as people and settings have them") {
    assert(
      Seq(1L, 999999L, 267400000L, 3400000000L)
        .map(ByteText.of(_)) == Seq("1 kB", "1000 kB", "267 MB", "3.4 GB")
    )
    assert(ByteText.setting(1) == "1m" && ByteText.setting(3 * Gib) == "3072m")
  }
}
