package org.coherer.training.engine

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.security.MessageDigest
import java.util.HexFormat

import org.scalatest.funsuite.AnyFunSuite

class NetworkSpecSuite extends AnyFunSuite {

  private val network = new NetworkSpec("toy", "{\"secret\": \u00e9}")

  test("a network of a nameless engine is refused") {
    val error = intercept[IllegalArgumentException](new NetworkSpec(" ", "{}"))
    assert(error.getMessage == "Invalid name ' ' of an engine (must not be blank)")
    intercept[NullPointerException](new NetworkSpec("toy", null))
    intercept[NullPointerException](new NetworkSpec(null, "{}"))
  }

  test("the fingerprint is the SHA-256 of engine and text") {
    val digest = MessageDigest.getInstance("SHA-256").digest("toy\u0000{\"secret\": \u00e9}".getBytes(UTF_8))
    assert(network.fingerprint() == HexFormat.of().formatHex(digest))
    val others = Seq(new NetworkSpec("toy", "{}"), new NetworkSpec("to", "y{}"), new NetworkSpec("toy{", "}"))
    assert((network +: others).map(_.fingerprint()).distinct.size == 4)
  }

  test("a network shows its engine and its fingerprint, never its text") {
    assert(network.toString == s"NetworkSpec[engine=toy, fingerprint=${network.fingerprint()}]")
  }

  test("only its own engine gets the text") {
    assert(network.textFor("toy") == network.text())
    val error = intercept[IllegalArgumentException](network.textFor("dl4j"))
    assert(
      error.getMessage == "Cannot read a network of engine 'toy' with engine 'dl4j' (set engine to toy, or take a" +
        " network that was written for dl4j)"
    )
  }

  test("a network travels through Java serialization unchanged") {
    val bytes = new ByteArrayOutputStream()
    new ObjectOutputStream(bytes).writeObject(network)
    assert(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject() == network)
  }
}
