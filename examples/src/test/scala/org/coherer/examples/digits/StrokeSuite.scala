package org.coherer.examples.digits

import org.scalatest.funsuite.AnyFunSuite

class StrokeSuite extends AnyFunSuite {

  private def pairs(stroke: Stroke): Seq[(Double, Double)] =
    stroke.points.toSeq.grouped(2).map(pair => (pair(0), pair(1))).toSeq

  test("a curve passes through all of its points") {
    val curve = Stroke.curve(0, 0, 10, 30, 50, 20, 70, 90)
    val flat = pairs(curve.flattened())
    assert(pairs(curve).forall(flat.contains))
    assert(flat.size === 16)
  }

  test("a curve through points on a line stays on it") {
    for ((x, y) <- pairs(Stroke.curve(0, 0, 10, 20, 30, 60, 40, 80).flattened()))
      assert(math.abs(y - 2 * x) < 1e-9)
  }

  test("a line keeps its corners, and a curve of two points is a line") {
    val line = Stroke.line(0, 0, 10, 0, 10, 10)
    assert(line.flattened() eq line)
    assert(pairs(Stroke.curve(1, 2, 3, 4).flattened()) === Seq((1, 2), (3, 4)))
  }

  test("ink is full along a stroke, half at the pen's edge, and none beyond") {
    val canvas = new Canvas(28)
    canvas.draw(Stroke.line(4.5, 10.5, 20.5, 10.5))
    val ink = canvas.ink(1, 1)
    assert((4 to 20).forall(column => ink(10 * 28 + column) === 1.0))
    assert((4 to 20).forall(column => math.abs(ink(11 * 28 + column) - 0.5) < 1e-9))
    assert((0 until 28).forall(column => ink(12 * 28 + column) === 0.0))
    assert(math.abs(ink(10 * 28 + 21) - 0.5) < 1e-9)
    assert(ink(10 * 28 + 22) === 0.0)
  }

  test("a pen that leaves the canvas draws what is on it") {
    val canvas = new Canvas(5)
    canvas.draw(Stroke.line(-50, 2.5, 50, 2.5))
    canvas.draw(Stroke.line(-50, -50, -40, -40))
    assert(canvas.ink(0.4, 0.2).toSeq === Seq.tabulate(25)(pixel => if (pixel / 5 == 2) 1.0 else 0.0))
  }
}
