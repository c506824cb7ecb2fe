package org.coherer.ml.fit

import org.scalatest.funsuite.AnyFunSuite

/** What a fit does where nothing is set. */
class FitRuleSuite extends AnyFunSuite {

  private def rule(rows: Long, workers: Int = 2) = new FitRule(rows, 10, 3, true, workers)

  test("batches grow with the rows, as powers of two, and are shared by the workers") {
    val sizes = Seq(3L, 100L, 1000L, 1600L, 10000L, 60000L, 1000000000L).map(rows => rule(rows).globalBatch())
    assert(sizes == sizes.sorted && sizes.head == 16 && sizes.last == 256)
    sizes.foreach(size => assert(Integer.bitCount(size) == 1))
    for (workers <- 1 to 40) {
      val each = rule(60000, workers).batchSize()
      assert(each >= 1 && each * workers >= 256 && (each - 1) * workers < 256)
    }
  }

  test("there are enough steps for a small table, and few enough epochs for a large one") {
    for (rows <- Seq(3L, 150L, 5000L, 60000L, 1L << 40)) {
      val all = rule(rows)
      val epochs = all.epochs(all.globalBatch().toLong)
      assert(epochs >= 1 && epochs <= 300)
      val warmup = all.warmupSteps(all.globalBatch().toLong, epochs)
      assert(warmup >= 0 && warmup <= 1000)
    }
    assert(rule(150).epochs(16) > rule(60000).epochs(256))
  }

  test(
    "the warm-up is a twentieth of all steps, 1000 at most, also where nobody knows how many rows there are"
  ) {
    assert(rule(1600).warmupSteps(16, 10) == 100 * 10 / 20 && rule(8).warmupSteps(16, 40) == 2)
    for (rows <- Seq(1L << 30, Long.MaxValue); epochs <- Seq(1, 20000, Int.MaxValue))
      assert(rule(rows).warmupSteps(8, epochs) == 1000)
  }

  test("rows are held out where there are enough") {
    for (
      (classes, enough) <-
        Seq((true, FitRule.ROWS_OF_CLASSES_TO_HOLD_OUT), (false, FitRule.ROWS_OF_VALUES_TO_HOLD_OUT))
    ) {
      assert(!new FitRule(enough - 1, 10, 3, classes, 2).holdsOut())
      assert(new FitRule(enough, 10, 3, classes, 2).holdsOut())
    }
  }

  test("weights decay by no more in a step at a larger learning rate, and more where rows are few") {
    assert(rule(100).weightDecay(0.002) > rule(1000).weightDecay(0.002))
    val own = rule(100).learningRate()
    assert(math.abs(rule(100).weightDecay(10 * own) * 10 - rule(100).weightDecay(own)) < 1e-12)
    assert(rule(100).weightDecay(1e-30) == rule(100).weightDecay(own))
    assert(rule(1000000).weightDecay(0.002) > 0)
    assert(rule(100).dropout() == 0 && rule(2000).dropout() > 0)
    assert(new FitRule(2000, 10, 3, false, 2).dropout() == 0)
  }

  test("tabular: all epochs for a small table, a quarter for a large one, whatever the workers") {
    val rule = new TabularRule(true, 3)
    assert(rule.batchSize() == 86 && new TabularRule(true, 300).batchSize() == 1)
    val epochs = Seq(3L, 1000L, 12000L, 24000L, 48000L, 1L << 40).map(rule.epochs(_, 256))
    assert(epochs == epochs.sorted.reverse && epochs.head == 256 && epochs.last == 64)
    assert(rule.epochs(24000, 256) == 12000 / 93)
    assert(rule.learningRate() < new TabularRule(false, 3).learningRate())
    assert(rule.activation() == "selu" && new TabularRule(false, 3).activation() == "mish")
  }

  test("hidden layers do not shrink as rows become more") {
    val widths = Seq(3L, 400L, 4000L, 400000L).map(rows => rule(rows).hidden().get(0).toInt)
    assert(widths == widths.sorted && widths.head >= 16 && widths.last <= 1024)
  }
}
