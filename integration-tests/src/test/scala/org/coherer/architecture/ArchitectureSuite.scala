package org.coherer.architecture

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.{JavaClass, JavaClasses, JavaMethodCall}
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption}
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{classes, noClasses}
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.scalatest.funsuite.AnyFunSuite

/** Holds docs/architecture.md against the classes: who may know whom. */
class ArchitectureSuite extends AnyFunSuite with WithArrows {

  private val Spark = Seq("org.apache.spark..", "scala..")
  private val Hadoop = Seq("org.apache.hadoop..")
  private val Dl4j = Seq("org.deeplearning4j..", "org.nd4j..")
  private val Hdf5 = Seq("io.jhdf..")
  private val JavaCpp = Seq("org.bytedeco..")
  private val Jna = Seq("com.sun.jna..")
  private val Netty = Seq("io.netty..", "org.sparkproject..")

  test("the suite sees every module") {
    val packages = Seq(
      "training.transport",
      "training.engine.dl4j",
      "training.barrier",
      "connector.shard",
      "datasource.idx",
      "datasource.cifar",
      "ml",
      "examples",
      "benchmarks.harness",
      "testkit.transport"
    )
    packages.foreach(name => assert(shipped.containPackage(s"org.coherer.$name"), name))
  }

  test("there is no package cycle") {
    slices().matching("org.coherer.(**)").should().beFreeOfCycles().check(shipped)
  }

  arrows("training..")
  arrows("connector..", "training..")
  arrows("datasource..")
  arrows("datasource.option")
  arrows("datasource.file", "datasource.option")
  arrows("datasource.format", "datasource.partition", "datasource.file", "datasource.option")
  arrows("datasource.partition", "datasource.file")
  arrows("datasource.stream", "datasource.file")
  arrows(
    "datasource.read",
    "datasource.format",
    "datasource.stream",
    "datasource.partition",
    "datasource.file",
    "datasource.option"
  )
  arrows(
    "datasource.write",
    "datasource.format",
    "datasource.partition",
    "datasource.file",
    "datasource.option"
  )
  arrows("datasource.table", "datasource.read", "datasource.write", "datasource.format")
  Seq("idx", "cifar").foreach { format =>
    arrows(
      s"datasource.$format",
      "datasource.table",
      "datasource.format",
      "datasource.file",
      "datasource.option"
    )
  }
  arrows("datasource.codec")
  Seq("tfrecord", "safetensors", "npy", "webdataset").foreach { format =>
    arrows(
      s"datasource.$format",
      "datasource.codec",
      "datasource.table",
      "datasource.format",
      "datasource.file",
      "datasource.option"
    )
  }
  arrows("datasource.image", "datasource.codec")
  arrows(
    "datasource.imagefolder",
    "datasource.image",
    "datasource.codec",
    "datasource.table",
    "datasource.format",
    "datasource.partition",
    "datasource.file",
    "datasource.option"
  )
  arrows("ml..", "connector..", "training..")
  arrows("ml.network.text")
  arrows("ml.network.setting")
  arrows("ml.network", "ml.network.setting", "ml.network.text")
  arrows("ml.param", "ml.network", "training.augmentation", "training.embedding")
  arrows("ml.embedding", "ml.param", "connector.column", "connector.row", "training..")
  arrows("ml.score", "ml.embedding", "ml.param", "connector..", "training..")
  arrows("ml.task", "ml.score", "ml.param", "connector..", "training..")
  arrows("ml.checkpoint", "ml.param", "connector.column", "training..")
  arrows("ml.trainer", "ml.param", "connector.cluster", "connector.column", "training..")
  arrows(
    "ml.fit.input",
    "ml.task",
    "ml.embedding",
    "ml.param",
    "connector.column",
    "connector.profile",
    "training.augmentation",
    "training.engine"
  )
  arrows(
    "ml.fit.report",
    "ml.param",
    "ml.persistence",
    "connector.column",
    "connector.progress",
    "connector.report",
    "connector.tensorboard",
    "connector.trace",
    "training.engine",
    "training.plan"
  )
  arrows(
    "ml.fit",
    "ml.fit.input",
    "ml.fit.report",
    "ml.trainer",
    "ml.task",
    "ml.score",
    "ml.embedding",
    "ml.param",
    "ml.persistence",
    "ml.checkpoint",
    "connector..",
    "training.."
  )
  arrows(
    "ml.persistence",
    "connector.column",
    "training.calibration",
    "training.data",
    "training.embedding",
    "training.embedding.file",
    "training.encoding",
    "training.engine",
    "training.export",
    "training.tables",
    "training.vector",
    "training.event"
  )
  arrows(
    "ml.export",
    "ml.score",
    "ml.param",
    "ml.persistence",
    "connector.column",
    "training.calibration",
    "training.encoding",
    "training.engine",
    "training.export"
  )
  arrows("ml.summary", "connector.chart", "training.event")
  arrows(
    "ml.preflight",
    "ml",
    "ml.fit",
    "ml.trainer",
    "ml.task",
    "ml.param",
    "ml.checkpoint",
    "connector..",
    "training.transport"
  )
  arrows("ml.evaluation", "connector.column", "training.trainer")
  arrows("examples..", "ml..", "datasource..", "training.embedding")

  arrows("connector.spark")
  arrows(
    "connector.column",
    "connector.spark",
    "training.data",
    "training.embedding",
    "training.encoding",
    "training.engine"
  )
  arrows(
    "connector.row",
    "connector.column",
    "connector.spark",
    "training.data",
    "training.embedding",
    "training.encoding",
    "training.engine"
  )
  arrows(
    "connector.profile",
    "connector.column",
    "connector.row",
    "connector.spark",
    "training.data",
    "training.encoding"
  )
  arrows(
    "connector.shard",
    "connector.column",
    "connector.profile",
    "connector.row",
    "connector.spark",
    "training.data",
    "training.embedding",
    "training.encoding",
    "training.plan",
    "training.trainer",
    "training.warmup"
  )
  arrows(
    "connector.memory",
    "training.collective",
    "training.data",
    "training.engine",
    "training.plan"
  )
  arrows("connector.preflight", "connector.column", "connector.memory", "training.transport")
  arrows(
    "connector.cluster",
    "connector.column",
    "connector.memory",
    "connector.preflight",
    "training.cluster",
    "training.engine",
    "training.plan",
    "training.transport"
  )
  arrows("connector.chart", "training.event")
  arrows("connector.report", "connector.spark", "training.engine", "training.event")
  arrows("connector.progress", "connector.report", "training.event")
  arrows(
    "connector.plugin",
    "connector.cluster",
    "connector.report",
    "connector.ui",
    "training.engine",
    "training.engine.diagnostics",
    "training.event",
    "training.transport",
    "training.warmup"
  )
  arrows("connector.file", "connector.report")
  arrows(
    "connector.trace",
    "connector.file",
    "connector.report",
    "training.checkpoint.storage",
    "training.event",
    "training.plan",
    "training.trace"
  )
  arrows(
    "connector.tensorboard",
    "connector.file",
    "connector.report",
    "training.checkpoint.storage",
    "training.engine",
    "training.event"
  )
  arrows("connector.ui.event", "training.event")
  arrows("connector.ui.view", "connector.ui.event", "connector.chart", "training.event")
  arrows(
    "connector.ui.page",
    "connector.ui.view",
    "connector.ui.event",
    "connector.chart",
    "training.event"
  )
  arrows(
    "connector.ui.spark",
    "connector.ui.page",
    "connector.ui.view",
    "connector.ui.event",
    "connector.chart",
    "connector.spark"
  )
  arrows(
    "connector.ui",
    "connector.ui.spark",
    "connector.ui.event",
    "connector.chart",
    "connector.report",
    "training.engine",
    "training.event"
  )

  arrows("training.vector")
  arrows("training.file")
  arrows("training.trace")
  arrows("training.event", "training.trace")
  arrows("training.crypto")
  arrows("training.engine", "training.trace", "training.vector")
  arrows("training.engine.diagnostics", "training.engine")
  arrows("training.encoding", "training.embedding")
  arrows("training.export", "training.encoding", "training.engine", "training.embedding")
  arrows("training.augmentation", "training.encoding", "training.engine")
  arrows(
    "training.data",
    "training.augmentation",
    "training.encoding",
    "training.engine",
    "training.vector",
    "training.crypto"
  )
  arrows("training.optimizer", "training.vector")
  arrows("training.embedding")
  arrows("training.embedding.table", "training.embedding", "training.vector")
  arrows("training.embedding.wire", "training.embedding", "training.vector")
  arrows(
    "training.embedding.file",
    "training.embedding",
    "training.embedding.table",
    "training.file",
    "training.vector"
  )
  arrows(
    "training.tables",
    "training.file",
    "training.embedding.file",
    "training.checkpoint",
    "training.checkpoint.storage"
  )
  arrows("training.calibration")
  arrows("training.checkpoint.storage", "training.file")
  arrows("training.checkpoint.format", "training.checkpoint.storage", "training.file", "training.vector")
  arrows(
    "training.checkpoint",
    "training.file",
    "training.checkpoint.format",
    "training.checkpoint.storage",
    "training.vector"
  )

  test("nobody outside engine-dl4j uses its packages: the engine is found by its name") {
    val engine = Seq("org.coherer.training.engine.dl4j..", "org.coherer.training.network..")
    noClasses()
      .that()
      .resideOutsideOfPackages(engine: _*)
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(engine: _*)
      .check(shipped)
  }

  arrows("training.network", "training.network.memory", "training.trace")
  arrows("training.network.memory")
  arrows("training.network.function", "training.network", "training.network.memory")
  for (part <- Seq("layer", "loss"))
    arrows(
      s"training.network.$part",
      "training.network",
      "training.network.function",
      "training.network.memory"
    )

  /** The part of the engine that has everything else; the other parts may not use it. */
  arrows(
    "training.engine.dl4j",
    "training.engine.dl4j.adapter",
    "training.engine.dl4j.config",
    "training.engine.dl4j.execution",
    "training.engine.dl4j.export..",
    "training.engine.dl4j.extension",
    "training.engine.dl4j.file",
    "training.engine.dl4j.keras",
    "training.engine.dl4j.natives",
    "training.engine.dl4j.update",
    "training.engine",
    "training.engine.diagnostics",
    "training.export",
    "training.trace",
    "training.vector"
  )
  private val walked = Seq(
    "training.engine.dl4j.extension",
    "training.encoding",
    "training.engine",
    "training.export",
    "training.vector"
  )
  arrows(
    "training.engine.dl4j.export",
    walked ++ Seq(
      "training.engine.dl4j.adapter",
      "training.engine.dl4j.config",
      "training.engine.dl4j.keras.layer"
    ): _*
  )
  for (format <- Seq("onnx", "keras"))
    arrows(s"training.engine.dl4j.export.$format", walked :+ "training.engine.dl4j.export": _*)
  arrows(
    "training.engine.dl4j.export.zip",
    walked ++ Seq(
      "training.engine.dl4j.adapter",
      "training.engine.dl4j.config",
      "training.engine.dl4j.export",
      "training.engine.dl4j.file"
    ): _*
  )
  independent(
    "training.engine.dl4j.export.onnx",
    "training.engine.dl4j.export.keras",
    "training.engine.dl4j.export.zip"
  )
  imports("ONNX's messages", Seq("onnx.."), "training.engine.dl4j.export.onnx")
  arrows("training.engine.dl4j.adapter")
  arrows("training.engine.dl4j.extension")
  arrows("training.engine.dl4j.json")
  arrows("training.engine.dl4j.keras", "training.engine.dl4j.keras..")
  arrows("training.engine.dl4j.keras.setting")
  arrows("training.engine.dl4j.keras.model", "training.engine.dl4j.keras.setting")
  arrows(
    "training.engine.dl4j.keras.file",
    "training.engine.dl4j.keras.model",
    "training.engine.dl4j.keras.setting",
    "training.engine.dl4j.json"
  )
  arrows(
    "training.engine.dl4j.keras.training",
    "training.engine.dl4j.keras.model",
    "training.engine.dl4j.keras.setting",
    "training.engine.dl4j.extension"
  )
  arrows(
    "training.engine.dl4j.keras.layer",
    "training.engine.dl4j.keras.file",
    "training.engine.dl4j.keras.model",
    "training.engine.dl4j.keras.setting",
    "training.engine.dl4j.keras.training"
  )
  arrows("training.engine.dl4j.natives", "training.vector")
  arrows(
    "training.engine.dl4j.update",
    "training.engine.dl4j.adapter",
    "training.engine.dl4j.extension",
    "training.engine.dl4j.natives",
    "training.engine",
    "training.optimizer",
    "training.vector"
  )
  arrows(
    "training.engine.dl4j.config",
    "training.engine.dl4j.adapter",
    "training.engine.dl4j.extension",
    "training.engine.dl4j.json",
    "training.engine.dl4j.keras.layer",
    "training.engine.dl4j.natives",
    "training.engine.dl4j.update",
    "training.engine",
    "training.vector"
  )
  arrows(
    "training.engine.dl4j.file",
    "training.engine.dl4j.adapter",
    "training.engine.dl4j.config",
    "training.engine.dl4j.json",
    "training.engine.dl4j.keras..",
    "training.engine.dl4j.keras",
    "training.engine",
    "training.vector"
  )
  arrows(
    "training.engine.dl4j.translation",
    "training.engine.dl4j.adapter",
    "training.engine.dl4j.extension",
    "training.engine.dl4j.keras.layer",
    "training.engine.dl4j.natives",
    "training.network..",
    "training.engine",
    "training.vector"
  )
  arrows(
    "training.engine.dl4j.execution",
    "training.engine.dl4j.adapter",
    "training.engine.dl4j.natives",
    "training.engine.dl4j.translation",
    "training.network",
    "training.network.memory",
    "training.engine",
    "training.trace",
    "training.vector"
  )
  arrows("training.transport", "training.vector", "training.transport.auth")
  arrows("training.transport.auth", "training.crypto")
  arrows("training.transport.link", "training.transport", "training.vector")
  private val link = Seq("training.transport", "training.transport.link", "training.vector")
  arrows("training.transport.local", link: _*)
  arrows("training.transport.shm", link: _*)
  arrows("training.transport.tcp", link ++ Seq("training.transport.auth", "training.crypto"): _*)
  independent("training.transport.tcp", "training.transport.shm", "training.transport.local")
  arrows("training.rpc")
  private val calls =
    Seq("training.rpc", "training.transport", "training.transport.auth", "training.transport.tcp")
  arrows("training.rpc.call", calls :+ "training.vector": _*)
  arrows(
    "training.rpc.tcp",
    calls ++ Seq("training.rpc.call", "training.transport.link", "training.vector"): _*
  )
  arrows("training.rpc.local", calls :+ "training.rpc.call": _*)
  arrows(
    "training.rpc.channel",
    calls ++ Seq("training.rpc.call", "training.rpc.tcp", "training.rpc.local"): _*
  )
  independent("training.rpc.tcp", "training.rpc.local")
  arrows("training.collective", "training.transport", "training.vector")
  arrows(
    "training.plan",
    "training.augmentation",
    "training.data",
    "training.encoding",
    "training.engine",
    "training.event",
    "training.transport"
  )
  arrows(
    "training.sync",
    "training.plan",
    "training.collective",
    "training.transport",
    "training.engine",
    "training.trace",
    "training.vector"
  )
  arrows(
    "training.loop.time",
    "training.data",
    "training.engine",
    "training.event",
    "training.plan",
    "training.sync",
    "training.trace"
  )
  arrows("training.loop.update", "training.plan", "training.sync", "training.engine", "training.vector")
  arrows(
    "training.loop.inspect",
    "training.loop.update",
    "training.plan",
    "training.engine",
    "training.vector",
    "training.event"
  )
  arrows(
    "training.loop",
    "training.loop.time",
    "training.loop.update",
    "training.loop.inspect",
    "training.plan",
    "training.sync",
    "training.calibration",
    "training.data",
    "training.encoding",
    "training.engine",
    "training.event",
    "training.trace",
    "training.vector"
  )
  arrows(
    "training.driver",
    "training.event",
    "training.crypto",
    "training.transport",
    "training.transport.auth"
  )

  arrows(
    "training.trainer",
    "training.plan",
    "training.checkpoint",
    "training.checkpoint.format",
    "training.tables",
    "training.loop",
    "training.calibration",
    "training.data",
    "training.encoding",
    "training.engine",
    "training.event",
    "training.vector"
  )
  arrows(
    "training.saving",
    "training.trainer",
    "training.recovery",
    "training.driver",
    "training.tables",
    "training.embedding.file",
    "training.checkpoint..",
    "training.file",
    "training.loop",
    "training.sync",
    "training.plan",
    "training.engine",
    "training.event",
    "training.transport",
    "training.vector"
  )
  arrows("training.cluster")
  arrows(
    "training.recovery",
    "training.loop",
    "training.sync",
    "training.plan",
    "training.data",
    "training.engine",
    "training.collective",
    "training.transport",
    "training.vector"
  )
  arrows(
    "training.job",
    "training.recovery",
    "training.trainer",
    "training.saving",
    "training.driver",
    "training.loop",
    "training.sync",
    "training.plan",
    "training.calibration",
    "training.data",
    "training.encoding",
    "training.engine",
    "training.event",
    "training.collective",
    "training.transport..",
    "training.vector",
    "training.warmup"
  )
  arrows(
    "training.warmup",
    "training.loop",
    "training.sync",
    "training.plan",
    "training.data",
    "training.encoding",
    "training.engine",
    "training.event",
    "training.collective",
    "training.transport..",
    "training.vector"
  )
  private val stage = Seq(
    "training.job",
    "training.trainer",
    "training.driver",
    "training.plan",
    "training.data",
    "training.engine",
    "training.event",
    "training.transport"
  )
  arrows("training.barrier", stage :+ "training.cluster": _*)
  arrows("training.single", stage: _*)
  arrows(
    "training.server",
    "training.rpc",
    "training.loop..",
    "training.sync",
    "training.plan",
    "training.data",
    "training.engine",
    "training.transport",
    "training.vector"
  )
  arrows(
    "training.server.rows",
    "training.server",
    "training.rpc",
    "training.embedding",
    "training.embedding.file",
    "training.embedding.table",
    "training.embedding.wire",
    "training.checkpoint",
    "training.tables",
    "training.plan",
    "training.transport",
    "training.vector"
  )
  arrows(
    "training.server.lookup",
    "training.server",
    "training.server.rows",
    "training.rpc",
    "training.embedding",
    "training.embedding.wire",
    "training.encoding",
    "training.data",
    "training.engine",
    "training.plan",
    "training.trace",
    "training.transport",
    "training.vector"
  )
  arrows(
    "training.elastic",
    stage ++ Seq(
      "training.server",
      "training.server.lookup",
      "training.server.rows",
      "training.embedding",
      "training.embedding.table",
      "training.tables",
      "training.rpc",
      "training.rpc.channel",
      "training.cluster",
      "training.recovery",
      "training.saving",
      "training.loop..",
      "training.sync",
      "training.calibration",
      "training.encoding",
      "training.transport.auth",
      "training.vector"
    ): _*
  )

  imports(
    "Spark",
    Spark,
    "training.barrier",
    "training.single",
    "training.elastic",
    "training.job",
    "training.cluster",
    "training.trainer",
    "training.warmup",
    "connector..",
    "ml..",
    "datasource..",
    "examples..",
    "benchmarks..",
    "testkit.."
  )
  imports(
    "Hadoop",
    Hadoop,
    "training.checkpoint",
    "training.checkpoint.storage",
    "training.tables",
    "connector.tensorboard",
    "connector.trace",
    "ml.persistence",
    "ml.checkpoint",
    "datasource..",
    "examples..",
    "benchmarks.checkpoint",
    "testkit"
  )
  imports("DL4J", Dl4j, "training.engine.dl4j..", "examples..", "benchmarks..")
  imports("jHDF", Hdf5, "training.engine.dl4j.keras.file")
  imports(
    "JavaCPP",
    JavaCpp,
    "training.network.memory",
    "training.engine.dl4j.natives",
    "benchmarks.step"
  )
  imports("JNA", Jna, "training.engine.dl4j.natives")

  private val SparkInternals = Seq(
    "org.apache.spark.sql.execution..",
    "org.apache.spark.sql.catalyst..",
    "org.apache.spark.sql.internal..",
    "org.apache.spark.unsafe..",
    "org.apache.spark.resource..",
    "org.apache.spark.scheduler..",
    "org.apache.spark.status..",
    "org.apache.spark.ui..",
    "org.apache.spark.util.kvstore..",
    "java.lang.reflect.."
  )

  /** How the public DataSource V2 API passes rows: for what reads them value by value. */
  private val RowApi = Set(
    "org.apache.spark.sql.catalyst.InternalRow",
    "org.apache.spark.sql.catalyst.expressions.SpecializedGetters",
    "org.apache.spark.sql.catalyst.util.ArrayData"
  )

  /** What Spark publishes of its scheduler. */
  private val Listeners =
    Set("SparkListener", "SparkListenerApplicationEnd", "SparkListenerEvent", "SparkListenerInterface")
      .map(name => s"org.apache.spark.scheduler.$name")

  /** Those that are `private[spark]` in Scala are public in bytecode: these are not. */
  private val PublicMethods = Set("addSparkListener", "getConf", "hadoopConfiguration", "isLocal", "register")

  private def predicate[T](text: String)(holds: T => Boolean): DescribedPredicate[T] =
    new DescribedPredicate[T](text) {
      override def test(input: T): Boolean = holds(input)
    }

  test("of the connector, only connector.spark and connector.ui.spark use what is not public in Spark") {
    val internals = JavaClass.Predicates.resideInAnyPackage(SparkInternals: _*)
    val future = Set("org.apache.spark.MapOutputStatistics", "org.apache.spark.SimpleFutureAction")
    val hidden = predicate[JavaClass]("not public in Spark") { found =>
      internals.test(found) && !RowApi(found.getName) && !Listeners(found.getName) || future(found.getName)
    }
    val call = predicate[JavaMethodCall]("a method of SparkContext that is not public") { call =>
      call.getTargetOwner.getName == "org.apache.spark.SparkContext" && !PublicMethods(call.getName)
    }
    def others = noClasses()
      .that()
      .resideInAPackage("org.coherer.connector..")
      .and()
      .resideOutsideOfPackages("org.coherer.connector.spark", "org.coherer.connector.ui.spark")
    others.should().dependOnClassesThat(hidden).check(shipped)
    others.should().callMethodWhere(call).check(shipped)
  }

  test("of the connector, only what reads rows uses Spark's own representation of them") {
    noClasses()
      .that()
      .resideInAPackage("org.coherer.connector..")
      .and()
      .resideOutsideOfPackages(Seq("spark", "row", "shard").map(name => s"org.coherer.connector.$name"): _*)
      .should()
      .dependOnClassesThat(predicate[JavaClass]("Spark's rows")(found => RowApi(found.getName)))
      .check(shipped)
  }

  test("nobody imports Netty or what Spark shades") {
    noClasses().should().dependOnClassesThat().resideInAnyPackage(Netty: _*).check(shipped)
  }
}
