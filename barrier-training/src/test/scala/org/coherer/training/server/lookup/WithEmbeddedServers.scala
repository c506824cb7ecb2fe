package org.coherer.training.server.lookup

import java.nio.file.Path
import java.time.Duration
import java.util.Arrays.asList

import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.coherer.testkit.WithTempDir
import org.coherer.training.data.{BatchSource, RankBatches, RecordLayout}
import org.coherer.training.embedding._
import org.coherer.training.embedding.table.MemoryBudget
import org.coherer.training.encoding.{EmbeddingEncoding, Rescaling, TargetEncoding}
import org.coherer.training.data.FeatureType
import org.coherer.training.engine.{Engines, NetworkSpec, Replica}
import org.coherer.training.loop.OptimizerPosition
import org.coherer.training.plan.{ServerPlan, TrainingPlan}
import org.coherer.training.rpc.{RequestClient, RequestHandler}
import org.coherer.training.server._
import org.coherer.training.server.rows.{RowsClient, ServerOfBoth, TableServer, TablesClient}
import org.coherer.training.tables.TableFolder
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.Assertions

/** Servers with parameters and tables, and workers whose rows are four features and two columns of ids. */
trait WithEmbeddedServers extends WithServers with WithTempDir { this: Assertions =>

  final override val Features = 18

  val users: EmbeddingSpec =
    EmbeddingSpec.of("users", 3).withOptimizer(new RowOptimizer.AdaGrad(0.1f, 1e-6f)).withSeed(3)
  val words: EmbeddingSpec = EmbeddingSpec
    .of("words", 2)
    .withCombiner(Combiner.MEAN)
    .withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.1f, 1e-6f))

  def encoding = new EmbeddingEncoding(
    Rescaling.NONE,
    4,
    asList(new EmbeddingInput("user", 1, users), new EmbeddingInput("text", 3, words))
  )

  override val layout = new RecordLayout(
    Features,
    FeatureType.FLOAT32,
    encoding,
    new TargetEncoding.ClassIndex(Classes)
  )

  override def network(updater: IUpdater = new Sgd(0.1)): NetworkSpec = dl4j(
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .updater(updater)
      .weightInit(WeightInit.XAVIER)
      .list()
      .layer(new DenseLayer.Builder().nIn(9).nOut(7).activation(Activation.TANH).build())
      .layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
          .nIn(7)
          .nOut(Classes)
          .activation(Activation.SOFTMAX)
          .build()
      )
      .build()
      .toJson
  )

  /** Ids as the floats of a row. */
  def coded(mostIds: Int, ids: Long*): Seq[Float] = {
    val floats = new Array[Float](1 + 3 * mostIds)
    floats(0) = ids.size.toFloat
    ids.zipWithIndex.foreach { case (id, i) => IdCode.encode(id, floats, 1 + 3 * i) }
    floats.toSeq
  }

  /** Rows some of which have no ids, or one twice. */
  override def records(count: Int, seed: Int = 1, weight: Int => Float = _ => 1f): Seq[Record] = {
    val random = new Random(seed)
    Seq.tabulate(count) { i =>
      val user = random.nextInt(12).toLong << 40
      val some = Seq.fill(random.nextInt(4))(random.nextInt(20).toLong)
      val features = Seq.fill(4)(random.nextGaussian().toFloat)
      Record(features ++ coded(1, user) ++ coded(3, some: _*), random.nextInt(Classes).toFloat, weight(i))
    }
  }

  /** A server of both. */
  class Both(val parameters: ParameterServer, val tables: TableServer)

  def withBoth[T](
      plan: TrainingPlan,
      servers: ServerPlan,
      folder: Path,
      budget: MemoryBudget = new MemoryBudget(1L << 26)
  )(body: Seq[RequestHandler] => T): T = {
    val root = TableFolder.of(folder.toString, new Configuration())
    val specs = encoding.inputs().toArray(Array[EmbeddingInput]()).map(_.table())
    val tables = (0 until servers.servers()).map { number =>
      new TableServer(
        number,
        servers.servers(),
        asList(specs: _*),
        servers.consistency().isSynchronous,
        budget,
        root
      )
    }
    try
      withServers(plan, servers, rows = number => tables(number).held()) { all =>
        body(all.zip(tables).map { case (parameters, rows) => new ServerOfBoth(parameters, rows) })
      }
    finally {
      tables.foreach(_.close())
      assert(budget.used == 0)
    }
  }

  def connections(servers: Seq[RequestHandler], number: Int): java.util.List[RequestClient] =
    asList(servers.map(new DirectClient(_, number): RequestClient): _*)

  def tablesClient(servers: Seq[RequestHandler]) = new TablesClient(connections(servers, Driver))

  /** The rows of some ids of a table. */
  def rowsOf(servers: Seq[RequestHandler], table: Int, width: Int, ids: Long*): Seq[Seq[Float]] = {
    val client = new RowsClient(connections(servers, Driver), table, width, Duration.ofSeconds(5))
    try {
      val rows = new Array[Float](ids.size * width)
      client.pull(ids.toArray, ids.size, rows)
      rows.toSeq.grouped(width).toSeq
    } finally client.close()
  }

  def openEmbedded(plan: TrainingPlan): Replica =
    Engines
      .of(plan.network().spec())
      .open(plan.replicaSettings().withInputGradients(encoding.width()))

  /** One worker's steps of a segment, on a replica of its own. */
  def learn(
      servers: Seq[RequestHandler],
      plan: TrainingPlan,
      serverPlan: ServerPlan,
      number: Int,
      batches: BatchSource,
      segment: Segment,
      disturbed: Replica => Replica = identity
  ): WorkerSteps.Outcome = {
    val replica = openEmbedded(plan)
    try {
      val client = workerClient(servers, serverPlan, number, replica)
      val synchronous = serverPlan.consistency().isSynchronous
      val inputs = WorkerInputs.of(plan, client, !synchronous)
      try
        new WorkerSteps(
          plan,
          inputs.replica(disturbed(replica)),
          inputs.batches(RankBatches.of(number, batches)),
          client,
          inputs.rows(),
          OptimizerPosition.START,
          synchronous
        ).run(segment, 1)
      finally {
        inputs.close()
        client.close()
      }
    } finally replica.close()
  }
}
