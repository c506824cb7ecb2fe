package org.coherer.training.loop

import java.util.{Collections, Optional}

import scala.util.Random

import org.coherer.testkit.engine.WithMirrors
import org.coherer.training.collective.{Collectives, CostModel}
import org.coherer.training.data.{BatchSource, RankBatches, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.{Batch, Engines, NetworkSpec, Replica}
import org.coherer.training.event.EventSink
import org.coherer.training.plan.{
  Controls,
  DataPlan,
  Exchange,
  Inspection,
  NetworkPlan,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.sync.{AllRanks, DoubleAllReduce, ReplicaSync, ReplicaSyncs}
import org.coherer.training.transport.mesh.WithMesh
import org.coherer.training.transport.{Locality, Transport}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.Assertions

/** Runs of the training loop on a small network, its ranks being threads. */
trait WithTraining extends WithMesh with WithRecords with WithMirrors { this: Assertions =>

  val Features = 6
  val Classes = 3
  val layout = new RecordLayout(Features, new TargetEncoding.ClassIndex(Classes))

  def dl4j(json: String): NetworkSpec = new NetworkSpec("dl4j", json)

  def network(updater: IUpdater = new Sgd(0.1)): NetworkSpec = dl4j(
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .updater(updater)
      .weightInit(WeightInit.XAVIER)
      .l2(1e-3)
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(7).activation(Activation.TANH).build())
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

  def regression: NetworkSpec = dl4j(
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .updater(new Sgd(0.1))
      .weightInit(WeightInit.XAVIER)
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(7).activation(Activation.TANH).build())
      .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(7).nOut(1).activation(Activation.IDENTITY).build())
      .build()
      .toJson
  )

  /** One batch of rows with targets of their own. */
  class TargetBatches(rows: Seq[Record], length: Int, target: Record => Seq[Float])
      extends FixedBatches(Seq(rows)) {
    private val values = new Batch(math.max(1, rows.size), Features, length)
    override def next(): Batch = {
      val some = super.next()
      for (row <- 0 until some.rows()) {
        for (i <- 0 until Features)
          values.features().put(row * Features + i, some.features().get(row * Features + i))
        values.targets().put(row * length, target(rows(row)).toArray)
        values.weights().put(row, some.weights().get(row))
      }
      values.rows(some.rows())
      values
    }
  }

  /** One batch of rows whose label is their target. */
  class ValueBatches(rows: Seq[Record]) extends TargetBatches(rows, 1, row => Seq(row.label))

  def records(count: Int, seed: Int = 1, weight: Int => Float = _ => 1f): Seq[Record] = {
    val random = new Random(seed)
    Seq.tabulate(count) { i =>
      Record(Seq.fill(Features)(random.nextGaussian().toFloat), random.nextInt(Classes).toFloat, weight(i))
    }
  }

  def plan(
      epochs: Int,
      batchSize: Int,
      workers: Int,
      spec: NetworkSpec = network(),
      learningRate: Double = NetworkPlan.OWN_RATE,
      exchange: Exchange = Exchange.DEFAULT,
      controls: Controls = Controls.NONE,
      validated: Boolean = false,
      inspection: Inspection = Inspection.NONE
  ) =
    new TrainingPlan(
      new NetworkPlan(spec, learningRate),
      new DataPlan(layout, epochs, batchSize, 5, validated, 1L << 30),
      new Workers(workers, 1),
      exchange,
      TransportPlan.DEFAULT,
      controls,
      inspection
    )

  /** Hands out the same batches, in the same order, in every epoch; then empty ones. */
  class FixedBatches(batches: Seq[Seq[Record]]) extends BatchSource {
    val batch = new Batch((1 +: batches.map(_.size)).max, Features, Classes)
    var left = Iterator[Seq[Record]]()
    override def rows(): Long = batches.map(_.size).sum
    override def startAt(epoch: Int, batch: Long): Unit = left = batches.iterator.drop(batch.toInt)
    override def next(): Batch = {
      val records = if (left.hasNext) left.next() else Nil
      records.zipWithIndex.foreach { case (record, row) =>
        record.features.zipWithIndex.foreach { case (v, i) => batch.features().put(row * Features + i, v) }
        for (i <- 0 until Classes)
          batch.targets().put(row * Classes + i, if (i == record.label.toInt) 1f else 0f)
        batch.weights().put(row, record.weight)
      }
      batch.rows(records.size)
      batch
    }
    override def waitNanos(): Long = 0
    override def close(): Unit = ()
  }

  /** By which collectives are chosen. */
  def model: CostModel = CostModel.LOOPBACK

  def train(
      transport: Transport,
      plan: TrainingPlan,
      batches: BatchSource,
      perEpoch: Long,
      listener: EventSink = EventSink.NONE,
      disturbed: Replica => Replica = identity
  ): Seq[Float] = {
    val replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())
    try {
      val rank = rankOf(plan, transport, disturbed(replica), batches, perEpoch)
      try new TrainingLoop(rank, LoopStart.FRESH, listener).run()
      finally rank.sync().close()
      replica.parameters().toArray.toSeq
    } finally replica.close()
  }

  /** What the loop of one rank works on; its sync is the caller's to close. */
  def rankOf(
      plan: TrainingPlan,
      transport: Transport,
      replica: Replica,
      batches: BatchSource,
      perEpoch: Long,
      validation: Option[BatchSource] = None
  ): Rank = {
    val measured =
      validation.map(rows =>
        new Validation(RankBatches.of(transport.rank(), rows), layout.target(), sums(transport))
      )
    new Rank(
      plan,
      replica,
      RankBatches.of(transport.rank(), batches),
      measured.fold(Optional.empty[Validation]())(Optional.of(_)),
      syncOf(plan, replica, Collectives.over(transport, model), transport),
      allRanks(transport),
      perEpoch
    )
  }

  /** Each on a host of its own. */
  def allRanks(transport: Transport): AllRanks = {
    val hosts = new java.util.ArrayList[String]()
    for (rank <- 0 until transport.worldSize()) hosts.add(s"host-$rank")
    new AllRanks(sums(transport), hosts)
  }

  def sums(transport: Transport) =
    new DoubleAllReduce(Collectives.over(transport).allGather(), transport.rank(), transport.worldSize())

  /** The sync that a plan asks for, on machines that have no processors to spare. */
  def syncOf(
      plan: TrainingPlan,
      replica: Replica,
      collectives: Collectives,
      transport: Transport
  ): ReplicaSync = {
    val localities = Collections.nCopies(transport.worldSize(), new Locality("machine", "process", 1))
    ReplicaSyncs.of(plan.exchange(), replica, transport, collectives, localities)
  }

  /** Trains on the given batches of each rank; every rank must end with the same bits. */
  def trained(plan: TrainingPlan, batches: Seq[Seq[Record]]*): Seq[Float] = {
    val steps = batches.map(_.size).max
    val all = withRanks(batches.size) { transport =>
      train(transport, plan, new FixedBatches(batches(transport.rank())), steps)
    }
    all.tail.foreach(other => assert(other == all.head, "ranks have drifted apart"))
    all.head
  }

  def assertClose(found: Seq[Float], expected: Seq[Float], relative: Double): Unit = {
    assert(found.size == expected.size)
    val scale = expected.map(value => math.abs(value)).max
    val worst = found.zip(expected).map { case (a, b) => math.abs(a - b) / scale }.max
    assert(worst <= relative, s"largest relative difference $worst")
  }

  def initial(plan: TrainingPlan): Array[Float] = {
    val replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())
    try replica.parameters().toArray
    finally replica.close()
  }
}
