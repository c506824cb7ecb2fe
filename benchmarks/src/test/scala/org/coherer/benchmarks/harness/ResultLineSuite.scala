package org.coherer.benchmarks.harness

import java.util.{Locale, Optional}

import org.scalatest.funsuite.AnyFunSuite

class ResultLineSuite extends AnyFunSuite {

  private def line = new ResultLine("step")

  private def ratio(value: Double): Optional[java.lang.Double] = Optional.of(value)

  test("a line is the name and key=value in the order in which they were added") {
    val text = line.`with`("model", "mlp").`with`("batch", 128L).`with`("ms", 9.876, 2).toString
    assert(text == "step model=mlp batch=128 ms=9.88")
  }

  test("a ratio has three decimals") {
    assert(line.ratio("torch", ratio(1.23456)).toString == "step ratio_torch=1.235")
  }

  test("what was not measured is absent, never omitted") {
    val text = line.ratio("torch", Optional.empty()).measured("torch_ms", Optional.empty(), 1).toString
    assert(text == "step ratio_torch=absent torch_ms=absent torch_ms_min=absent torch_ms_max=absent")
  }

  test("a measurement comes with its spread") {
    val text = line.measured("ms", Optional.of(Summary.of(3, 1, 2)), 1).toString
    assert(text == "step ms=2.0 ms_min=1.0 ms_max=3.0")
  }

  test("numbers are written alike in every country") {
    val usual = Locale.getDefault
    Locale.setDefault(Locale.GERMANY)
    try assert(line.`with`("ms", 1234.5, 1).toString == "step ms=1234.5")
    finally Locale.setDefault(usual)
  }

  test("keys and values that would break the format are refused") {
    def refused(key: String, value: String) =
      intercept[IllegalArgumentException](line.`with`(key, value)).getMessage
    assert(refused("peer", "torch 1.13").startsWith("Invalid result 'peer=torch 1.13'"))
    assert(refused("peer", "").startsWith("Invalid result 'peer='"))
    assert(refused("peer", "a=b").startsWith("Invalid result 'peer=a=b'"))
    assert(refused("Peer", "torch").startsWith("Invalid result 'Peer=torch'"))
  }
}
