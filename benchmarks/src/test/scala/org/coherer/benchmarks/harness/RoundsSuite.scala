package org.coherer.benchmarks.harness

import java.util.LinkedHashMap
import java.util.function.DoubleSupplier

import scala.collection.mutable.ArrayBuffer

import org.scalatest.funsuite.AnyFunSuite

class RoundsSuite extends AnyFunSuite {

  test("contenders take turns, and every round begins with another one") {
    val turns = ArrayBuffer[String]()
    val contenders = new LinkedHashMap[String, DoubleSupplier]()
    Seq("a", "b", "c").foreach { name =>
      contenders.put(name, new DoubleSupplier { override def getAsDouble: Double = { turns += name; 1 } })
    }
    new Rounds(5).measure(contenders)
    assert(turns.grouped(3).map(_.mkString).toSeq == Seq("abc", "bca", "cab", "abc", "bca"))
  }

  test("each contender's rounds are summed up under its name") {
    val contenders = new LinkedHashMap[String, DoubleSupplier]()
    for ((name, factor) <- Seq("slow" -> 10.0, "fast" -> 1.0)) {
      var round = 0
      contenders.put(
        name,
        new DoubleSupplier { override def getAsDouble: Double = { round += 1; round * factor } }
      )
    }
    val measured = new Rounds(5).measure(contenders)
    assert(measured.get("slow") == new Summary(30, 10, 50))
    assert(measured.get("fast") == new Summary(3, 1, 5))
  }

  test("whole trainings may have three rounds, and no fewer") {
    assert(Rounds.ofTrainings(3).count == 3)
    val e = intercept[IllegalArgumentException](Rounds.ofTrainings(2))
    assert(e.getMessage == "Invalid number of rounds 2 (must be at least 3)")
  }

  test("a median of fewer than five is refused") {
    val e = intercept[IllegalArgumentException](new Rounds(4))
    assert(e.getMessage == "Invalid number of rounds 4 (must be at least 5)")
  }
}
