package org.coherer.datasource.tfrecord

import org.coherer.datasource.tfrecord.Inference.Column.Element
import org.scalatest.funsuite.AnyFunSuite

class InferenceSuite extends AnyFunSuite {
  import Records._

  private def columns(strings: Boolean, examples: Example*): Map[String, (Element, Int)] = {
    val inference = new Inference(strings)
    examples.foreach(example => inference.add(example))
    inference.columns.toArray(Array[Inference.Column]()).map(c => c.name -> ((c.element, c.depth))).toMap
  }

  test("one value in every record is a scalar, any other number an array") {
    val found = columns(
      true,
      features("one" -> longs(1), "some" -> longs(1), "none" -> floats(), "absent" -> floats(1)),
      features("one" -> longs(2), "some" -> longs(1, 2), "none" -> floats(1))
    )
    assert(
      found == Map(
        "one" -> ((Element.LONG, 0)),
        "some" -> ((Element.LONG, 1)),
        "none" -> ((Element.FLOAT, 1)),
        "absent" -> ((Element.FLOAT, 0))
      )
    )
  }

  test("ints and floats are doubles") {
    assert(
      columns(true, features("x" -> longs(1)), features("x" -> floats(1))) == Map(
        "x" -> ((Element.DOUBLE, 0))
      )
    )
  }

  test("byte strings are strings if all of them are UTF-8, and nobody wants bytes") {
    val text = features("a" -> texts("größe"), "b" -> texts("a", "b"))
    val binary = features("a" -> bytes(Array(-1)), "b" -> texts())
    assert(columns(true, text) == Map("a" -> ((Element.STRING, 0)), "b" -> ((Element.STRING, 1))))
    assert(columns(true, text, binary) == Map("a" -> ((Element.BINARY, 0)), "b" -> ((Element.STRING, 1))))
    assert(columns(false, text) == Map("a" -> ((Element.BINARY, 0)), "b" -> ((Element.BINARY, 1))))
  }

  test("feature lists are arrays of arrays") {
    val found = columns(true, lists(features("length" -> longs(1)), "tokens" -> Seq(longs(1), longs(1, 2))))
    assert(found == Map("length" -> ((Element.LONG, 0)), "tokens" -> ((Element.LONG, 2))))
  }

  test("a feature without a list is missing, and says nothing") {
    assert(columns(true, features("x" -> Feature.MISSING)).isEmpty)
    assert(
      columns(true, features("x" -> Feature.MISSING), features("x" -> longs(1))) == Map(
        "x" -> ((Element.LONG, 0))
      )
    )
  }

  test("what no column can hold is refused") {
    def refused(examples: Example*): String =
      intercept[RecordException](columns(true, examples: _*)).getMessage
    assert(
      refused(features("x" -> longs(1)), features("x" -> texts("a"))) ==
        "has a bytes_list for 'x', where one before it has an int64_list (must be alike, or give a schema without 'x')"
    )
    assert(
      refused(features("x" -> longs(1)), lists(features(), "x" -> Seq(longs(1)))) ==
        "has 'x' as a feature, and it or one before it as a feature list (must be one of them)"
    )
  }
}
