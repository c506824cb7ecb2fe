package org.coherer.examples.clicks

import java.util.{Arrays, Collections}

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.sql.functions.col
import org.coherer.testkit.WithSpark
import org.coherer.training.embedding.RowInitializer
import org.scalatest.funsuite.AnyFunSuite

class ClickLogSuite extends AnyFunSuite with WithSpark {

  private val log = ClickLog.usual(7)

  private def clicks(of: ClickLog, start: Long, end: Long): Seq[Click] = {
    val all = ArrayBuffer[Click]()
    of.clicks(start, end).forEach(click => all += click)
    all.toSeq
  }

  private def small(interactions: Interaction*) = new ClickLog(
    5,
    Arrays.asList(new ClickField("a", 20, 1, 0.7), new ClickField("b", 6, 0.5, 0.4)),
    Arrays.asList(interactions: _*),
    3,
    0.5,
    -0.3
  )

  test("a row is a function of seed and number, in every partition and without Spark") {
    def sorted(of: ClickLog, start: Long, end: Long) =
      of.rows(spark, start, end).collect().toSeq.sortBy(_.getLong(0))
    val two = sorted(log, 100, 400)
    assert(two.size == 300)
    assert(sorted(log, 0, 1000).slice(100, 400) == two, "where other partitions have other rows")
    clicks(log, 100, 400).zip(two).foreach { case (click, row) =>
      assert(row.getAs[scala.collection.Seq[Long]]("ids").toSeq == click.ids.toSeq)
      assert(row.getAs[scala.collection.Seq[Float]]("dense").toSeq == click.dense.toSeq)
      assert(row.getAs[Double]("truth") == click.probability)
      assert((row.getAs[Int]("click") == 1) == click.clicked)
      for (field <- 0 until 8) assert(row.getAs[Long](log.names.get(field)) == click.id(field))
    }
    assert(sorted(ClickLog.usual(8), 100, 400) != two)
  }

  test("ids of a field are drawn by Zipf's law") {
    val rows = 40000
    val drawn = clicks(log, 0, rows)
    for (field <- 0 until 8) {
      val of = log.fields.get(field)
      val zipf = new Zipf(of.count, of.exponent)
      val found = drawn.groupBy(_.number(field)).map { case (number, all) => number -> all.size }
      for (number <- Seq(0, 1, 2, 3, 7)) {
        val expected = rows * zipf.probability(number)
        val count = found.getOrElse(number, 0)
        assert(math.abs(count - expected) < 5 * math.sqrt(expected), s"${of.name} $number: $count, $expected")
      }
      assert(found.keys.max < of.count)
    }
  }

  test("no two ids of all fields are equal, and none is negative") {
    val ids =
      for (field <- 0 until 8; number <- 0 until log.fields.get(field).count)
        yield ClickField.id(field, number)
    assert(ids.distinct.size == ids.size && ids.min >= 0)
  }

  test("fields are independent of each other, and dense features are normal") {
    val drawn = clicks(small(), 0, 40000)
    def share(of: Click => Boolean) = drawn.count(of).toDouble / drawn.size
    val (first, second) = (share(_.number(0) == 0), share(_.number(1) == 0))
    assert(math.abs(share(c => c.number(0) == 0 && c.number(1) == 0) - first * second) < 0.01)
    for (i <- 0 until 3) {
      val mean = drawn.map(_.dense.apply(i).toDouble).sum / drawn.size
      val square = drawn.map(c => math.pow(c.dense.apply(i).toDouble, 2)).sum / drawn.size
      assert(math.abs(mean) < 0.03 && math.abs(square - 1) < 0.05)
    }
  }

  private def logit(click: Click) = math.log(click.probability / (1 - click.probability))

  /** The double difference cancels what each id adds alone. */
  private def crossed(of: ClickLog): Seq[Double] = {
    val dense = of.dense
    assert(dense == 0)
    val cells = clicks(of, 0, 20000).map(c => (c.number(0), c.number(1)) -> logit(c)).toMap
    for (a <- 1 until 5; b <- 1 until 4)
      yield cells((a, b)) - cells((0, b)) - cells((a, 0)) + cells((0, 0))
  }

  private def withoutDense(interactions: Interaction*) = {
    val some = small(interactions: _*)
    new ClickLog(some.seed, some.fields, some.interactions, 0, 0, some.bias)
  }

  test("without interactions, the logit is a sum of what each id adds") {
    crossed(withoutDense()).foreach(difference => assert(math.abs(difference) < 1e-9))
  }

  test("an interaction is the dot product of hidden vectors") {
    val differences = crossed(withoutDense(new Interaction(0, 1, 1, 0.8)))
    assert(differences.exists(difference => math.abs(difference) > 0.1))
    val table = differences.grouped(3).toSeq // of rank 1, since vectors have one number
    for (a <- 1 until 4; b <- 1 until 3)
      assert(math.abs(table(0)(0) * table(a)(b) - table(0)(b) * table(a)(0)) < 1e-9)
  }

  test("a dot product has the deviation that it is said to have") {
    val interaction = new Interaction(0, 1, 3, 0.8)
    val deviation = interaction.numberDeviation.toFloat
    val vectors = Seq.tabulate(20000) { id =>
      val vector = new Array[Float](3)
      RowInitializer.normal(deviation).fill(1, id.toLong, vector, 3)
      vector
    }
    val products =
      vectors.grouped(2).map(pair => pair(0).zip(pair(1)).map { case (a, b) => a.toDouble * b }.sum).toSeq
    assert(math.abs(math.sqrt(products.map(p => p * p).sum / products.size) - 0.8) < 0.03)
  }

  test("dense features have rates, the same in all rows") {
    val one = new ClickLog(
      5,
      Collections.singletonList(new ClickField("a", 1, 1, 0)),
      Collections.emptyList[Interaction],
      1,
      0.5,
      -0.3
    )
    val rates = clicks(one, 0, 100).map(click => (logit(click) + 0.3) / click.dense.apply(0))
    rates.foreach(rate => assert(math.abs(rate - rates.head) < 1e-6))
    assert(rates.head != 0)
  }

  test("as many rows are clicked as their probabilities say, low and high ones alike") {
    val drawn = clicks(log, 0, 60000)
    val rate = drawn.count(_.clicked).toDouble / drawn.size
    assert(rate > 0.2 && rate < 0.35, rate)
    drawn.sortBy(_.probability).grouped(6000).foreach { part =>
      val expected = part.map(_.probability).sum
      val spread = math.sqrt(part.map(c => c.probability * (1 - c.probability)).sum)
      assert(math.abs(part.count(_.clicked) - expected) < 5 * spread)
    }
  }

  test("no other score ranks rows better than the truth") {
    val drawn = clicks(log, 0, 20000)
    def area(score: Click => Double) = {
      val (clicked, others) = drawn.partition(_.clicked)
      RankingArea.of(clicked.map(score).toArray, others.map(score).toArray)
    }
    val optimal = area(_.probability)
    assert(optimal > 0.75 && optimal < 0.9, optimal)
    assert(area(click => logit(click) + 0.5 * click.dense.apply(0)) < optimal)
    val test = log.rows(spark, 0, 20000)
    assert(RankingArea.of(test, col("truth")) == optimal)
  }

  test("what is wrong is refused by name") {
    def refused(body: => Any) = intercept[IllegalArgumentException](body).getMessage
    assert(
      refused(new ClickField("a", 0, 1, 1)) == "Invalid number of ids 0 of field 'a' (must be at least 1)"
    )
    assert(
      refused(new ClickField("a", 1, -1, 1)) ==
        "Invalid exponent -1.0 or deviation 1.0 of field 'a' (must be at least 0)"
    )
    assert(refused(new Interaction(1, 1, 1, 1)).startsWith("Invalid interaction of fields 1 and 1, 1 wide"))
    assert(
      refused(small(new Interaction(0, 2, 1, 1))) == "Invalid interaction of fields 0 and 2 (there are 2)"
    )
    val twice = Collections.singletonList(new ClickField("click", 2, 1, 1))
    assert(
      refused(new ClickLog(1, twice, Collections.emptyList[Interaction], 0, 0, 0)) ==
        "Invalid field 'click' (another column has this name)"
    )
  }
}
