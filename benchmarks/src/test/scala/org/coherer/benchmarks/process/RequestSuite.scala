package org.coherer.benchmarks.process

import java.util.Arrays

import org.scalatest.funsuite.AnyFunSuite

class RequestSuite extends AnyFunSuite {

  test("a request is a verb and its arguments") {
    assert(Request.parse("run 1024 3") == new Request("run", Arrays.asList("1024", "3")))
    assert(Request.parse("meet") == new Request("meet", Arrays.asList()))
    assert(Request.parse("run 1024 3").number(1) == 3)
  }

  test("a missing argument is said") {
    val e = intercept[IllegalArgumentException](Request.parse("run 1024").number(1))
    assert(e.getMessage == "Request 'run' has 1 arguments (must have at least 2)")
  }
}
