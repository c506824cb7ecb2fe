package org.coherer.training.barrier

import java.time.Duration
import java.util.Arrays.asList
import java.util.concurrent.ConcurrentLinkedQueue

import scala.util.Random

import org.apache.spark.SparkConf
import org.apache.spark.api.java.{JavaPairRDD, JavaSparkContext}
import org.coherer.testkit.engine.Perceptrons
import org.coherer.training.data.{RecordBlock, RecordLayout, WithRecords}
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.event.{RunEvent, TrainingEvent}
import org.coherer.training.plan.{
  Controls,
  DataPlan,
  Exchange,
  NetworkPlan,
  OverlapMode,
  Timeouts,
  TrainingPlan,
  TransportPlan,
  Workers
}
import org.coherer.training.trainer.{RankPartitioner, TrainingFailedException}
import org.coherer.training.transport.TransportOptions
import org.scalatest.funsuite.AnyFunSuite

/** Runs that have fewer slots than shards. */
class RegroupSuite extends AnyFunSuite with WithRecords {

  private val Shards = 4
  private val layout = new RecordLayout(4, new TargetEncoding.ClassIndex(3))

  private def withSpark[A](slots: Int)(use: JavaSparkContext => A): A = {
    val spark = new JavaSparkContext(
      new SparkConf()
        .setMaster(s"local[$slots]")
        .setAppName("regroup")
        .set("spark.ui.enabled", "false")
    )
    try use(spark)
    finally spark.stop()
  }

  private def plan(workers: Workers, exchange: Exchange = Exchange.DEFAULT) = new TrainingPlan(
    new NetworkPlan(Perceptrons.classifier("dl4j", 4, 5, 3), 0.01),
    new DataPlan(layout, 3, 10, 1, true, 1L << 30),
    workers,
    exchange,
    new TransportPlan(Timeouts.DEFAULT.withSlots(Duration.ofSeconds(1)), TransportOptions.DEFAULT),
    Controls.NONE
  )

  /** Of different sizes: some ranks have rows left when others have none. */
  private def shards(spark: JavaSparkContext): JavaPairRDD[Integer, RecordBlock] = {
    val blocks = (0 until Shards).flatMap { shard =>
      val random = new Random(shard)
      val rows = Seq.fill(30 + 7 * shard)(
        Record(Seq.fill(4)(random.nextFloat()), random.nextInt(3).toFloat)
      )
      Seq(
        (Int.box(shard), block(0, shard * 100L, rows.drop(5): _*)),
        (Int.box(shard), blockOf(validation, 1, shard * 100L, rows.take(5): _*))
      )
    }
    spark.parallelizePairs(asList(blocks: _*), 3).partitionBy(new RankPartitioner(Shards))
  }

  private case class Outcome(parameters: Seq[Float], losses: Seq[Double], ranks: Int, rows: Seq[Long])

  private def trained(slots: Int, plan: TrainingPlan): Outcome = withSpark(slots) { spark =>
    val events = new ConcurrentLinkedQueue[RunEvent]
    val result = new BarrierTrainer(spark).train(plan, shards(spark), event => { events.add(event); () })
    val started = events
      .toArray(Array[RunEvent]())
      .map(_.event())
      .collectFirst { case started: TrainingEvent.RunStarted => started }
      .get
    val epochs = (0 until 3).map(result.history().epochs().get(_))
    Outcome(
      result.parameters().toArray.toSeq,
      epochs.flatMap(epoch => Seq(epoch.loss(), epoch.validationLoss())),
      started.workers().size(),
      epochs.map(_.rows())
    )
  }

  private val atLeastOne = new Workers(Shards, 1, Shards, 1)

  private val exchanges = Seq(
    "whole" -> Exchange.DEFAULT,
    "two batches per step" -> new Exchange(2, OverlapMode.OFF, 0),
    "during the backward pass" -> new Exchange(1, OverlapMode.ON, 64),
    "sharded optimizer" -> new Exchange(1, OverlapMode.AUTO, 0, true),
    "sharded optimizer with copies" -> new Exchange(1, OverlapMode.AUTO, 0, true, true)
  )

  for ((name, exchange) <- exchanges)
    test(s"$name: with fewer slots, the same batches lead to the same result, up to rounding") {
      val all = trained(Shards, plan(atLeastOne, exchange))
      assert(all.ranks == Shards && all.rows == Seq.fill(3)(142L))
      for (slots <- 1 to 3) {
        val fewer = trained(slots, plan(atLeastOne, exchange))
        assert(fewer.ranks == slots && fewer.rows == all.rows)
        for ((found, expected) <- fewer.losses.zip(all.losses))
          assert(math.abs(found - expected) <= 1e-6 * expected, s"$slots slots")
        for ((found, expected) <- fewer.parameters.zip(all.parameters))
          assert(math.abs(found - expected) <= 1e-5, s"$slots slots")
        assert(fewer == trained(slots, plan(atLeastOne, exchange)), "the same again has other bits")
      }
    }

  test("no fewer ranks than the fewest that are allowed") {
    val e = intercept[TrainingFailedException](
      trained(1, plan(new Workers(Shards, 2, Shards, 1), Exchange.DEFAULT))
    )
    assert(e.getMessage.contains("1 of 2 slots is left"), e.getMessage)
  }
}
