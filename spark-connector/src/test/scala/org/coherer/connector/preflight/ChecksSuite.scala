package org.coherer.connector.preflight

import org.apache.spark.SparkConf
import org.coherer.connector.column.InvalidParamException
import org.coherer.training.transport.PortRange
import org.scalatest.funsuite.AnyFunSuite

/** Every finding is provoked, and says what, why and what to set. */
class ChecksSuite extends AnyFunSuite {

  private def conf(settings: (String, String)*): SparkConf = {
    val conf = new SparkConf(false).setMaster("yarn")
    settings.foreach { case (name, value) => conf.set(name, value) }
    conf
  }

  private def found(check: Check): Seq[Finding] = check.findings().toArray(Array[Finding]()).toSeq

  private def one(check: Check): String = {
    val all = found(check)
    assert(all.size == 1, all)
    assert(all.head.names().size >= 1)
    s"${all.head.severity()} ${all.head.name()} | ${all.head.message()}"
  }

  private def none(check: Check): Unit = assert(found(check) == Seq())

  test("workers and slots") {
    none(new SlotsCheck(4, 0, 4))
    none(new SlotsCheck(0, 0, 4))
    assert(
      one(
        new SlotsCheck(8, 0, 4)
      ) == "ERROR numWorkers | Cannot train with 8 workers: the cluster offers 4 " +
        "slots (lower numWorkers, or add executors)"
    )
    assert(
      one(
        new SlotsCheck(8, 6, 4)
      ) == "ERROR minWorkers | Cannot train with at least 6 workers: the cluster " +
        "offers 4 slots (lower minWorkers, or add executors)"
    )
    assert(
      one(
        new SlotsCheck(8, 2, 4)
      ) == "WARNING numWorkers | Training begins with 4 workers of 8: the cluster " +
        "offers no more slots (add executors, or lower numWorkers)"
    )
    assert(
      one(
        new SlotsCheck(2, 3, 4)
      ) == "ERROR minWorkers | Invalid minWorkers 3 (must be at most numWorkers, 2, " +
        "or 0 for as many)"
    )
    assert(
      one(
        new SlotsCheck(0, 0, 0)
      ) == "ERROR spark.executor.cores | Cannot train: the cluster offers no slots " +
        "(no executor has registered; check the cluster, or that spark.executor.cores is at least spark.task.cpus)"
    )
  }

  test("the one worker of the trainer local") {
    none(new OneTaskCheck(0, 1))
    assert(
      one(
        new OneTaskCheck(3, 0)
      ) == "ERROR numWorkers | Invalid numWorkers 3 (must be 0 or 1 with the trainer " +
        "local, which has one worker; allReduce and averaging have several)"
    )
    assert(one(new OneTaskCheck(0, 2)).startsWith("ERROR minWorkers | Invalid minWorkers 2 ("))
  }

  test("parameter servers leave a slot for a worker") {
    none(new ServerSlotsCheck(3, 4))
    assert(
      one(
        new ServerSlotsCheck(4, 4)
      ) == "ERROR numServers | Cannot train with 4 parameter servers: the cluster " +
        "offers 4 slots, and a worker needs one as well (lower numServers, or add executors)"
    )
  }

  test("dynamic allocation") {
    val on = conf("spark.dynamicAllocation.enabled" -> "true")
    none(new DynamicAllocationCheck(conf(), false, true, 0))
    none(new DynamicAllocationCheck(on, true, true, 0))
    none(new DynamicAllocationCheck(on, false, false, 4))
    assert(
      one(
        new DynamicAllocationCheck(on, false, true, 4)
      ) == "ERROR spark.dynamicAllocation.enabled | Cannot " +
        "train with spark.dynamicAllocation.enabled=true: Spark refuses barrier stages with it (set it to false " +
        "and spark.executor.instances to the number of executors, or trainer to parameterServer, or to local, " +
        "which has one worker)"
    )
    assert(
      one(
        new DynamicAllocationCheck(on, false, false, 0)
      ) == "ERROR numWorkers | Cannot tell the number of " +
        "workers with spark.dynamicAllocation.enabled=true, for slots come and go (set numWorkers to how many " +
        "shards the rows are to be cut into)"
    )
  }

  test("speculation") {
    val on = conf("spark.speculation" -> "true")
    none(new SpeculationCheck(conf(), true))
    none(new SpeculationCheck(on, false))
    assert(
      one(
        new SpeculationCheck(on, true)
      ) == "ERROR spark.speculation | Cannot train with a parameter server " +
        "and spark.speculation=true: Spark would run servers and workers twice (set it to false)"
    )
    val threshold = conf("spark.speculation" -> "true", "spark.speculation.task.duration.threshold" -> "9s")
    assert(
      one(
        new SpeculationCheck(threshold, false)
      ) == "ERROR spark.speculation | Cannot train in a single task " +
        "with spark.speculation=true and spark.speculation.task.duration.threshold=9s: Spark would train a " +
        "second time beside it (set spark.speculation to false, or clear the threshold)"
    )
  }

  test("the cores of a worker") {
    none(new TaskCpusCheck(conf()))
    none(new TaskCpusCheck(conf("spark.task.cpus" -> "4", "spark.executor.cores" -> "8")))
    assert(
      one(new TaskCpusCheck(conf("spark.task.cpus" -> "4", "spark.executor.cores" -> "2"))) ==
        "ERROR spark.task.cpus | Cannot train with spark.task.cpus=4 and spark.executor.cores=2: no executor has " +
        "a slot for a worker (lower spark.task.cpus, or raise spark.executor.cores)"
    )
    assert(
      one(new TaskCpusCheck(conf("spark.task.cpus" -> "4", "spark.executor.cores" -> "10"))) ==
        "WARNING spark.task.cpus | spark.task.cpus=4 does not divide spark.executor.cores=10: 2 cores of each " +
        "executor compute nothing (set spark.task.cpus to a divisor of 10)"
    )
  }

  test("GPUs") {
    none(new GpuCheck(conf("spark.executor.resource.gpu.amount" -> "0")))
    assert(
      one(new GpuCheck(conf("spark.executor.resource.gpu.amount" -> "1"))) ==
        "WARNING spark.executor.resource.gpu.amount | spark.executor.resource.gpu.amount=1 asks for GPUs: " +
        "training computes on processors alone and refuses the CUDA backend (clear it, and take machines with " +
        "more cores)"
    )
    assert(found(new GpuCheck(conf("spark.task.resource.gpu.amount" -> "0.5"))).size == 1)
  }

  test("classes to register with Kryo") {
    val kryo = "spark.serializer" -> "org.apache.spark.serializer.KryoSerializer"
    val loader = getClass.getClassLoader
    val missing = "spark.kryo.classesToRegister" -> "java.lang.String, com.example.Missing"
    none(new KryoCheck(conf(missing), loader))
    none(new KryoCheck(conf(kryo, "spark.kryo.registrationRequired" -> "true"), loader))
    none(new KryoCheck(conf(kryo, "spark.kryo.classesToRegister" -> "java.lang.String"), loader))
    val message =
      "spark.kryo.classesToRegister | Class com.example.Missing of spark.kryo.classesToRegister is " +
        "not on the driver's class path: Kryo serializes nothing without it (add its jar, or clear the setting; " +
        "training needs no class registered)"
    assert(one(new KryoCheck(conf(kryo, missing), loader)) == s"ERROR $message")
    assert(one(new KryoCheck(conf(kryo, missing).setMaster("local[2]"), loader)) == s"WARNING $message")
  }

  test("encryption") {
    val secret = "spark.authenticate" -> "true"
    val on = "spark.network.crypto.enabled" -> "true"
    none(new EncryptionCheck(conf("spark.network.crypto.cipher" -> "AES/CTR/NoPadding")))
    none(new EncryptionCheck(conf(on, secret)))
    assert(
      one(new EncryptionCheck(conf(on))) == "ERROR spark.network.crypto.enabled | Cannot train with " +
        "spark.network.crypto.enabled=true and spark.authenticate=false: Spark then encrypts nothing, and the " +
        "workers' secret would cross the network in clear (set spark.authenticate=true)"
    )
    assert(
      one(new EncryptionCheck(conf(on, secret, "spark.network.crypto.cipher" -> "AES/CTR/NoPadding"))) ==
        "WARNING spark.network.crypto.cipher | spark.network.crypto.cipher=AES/CTR/NoPadding does not hold " +
        "between workers: they always encrypt with AES-256-GCM (nothing to do, unless a policy asks for that " +
        "cipher)"
    )
  }

  test("ports") {
    none(new PortsCheck(PortRange.ANY, 9, true))
    none(new PortsCheck(new PortRange(40000, 40003), 4, true))
    assert(
      one(new PortsCheck(new PortRange(40000, 40001), 3, true)) == "ERROR portRange | Invalid portRange " +
        "40000-40001 (each of the 3 workers of this machine needs a port: widen the range, or set it to 0)"
    )
    assert(
      one(
        new PortsCheck(new PortRange(40000, 40001), 3, false)
      ) == "WARNING portRange | portRange 40000-40001 " +
        "has fewer ports than an executor has slots, 3: each worker of a machine needs a port of its own (widen " +
        "the range, or set it to 0)"
    )
  }

  test("disks") {
    none(new LocalFoldersCheck("/tmp", 5, 5))
    // Others write to the same file system meanwhile.
    val twice = DriverMachine.usable("/tmp/none/such, /tmp").toDouble / DriverMachine.usable("/tmp")
    assert(twice > 0.8 && twice < 1.2)
    assert(DriverMachine.usable("\u0000") == Long.MaxValue)
    assert(
      one(
        new LocalFoldersCheck("/tmp", 20000000, 3400000000L)
      ) == "WARNING spark.local.dir | The rows of the " +
        "workers take 3.4 GB and /tmp has 20 MB free: training ends when the disk is full (free space there, or " +
        "set spark.local.dir to a larger disk)"
    )
  }

  test("shared memory: 64 MB, which containers have, are enough for 15 executors") {
    none(new SharedMemoryCheck("/dev/shm", 0, 1))
    none(new SharedMemoryCheck("/dev/shm", 64L << 20, 15))
    assert(
      one(new SharedMemoryCheck("/dev/shm", 64L << 20, 20)) == "WARNING transports | Shared memory of 20 " +
        "executors takes 100 MB and /dev/shm has 67 MB free: pairs of executors for which there is none exchange " +
        "over TCP, which is slower (enlarge it (docker run --shm-size), or run fewer, larger executors)"
    )
  }

  test("versions of Spark") {
    Seq("3.5.0", "3.5.8", "4.1.0", "4.1.1-amzn-0").foreach(version => none(new SparkVersionCheck(version)))
    assert(
      one(
        new SparkVersionCheck("4.0.0")
      ) == "ERROR spark.version | Cannot train on Spark 4.0.0: estimators that " +
        "are not Spark's own fail there (SPARK-52259) (take Spark 4.1, or 3.5)"
    )
    assert(
      one(
        new SparkVersionCheck("3.4.1")
      ) == "ERROR spark.version | Cannot train on Spark 3.4.1: training needs " +
        "Spark 3.5 or later (take Spark 4.1, or 3.5)"
    )
    Seq("4.0.1", "4.2.0", "5.0.0", "main").foreach { version =>
      assert(
        one(
          new SparkVersionCheck(version)
        ) == s"WARNING spark.version | Training has not been tried on Spark " +
          s"$version: it is tested on Spark 3.5 and 4.1 (take one of these if anything fails)"
      )
    }
  }

  test("executors on processors of another kind") {
    val setting = "spark.kubernetes.executor.node.selector.kubernetes.io/arch"
    none(new PlatformCheck(conf(), "amd64"))
    none(new PlatformCheck(conf(setting -> "amd64"), "x86_64"))
    assert(
      one(
        new PlatformCheck(conf(setting -> "arm64"), "amd64")
      ) == s"WARNING $setting | Executors run on arm64 " +
        s"by $setting, and the driver on x86-64: each needs native libraries of its own kind, and the two round " +
        "differently (put coherer-natives of both kinds on the class path, or run all on one kind)"
    )
  }

  test("the checks of a session are all of these that need no fit") {
    val broken = conf(
      "spark.task.cpus" -> "4",
      "spark.executor.cores" -> "2",
      "spark.task.resource.gpu.amount" -> "1",
      "spark.serializer" -> "org.apache.spark.serializer.KryoSerializer",
      "spark.kryo.registrator" -> "com.example.Missing",
      "spark.network.crypto.enabled" -> "true",
      "spark.kubernetes.node.selector.kubernetes.io/arch" -> "arm64"
    )
    val names = found(new SessionChecks(broken, "4.0.0", "amd64", getClass.getClassLoader)).map(_.name())
    assert(
      names == Seq(
        "spark.version",
        "spark.task.cpus",
        "spark.task.resource.gpu.amount",
        "spark.kryo.registrator",
        "spark.network.crypto.enabled",
        "spark.kubernetes.node.selector.kubernetes.io/arch"
      )
    )
  }

  test("an error is thrown with its Params, or with its setting alone") {
    val slots = new SlotsCheck(8, 0, 4).findings()
    val param = intercept[InvalidParamException](Finding.refuseErrors(slots))
    assert(param.params().toArray.toSeq == Seq("numWorkers"))
    val speculation = new SpeculationCheck(conf("spark.speculation" -> "true"), true).findings()
    val setting = intercept[IllegalArgumentException](Finding.refuseErrors(speculation))
    assert(setting.getClass == classOf[IllegalArgumentException])
    Finding.refuseErrors(new SlotsCheck(8, 2, 4).findings())
  }

  test("a warning is said once for an application, whatever its numbers, and an error never") {
    val warning = new SlotsCheck(8, 2, 4).findings()
    assert(SaidOnce.warn("app-1", warning) == 1)
    assert(SaidOnce.warn("app-1", warning) == 0)
    assert(SaidOnce.warn("app-1", new SlotsCheck(6, 2, 5).findings()) == 0)
    assert(
      SaidOnce.warn("app-1", new GpuCheck(conf("spark.task.resource.gpu.amount" -> "1")).findings()) == 1
    )
    assert(SaidOnce.warn("app-2", warning) == 1)
    assert(SaidOnce.warn("app-2", new SlotsCheck(8, 0, 4).findings()) == 0)
  }
}
