package org.coherer.datasource.safetensors

import org.coherer.datasource.Resources
import org.coherer.datasource.codec.BrokenContentException
import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

class HostileSafetensorsSuite extends AnyFunSuite {
  import SafetensorsFiles._

  private def refused(bytes: => Any): String = {
    val message = intercept[BrokenContentException](bytes).getMessage
    val start = "Cannot read safetensors file 'memory' at byte "
    assert(message.startsWith(start))
    message.drop(start.length)
  }

  private def tensor(name: String, begin: Long, end: Long): String =
    s""""$name":{"dtype":"U8","shape":[${end - begin}],"data_offsets":[$begin,$end]}"""

  private def tensors(data: Int, all: String*): Array[Byte] = file(all.mkString("{", ",", "}"), data)

  test("a file that is cut at any byte, or goes on") {
    val good = Resources.bytes("safetensors/types.safetensors")
    for (length <- 0 until good.length) assert(refused(header(good.take(length))).nonEmpty)
    assert(refused(header(good :+ 0.toByte)).contains("follow the header (must be as many)"))
  }

  test("a header that is longer than is allowed, or than the file") {
    val good = tensors(1, tensor("a", 0, 1))
    assert(
      refused(header(good, 10)) ==
        s"0: the header has ${good.length - 9} bytes (must be at most 10, the option maxHeaderBytes)"
    )
    assert(refused(header(Array.fill(8)(-1))).startsWith("0: the header has 18446744073709551615 bytes "))
    assert(
      refused(
        header(Array[Byte](0, 0, 0, 1, 0, 0, 0, 0, '{'))
      ) == "9: the header is truncated (1 bytes, must be 16777216)"
    )
  }

  test("tensors that overlap, have gaps, or end elsewhere") {
    assert(
      refused(header(tensors(3, tensor("a", 0, 2), tensor("b", 1, 3)))).endsWith(
        "tensor 'b' begins at byte 1 of the data, within the tensor before it, which ends at 2 (must begin there)"
      )
    )
    assert(
      refused(header(tensors(3, tensor("a", 0, 1), tensor("b", 2, 3))))
        .contains("'b' begins at byte 2 of the data, behind")
    )
    assert(refused(header(tensors(3, tensor("a", 1, 3)))).contains("'a' begins at byte 1"))
    for (data <- Seq(1, 3))
      assert(
        refused(header(tensors(data, tensor("a", 0, 2)))).endsWith(
          s"the tensors have 2 bytes, but $data follow the header (must be as many)"
        )
      )
  }

  test("a shape that needs other bytes than there are") {
    val huge = Seq.fill(4)(1L << 40).mkString("[", ",", "]")
    def shaped(shape: String) = tensors(1, s""""a":{"dtype":"F32","shape":$shape,"data_offsets":[0,1]}""")
    assert(
      refused(header(shaped("[1]"))).endsWith(
        "tensor 'a' of F32 in dimensions [1] has data_offsets [0, 1] (must be 4 bytes)"
      )
    )
    assert(refused(header(shaped(huge))).contains("must be 9223372036854775807 bytes"))
    assert(refused(header(shaped("[-1]"))).contains("integer -1 is number 1 of an array"))
    assert(refused(header(shaped(Seq.fill(65)(1).mkString("[", ",", "]")))).contains("at most 64 of them"))
    assert(refused(header(shaped("[99999999999999999999]"))).contains("the header is not JSON"))
    assert(
      header(
        tensors(0, s""""a":{"dtype":"F32","shape":[0,${1L << 62},4],"data_offsets":[0,0]}""")
      ).tensors.size == 1
    )
  }

  test("JSON that is none, or not the format's") {
    assert(refused(header(file("", 0))) == "8: the header does not start with '{'")
    assert(refused(header(file("[]", 0))) == "8: the header does not start with '{'")
    assert(refused(header(file("{\u0000}", 0))) == "9: a byte is 0 (must be JSON as UTF-8)")
    assert(refused(header(file("{} {}", 0))).contains("the header goes on behind its '}'"))
    assert(
      refused(header(tensors(0, """"a":{}""")))
        .contains("tensor 'a' must have dtype, shape and two data_offsets")
    )
    assert(refused(header(tensors(0, """"a":1"""))).contains("VALUE_NUMBER_INT is where an object must be"))
    assert(refused(header(tensors(0, """"a":{"x":1}"""))).contains("has the key 'x'"))
    assert(
      refused(header(tensors(0, """"a":{"dtype":"F33"}""")))
        .contains("tensor 'a' has dtype 'F33' (must be BOOL, ")
    )
    assert(refused(header(tensors(1, tensor("a", 0, 1), tensor("a", 0, 1)))).contains("Duplicate field 'a'"))
    assert(
      refused(header(file("{\"__metadata__\":{\"a\":1}}", 0)))
        .contains("VALUE_NUMBER_INT is where a string must be")
    )
    assert(refused(header(file("{\"a\":" * 100, 0))).contains("a"))
  }

  test("500 damaged files end in other tensors or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[SafetensorsFiles], 500, 20261201L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }
}
