package org.coherer.datasource.safetensors

import java.io.ByteArrayOutputStream
import java.io.IOException
import java.util.Collections

import org.coherer.datasource.Resources
import org.scalatest.funsuite.AnyFunSuite

/** Files that the reference implementation wrote, read; and written again, byte by byte. */
class ReferenceFilesSuite extends AnyFunSuite {
  import SafetensorsFiles._

  private def floats(name: String): Map[String, Seq[Float]] = {
    val file = Resources.bytes(s"safetensors/$name.safetensors")
    val found = header(file)
    entries(found).map(e => e.name -> TensorFloats.of(e.`type`, bytes(file, found, e)).toSeq).toMap
  }

  test("elements of all types as floats") {
    val numbers = Seq(-2f, 0f, 1f, 100f)
    assert(
      floats("types") == Map(
        "bool" -> Seq(1f, 0f),
        "u8" -> Seq(0f, 255f),
        "i8" -> numbers,
        "i16" -> numbers,
        "u16" -> Seq(0f, 65535f),
        "f16" -> Seq(0.5f, -2f, 65504f, 5.9604645e-8f, Float.PositiveInfinity),
        "i32" -> numbers,
        "u32" -> Seq(0f, 4294967296f),
        "f32" -> Seq(0.25f, -1.5f, 3e38f),
        "f64" -> Seq(0.25f, Float.PositiveInfinity),
        "i64" -> Seq(-9223372036854775808f, 9223372036854775807f),
        "u64" -> Seq(0f, 18446744073709551615f),
        "größe \"a\"" -> Seq(7f),
        "empty" -> Nil
      )
    )
    val brain = floats("brain")("brain")
    assert(brain.take(2) == Seq(1f, -2f) && math.abs(brain(2) / 3e38f - 1) < 0.005)
  }

  test("names, types, shapes and metadata") {
    val found = header(Resources.bytes("safetensors/types.safetensors"))
    assert(found.metadata == Collections.singletonMap("format", "np"))
    val shapes = entries(found).map(e => e.name -> s"${e.`type`}${e.shape}").toMap
    assert(
      shapes("i16") == "I16[2, 2]" && shapes("größe \"a\"") == "F32[]" && shapes("empty") == "F32[3, 0, 2]"
    )
  }

  for (name <- Seq("types", "brain", "none")) {
    test(s"what is written is what the reference implementation writes: $name") {
      val file = Resources.bytes(s"safetensors/$name.safetensors")
      assert(rewritten(file).toSeq == file.toSeq)
    }
  }

  test("a tensor that no file can hold is refused") {
    val writer = new SafetensorsWriter(new ByteArrayOutputStream)
    def refused(name: String, bytes: Int): String =
      intercept[IOException](
        writer.add(
          name,
          TensorType.F32,
          Collections.singletonList(java.lang.Long.valueOf(2L)),
          new Array[Byte](bytes)
        )
      ).getMessage
    try {
      writer.add("a", TensorType.U8, Collections.emptyList[java.lang.Long], new Array[Byte](1))
      assert(refused("a", 8).startsWith("Cannot write tensor 'a': the name is taken "))
      assert(
        refused("b", 7) == "Cannot write tensor 'b' of F32 in dimensions [2]: it has 7 bytes " +
          "(must be as many as the dimensions need)"
      )
      writer.putMetadata("k", "1")
      assert(
        intercept[IOException](writer.putMetadata("k", "2")).getMessage
          .startsWith("Cannot write metadata 'k' as '2'")
      )
    } finally writer.close()
  }
}
