package org.coherer.connector.column

import java.security.MessageDigest

import org.scalatest.funsuite.AnyFunSuite

/** Resized images, beside what Pillow 13.0 makes of the same pixels with its filter BILINEAR. */
class ImageResizerSuite extends AnyFunSuite {

  private def pixels(height: Int, width: Int, channels: Int): Array[Byte] =
    (for (y <- 0 until height; x <- 0 until width; c <- 0 until channels)
      yield ((y * 31 + x * 17 + c * 101 + y * c * 7 + x * x * 13) % 256).toByte).toArray

  private def resized(sizes: (Int, Int, Int, Int, Int)): Array[Byte] = {
    val (height, width, channels, toHeight, toWidth) = sizes
    new ImageResizer(toHeight, toWidth, channels).resize(height, width, pixels(height, width, channels))
  }

  private val small = Seq(
    (5, 7, 1, 3, 4) -> Seq(30, 111, 101, 110, 79, 144, 134, 159, 128, 137, 98, 145),
    (3, 4, 1, 5, 6) -> Seq(0, 15, 39, 77, 127, 168, 12, 27, 51, 89, 139, 180, 31, 46, 70, 108, 158, 199, 50,
      65, 89, 127, 177, 218, 62, 77, 101, 139, 189, 230),
    (6, 5, 3, 4, 2) -> Seq(51, 143, 150, 108, 106, 117, 93, 158, 92, 139, 121, 122, 129, 158, 126, 103, 125,
      152, 171, 91, 146, 134, 117, 109),
    (4, 3, 3, 4, 5) -> Seq(0, 101, 202, 12, 113, 214, 30, 131, 232, 64, 165, 112, 86, 187, 32, 31, 139, 247,
      43, 151, 157, 61, 169, 21, 95, 203, 55, 117, 225, 77, 62, 177, 36, 74, 189, 48, 92, 207, 66, 126, 87,
      100, 148, 7, 122, 93, 215, 81, 105, 227, 93, 123, 245, 111, 157, 125, 145, 179, 45, 167)
  )

  private val large = Seq(
    (100, 83, 3, 31, 37) -> "ecd797a24ad2387e2353e53d45f55ee2b8a70474ce0a30e3bce4d7dab8499eff",
    (20, 31, 3, 57, 64) -> "ff1527bb8cb07e3e4bda0542d141dc0f6f15b5940e0810374d1208d07c3a83a7",
    (64, 64, 1, 28, 28) -> "870b82914e8e6a6fd75c200c7bca5746a26754896b84b7b922547853895b0657"
  )

  test("images that get smaller, larger, or both have the bytes of Pillow") {
    for ((sizes, expected) <- small) assert(resized(sizes).map(_ & 0xff).toSeq == expected, sizes)
    for ((sizes, expected) <- large) {
      val digest = MessageDigest.getInstance("SHA-256").digest(resized(sizes))
      assert(digest.map(byte => f"${byte & 0xff}%02x").mkString == expected, sizes)
    }
  }

  test("an image of the right size stays as it is, and one color stays one color") {
    val same = pixels(4, 5, 3)
    assert(new ImageResizer(4, 5, 3).resize(4, 5, same) eq same)
    for ((height, width) <- Seq((9, 7), (2, 3), (4, 9), (11, 5))) {
      val plain = Array.fill(height * width * 3)(200.toByte)
      assert(new ImageResizer(4, 5, 3).resize(height, width, plain).forall(_ == 200.toByte))
    }
  }

  test("a resizer takes images of many sizes, one after the other") {
    val resizer = new ImageResizer(6, 5, 3)
    for ((height, width) <- Seq((8, 9), (3, 4), (6, 9), (8, 5), (20, 2), (8, 9))) {
      val one = resizer.resize(height, width, pixels(height, width, 3)).toSeq
      assert(one == resized((height, width, 3, 6, 5)).toSeq)
    }
  }
}
