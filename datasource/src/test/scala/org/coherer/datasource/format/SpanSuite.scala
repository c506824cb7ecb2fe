package org.coherer.datasource.format

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

class SpanSuite extends AnyFunSuite {

  private def cut(units: Long, bytesPerUnit: Long, spanBytes: Long): Seq[Span] =
    Span.cut(units, bytesPerUnit, spanBytes).toArray(Array[Span]()).toSeq

  test("spans follow each other, cover all units, differ by one unit, and keep the limit") {
    val random = new Random(5)
    for (_ <- 0 until 500) {
      val units = random.nextInt(2000).toLong
      val bytesPerUnit = 1 + random.nextInt(100).toLong
      val limit = 1 + random.nextInt(5000).toLong
      val spans = cut(units, bytesPerUnit, limit)
      assert(spans.head.first == 0 && spans.last.end == units)
      spans.zip(spans.drop(1)).foreach { case (one, next) => assert(one.end == next.first) }
      assert(spans.map(_.length).max - spans.map(_.length).min <= 1)
      assert(spans.forall(span => span.length <= 1 || span.length * bytesPerUnit <= limit))
    }
  }

  test("units of 0, 1, P-1, P, P+1 with spans of P units") {
    assert(Seq(0, 1, 6, 7, 8, 14, 15).map(n => cut(n.toLong, 10, 70).size) == Seq(1, 1, 1, 1, 2, 2, 3))
  }

  test("a unit larger than the limit is a span of its own") {
    assert(cut(3, 1000, 10).map(_.length) == Seq(1, 1, 1))
  }

  test("units without bytes are one span") {
    assert(cut(3, 0, 10) == Seq(new Span(0, 3)))
  }

  test("numbers that make no sense are refused") {
    assert(
      intercept[IllegalArgumentException](new Span(3, 2)).getMessage ==
        "Invalid span [3, 2) (must be a range of numbers from 0)"
    )
  }
}
