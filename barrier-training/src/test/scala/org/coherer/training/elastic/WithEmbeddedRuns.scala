package org.coherer.training.elastic

import java.nio.file.{Files, Path}
import java.util.Arrays.asList
import java.util.Optional

import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.apache.spark.api.java.JavaPairRDD
import org.coherer.testkit.WithTempDir
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.data.{FeatureType, RecordBlock, RecordLayout}
import org.coherer.training.embedding._
import org.coherer.training.embedding.file.StoredTables
import org.coherer.training.embedding.wire.Pooling
import org.coherer.training.encoding.{EmbeddingEncoding, Rescaling, TargetEncoding}
import org.coherer.training.engine.{Batch, Engines}
import org.coherer.training.plan._
import org.coherer.training.tables.TableFolder
import org.coherer.training.trainer.{TablesStart, TrainingResult, TrainingStart}
import org.scalatest.funsuite.AnyFunSuite

/** Runs with embedding tables: the class of a row is that of its user, and says nothing else. */
trait WithEmbeddedRuns extends WithKills with WithTempDir { this: AnyFunSuite =>

  val Users = 30

  val userTable: EmbeddingSpec = EmbeddingSpec
    .of("users", 4)
    .withInitializer(RowInitializer.normal(0.3f))
    .withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.5f, 1e-8f))
  val tagTable: EmbeddingSpec =
    EmbeddingSpec.of("tags", 3).withCombiner(Combiner.MEAN).withOptimizer(new RowOptimizer.Sgd(0.1f))

  private def inputs(table: EmbeddingSpec, tags: RowOptimizer): Seq[EmbeddingInput] = Seq(
    new EmbeddingInput("user", 1, table),
    new EmbeddingInput("tag", 3, tagTable.withOptimizer(tags))
  )

  private def embedding(features: Int, inputs: Seq[EmbeddingInput]) =
    new EmbeddingEncoding(Rescaling.NONE, features, asList(inputs: _*))

  def embedded(
      features: Int = 2,
      epochs: Int = 3,
      workers: Int = 2,
      batchSize: Int = 10,
      controls: Controls = Controls.NONE,
      validated: Boolean = false,
      accumulate: Int = 1,
      learningRate: Double = 0.1,
      table: EmbeddingSpec = userTable,
      tags: RowOptimizer = tagTable.optimizer()
  ): TrainingPlan = {
    val encoding = embedding(features, inputs(table, tags))
    val length = features + encoding.idFloats()
    val rows = new RecordLayout(length, FeatureType.FLOAT32, encoding, new TargetEncoding.ClassIndex(3))
    new TrainingPlan(
      new NetworkPlan(Perceptrons.classifier("dl4j", rows.networkLength(), 8, 3), learningRate),
      new DataPlan(rows, epochs, batchSize, 1, validated, 1L << 30),
      new Workers(workers, 1),
      new Exchange(accumulate, Exchange.DEFAULT.agreement()),
      TransportPlan.DEFAULT,
      controls
    )
  }

  /** A row as a user would describe it. */
  case class Visit(features: Seq[Float], user: Long, tags: Seq[Long]) {
    def record: Record =
      Record(features ++ coded(1, Seq(user)) ++ coded(3, tags), (user % 3).toFloat)
  }

  private def coded(mostIds: Int, ids: Seq[Long]): Seq[Float] = {
    val floats = new Array[Float](1 + 3 * mostIds)
    floats(0) = ids.size.toFloat
    ids.zipWithIndex.foreach { case (id, i) => IdCode.encode(id, floats, 1 + 3 * i) }
    floats.toSeq
  }

  /** Visits of each user once or more; one in four has no tags. */
  def visits(count: Int, seed: Int, features: Int = 2, firstUser: Long = 0): Seq[Visit] = {
    val random = new Random(seed)
    Seq.tabulate(count) { i =>
      val some = Seq.fill(random.nextInt(4))((random.nextInt(50).toLong << 35) + 7)
      Visit(Seq.fill(features)(random.nextFloat()), firstUser + i % Users, some)
    }
  }

  def visited(
      training: Seq[Seq[Visit]],
      validated: Seq[Seq[Visit]] = Nil
  ): JavaPairRDD[Integer, RecordBlock] = {
    val blocks = training.zipWithIndex.map { case (some, rank) =>
      rank -> block(0, rank * 1000L, some.map(_.record): _*)
    }
    val others = validated.zipWithIndex.map { case (some, rank) =>
      rank -> blockOf(validation, 1, rank * 1000L, some.map(_.record): _*)
    }
    shards(blocks ++ others: _*)
  }

  def folderIn(path: Path): TableFolder = TableFolder.of(path.toUri.toString, new Configuration())

  /** A start whose tables are written below a folder. */
  def into(path: Path, rows: Option[TableFolder] = None, keep: Boolean = false): TrainingStart =
    new TrainingStart(null, null, keep).`with`(
      new TablesStart(
        folderIn(path),
        rows.fold(Optional.empty[TableFolder]())(folder => Optional.of(folder))
      )
    )

  def stored[T](result: TrainingResult)(use: StoredTables => T): T = {
    val tables = StoredTables.open(result.tables().get().local().get())
    try use(tables)
    finally tables.close()
  }

  /** All rows of users and tags that may have been trained. */
  def rowsOf(result: TrainingResult): Seq[Float] = stored(result) { tables =>
    val ofUsers = lookup(tables, 0, (0L until Users).toArray)
    ofUsers.toSeq ++ lookup(tables, 1, Array.tabulate(50)(i => (i.toLong << 35) + 7)).toSeq
  }

  def lookup(tables: StoredTables, number: Int, ids: Array[Long]): Array[Float] = {
    val rows = new Array[Float](ids.length * tables.table(number).spec().width())
    tables.table(number).lookup(ids, ids.length, rows)
    rows
  }

  /** The mean loss of some visits with the parameters and the tables of a result. */
  def lossOf(plan: TrainingPlan, result: TrainingResult, some: Seq[Visit]): Double = stored(result) {
    tables =>
      val features = some.head.features.size
      val width = plan.data().layout().networkLength()
      val batch = new Batch(some.size, width, 3)
      batch.rows(some.size)
      some.zipWithIndex.foreach { case (visit, row) =>
        val pooled = Seq(visit.user) -> 0 :: visit.tags -> 1 :: Nil
        val combined = pooled.flatMap { case (ids, number) =>
          val spec = tables.table(number).spec()
          val one = new Array[Float](spec.width())
          new Pooling(spec.combiner(), spec.width())
            .pool(lookup(tables, number, ids.toArray), Array(ids.size), one)
          one.toSeq
        }
        (visit.features ++ combined).zipWithIndex.foreach { case (value, i) =>
          batch.features().put(row * width + i, value)
        }
        assert(features + combined.size == width)
        for (i <- 0 until 3) batch.targets().put(row * 3 + i, if (visit.user % 3 == i) 1f else 0f)
        batch.weights().put(row, 1f)
      }
      val replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())
      try {
        replica.parameters().host().copyFrom(result.parameters())
        replica.parameters().push()
        val outputs = java.nio.ByteBuffer
          .allocateDirect(some.size * 12)
          .order(java.nio.ByteOrder.nativeOrder())
          .asFloatBuffer()
        replica.evaluate(batch, outputs) / some.size
      } finally replica.close()
  }

  /** What is in a folder, if it is there. */
  def left(path: Path): Seq[String] =
    if (Files.exists(path)) path.toFile.list.toSeq.sorted else Nil

  /** Of the folder for tables, nothing is left but the tables of a result. */
  def assertOnly(result: TrainingResult, path: Path): Unit = {
    val Seq(run) = left(path)
    val Seq(rows) = left(path.resolve(run))
    assert(result.tables().get().path().endsWith(s"/$run/$rows"))
    assertNothingIsLeft()
  }
}
