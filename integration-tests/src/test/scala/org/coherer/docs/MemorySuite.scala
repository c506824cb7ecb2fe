package org.coherer.docs

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** Compares the formula of docs/deploy/memory.md with what executors take.
  *
  * Heaps are touched when they are made, so that what differs between two fits is off the heap.
  * `COHERER_MEMORY` names a case, or `all`: each takes half a minute.
  */
class MemorySuite extends AnyFunSuite with WithSparkHome {

  override protected def deadlineSeconds: Long = 600

  private val HeapMb = 1024L
  private val Mb = 1e6

  /** What is trained, and the floats per parameter that the optimizer's state and copies add. */
  private case class Case(name: String, hidden: Int, batch: Int, params: Seq[String], copies: Double) {
    val sizes: Seq[Int] = Seq(100, hidden, hidden, 10)

    val parameters: Long = sizes.zip(sizes.tail).map { case (in, out) => (in + 1L) * out }.sum

    /** Of the page: parameters, gradients and what is named beside them; outputs and their gradients. */
    val bytes: Double = 4.0 * parameters * (2 + copies) + 8.0 * batch * sizes.tail.sum
  }

  private val none = Case("tiny", 16, 16, Nil, 2)
  private val adam = Case("Adam", 4000, 64, Nil, 2)
  private val others = Seq(
    Case("Adam, restoreBest", 4000, 64, Seq("restoreBest=true"), 3),
    Case("Adam, rollBack", 4000, 64, Seq("onDivergence=rollBack"), 5),
    Case("Adam, shardOptimizerState", 4000, 64, Seq("shardOptimizerState=true"), 1),
    Case("SGD", 4000, 64, Seq("optimizer=sgd"), 0),
    Case("Adam, batch 8192", 2000, 8192, Nil, 2)
  )

  /** The larger of the peaks of both executors beside their heaps, and the estimate of a worker, in bytes. */
  private def beside(fit: Case): (Double, Double) = {
    val arguments = Seq(fit.sizes.mkString(","), fit.batch.toString, "400") ++ fit.params
    val plain =
      application(SparkApplication.localCluster(2, HeapMb.toInt), "org.coherer.docs.MemoryApp", arguments: _*)
    val settings = new java.util.HashMap[String, String](plain.settings)
    settings.put("spark.executor.memory", s"${HeapMb}m")
    settings.put("spark.executor.extraJavaOptions", s"-Xms${HeapMb}m -XX:+AlwaysPreTouch")
    val output =
      run(new SparkApplication(plain.master, plain.mainClass, plain.classPath, settings, plain.arguments))
    assert(output.exitCode == 0, output.text)
    assert(output.values("parameters") == Seq(fit.parameters.toString), output.text)
    val peaks = output.values("peak_kb").map(_.toLong * 1024.0 - HeapMb * 1024 * 1024)
    assert(peaks.size == 2, output.text)
    val Seq(estimate) = output.values("estimate").map(_.toDouble)
    (peaks.max, estimate)
  }

  private def check(base: Double, fit: Case): Unit = {
    val (peak, estimate) = beside(fit)
    val found = peak - base
    info(
      f"${fit.name}: ${fit.parameters} parameters, formula ${fit.bytes / Mb}%.0f MB, estimate " +
        f"${estimate / Mb}%.0f MB, measured ${found / Mb}%.0f MB"
    )
    assert(found < 1.15 * fit.bytes, s"${fit.name}: $found bytes")
    assert(found > 0.8 * fit.bytes, s"${fit.name}: $found bytes")
    // Beside the page's formula, the estimate has features and targets of batches.
    assert(estimate >= fit.bytes && estimate < 1.05 * fit.bytes, s"${fit.name}: $estimate bytes")
    assert(math.abs(estimate - found) < 0.2 * found, s"${fit.name}: $estimate bytes, $found measured")
  }

  test("executors take what the formula says beside their heaps and what every executor takes") {
    val (base, _) = beside(none)
    info(f"every executor: ${base / Mb}%.0f MB")
    assert(base < 400 * Mb, "docs/deploy/memory.md says 400 MB")
    val wanted = sys.env.getOrElse("COHERER_MEMORY", adam.name)
    val cases = (adam +: others).filter(each => wanted == "all" || wanted == each.name)
    assert(cases.nonEmpty, s"there is no case '$wanted'")
    cases.foreach(check(base, _))
  }
}
