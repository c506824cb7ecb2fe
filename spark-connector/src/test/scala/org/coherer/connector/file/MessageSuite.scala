package org.coherer.connector.file

import org.scalatest.funsuite.AnyFunSuite

/** The examples of the description of the encoding, and what it says of other values. */
class MessageSuite extends AnyFunSuite {

  private def hex(message: Message): String = message.toBytes.map(each => f"$each%02x").mkString(" ")

  test("whole numbers: seven bits a byte, the lowest first; negative ones take ten") {
    assert(hex(new Message().number(1, 150)) == "08 96 01")
    assert(hex(new Message().number(2, 0)) == "10 00")
    assert(hex(new Message().number(1, 127).number(16, 128)) == "08 7f 80 01 80 01")
    assert(hex(new Message().number(1, -1)) == "08 " + "ff " * 9 + "01")
    assert(hex(new Message().number(1, Long.MaxValue)) == "08 " + "ff " * 8 + "7f")
  }

  test("texts and messages have their length in front, in bytes of UTF-8") {
    assert(hex(new Message().text(2, "testing")) == "12 07 74 65 73 74 69 6e 67")
    assert(hex(new Message().text(2, "")) == "12 00")
    assert(hex(new Message().text(2, "ä€")) == "12 05 c3 a4 e2 82 ac")
    assert(hex(new Message().message(3, new Message().number(1, 150))) == "1a 03 08 96 01")
  }

  test("doubles and floats lie in little-endian order") {
    assert(hex(new Message().real(1, 1.0)) == "09 00 00 00 00 00 00 f0 3f")
    assert(hex(new Message().single(2, -2.5f)) == "15 00 00 20 c0")
  }
}
