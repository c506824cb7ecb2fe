package org.coherer.training.data

import org.scalatest.funsuite.AnyFunSuite

class SeedsSuite extends AnyFunSuite {

  test("small seeds and labels never collide") {
    val mixed = for (seed <- 0L until 50L; a <- 0L until 20L; b <- 0L until 20L) yield Seeds.mix(seed, a, b)
    assert(mixed.distinct.size == mixed.size)
  }

  test("the order of the labels counts") {
    assert(Seeds.mix(1, 2, 3) != Seeds.mix(1, 3, 2))
  }
}
