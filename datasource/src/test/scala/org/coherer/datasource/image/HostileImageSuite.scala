package org.coherer.datasource.image

import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

class HostileImageSuite extends AnyFunSuite {

  private val decoder = new ImageDecoder(1L << 22, true)

  test("an image that is cut at any byte is decoded, or refused by type") {
    for (name <- Seq("baseline.jpg", "cmyk.jpg", "alpha.png", "lossy.webp", "lzw.tiff", "rgb.bmp")) {
      val whole = Images.bytes(name)
      for (length <- 0 until whole.length)
        try assert(decoder.decode(whole.take(length)).width > 0)
        catch {
          case bad: BadImageException => assert(bad.getMessage.contains("must") || bad.getCause != null)
        }
    }
  }

  test("500 damaged images end in pixels or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[Images], 500, 20261201L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }
}
