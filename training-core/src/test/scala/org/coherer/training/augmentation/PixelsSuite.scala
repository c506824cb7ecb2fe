package org.coherer.training.augmentation

import org.coherer.training.engine.ImageShape
import org.coherer.training.engine.ImageShape.Order
import org.scalatest.funsuite.AnyFunSuite

/** Every change of pixels against what it says, value by value, in both orders of channels. */
class PixelsSuite extends AnyFunSuite {

  private val Before = 3
  private type Image = (Int, Int, Int) => Float

  private def at(shape: ImageShape, channel: Int, y: Int, x: Int): Int = Before +
    (if (shape.order == Order.CHANNELS_FIRST) (channel * shape.height + y) * shape.width + x
     else (y * shape.width + x) * shape.channels + channel)

  /** Changes an image that lies behind some other values; both orders must give the same. */
  private def changed(channels: Int, height: Int, width: Int, image: Image)(change: Pixels => Unit): Image = {
    val found = Order.values.toSeq.map { order =>
      val shape = new ImageShape(channels, height, width, order)
      val length = channels * height * width
      val row = Array.fill(Before + length + 2)(-7f)
      for (c <- 0 until channels; y <- 0 until height; x <- 0 until width)
        row(at(shape, c, y, x)) = image(c, y, x)
      change(new Pixels(shape, row, Before))
      assert(row.take(Before).forall(_ == -7f) && row.drop(Before + length).forall(_ == -7f))
      Seq.tabulate(channels, height, width)((c, y, x) => row(at(shape, c, y, x)))
    }
    assert(found.distinct.size == 1, "the order of channels must not matter")
    (c, y, x) => found.head(c)(y)(x)
  }

  private def assertSame(found: Image, channels: Int, height: Int, width: Int)(expected: Image): Unit =
    for (c <- 0 until channels; y <- 0 until height; x <- 0 until width)
      assert(found(c, y, x) == expected(c, y, x), s"at channel $c, $y, $x")

  private val image: Image = (c, y, x) => 100f * c + 10f * y + x + 0.25f

  for (channels <- Seq(1, 3); (height, width) <- Seq((4, 5), (5, 4), (1, 1))) {
    val sizes = s"$channels x $height x $width"

    test(s"flips: $sizes") {
      assertSame(changed(channels, height, width, image)(_.flipHorizontally()), channels, height, width)(
        (c, y, x) => image(c, y, width - 1 - x)
      )
      assertSame(changed(channels, height, width, image)(_.flipVertically()), channels, height, width)(
        (c, y, x) => image(c, height - 1 - y, x)
      )
    }

    test(s"shifts: $sizes") {
      for (down <- -height + 1 until height; right <- -width + 1 until width) {
        val found = changed(channels, height, width, image)(_.shift(down, right, 9.5f))
        assertSame(found, channels, height, width) { (c, y, x) =>
          val (fromY, fromX) = (y - down, x - right)
          if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) image(c, fromY, fromX) else 9.5f
        }
      }
    }

    test(s"covered squares: $sizes") {
      for (size <- 1 to math.max(height, width); centerY <- 0 until height; centerX <- 0 until width) {
        val found = changed(channels, height, width, image)(_.cover(centerY, centerX, size, -2f))
        val (top, left) = (centerY - size / 2, centerX - size / 2)
        assertSame(found, channels, height, width) { (c, y, x) =>
          if (y >= top && y < top + size && x >= left && x < left + size) -2f else image(c, y, x)
        }
      }
    }
  }

  test("a rotation by quarters is exact, counterclockwise; by 0 it changes nothing") {
    for (channels <- Seq(1, 3); size <- Seq(4, 5)) {
      def turned(degrees: Double) = changed(channels, size, size, image)(_.rotate(degrees, 9f))
      assertSame(turned(0), channels, size, size)(image)
      assertSame(turned(90), channels, size, size)((c, y, x) => image(c, x, size - 1 - y))
      assertSame(turned(-90), channels, size, size)((c, y, x) => image(c, size - 1 - x, y))
      assertSame(turned(180), channels, size, size)((c, y, x) => image(c, size - 1 - y, size - 1 - x))
    }
  }

  test("any other rotation is the bilinear interpolation between four pixels, or what is around the image") {
    val (height, width, fill) = (6, 7, 4f)
    for (degrees <- Seq(17.0, -45.0, 133.0)) {
      val found = changed(2, height, width, image)(_.rotate(degrees, fill))
      val radians = math.toRadians(degrees)
      for (c <- 0 until 2; y <- 0 until height; x <- 0 until width) {
        val (right, down) = (x - (width - 1) / 2.0, y - (height - 1) / 2.0)
        val fromX = math.cos(radians) * right - math.sin(radians) * down + (width - 1) / 2.0
        val fromY = math.sin(radians) * right + math.cos(radians) * down + (height - 1) / 2.0
        val expected = (for {
          row <- math.floor(fromY).toInt to math.floor(fromY).toInt + 1
          column <- math.floor(fromX).toInt to math.floor(fromX).toInt + 1
        } yield {
          val inside = row >= 0 && row < height && column >= 0 && column < width
          val value = if (inside) image(c, row, column) else fill
          value * (1 - math.abs(fromY - row)) * (1 - math.abs(fromX - column))
        }).sum
        assert(math.abs(found(c, y, x) - expected) < 1e-3, s"$degrees at $c, $y, $x")
      }
    }
  }

  test("brightness, contrast and saturation are multiples of what they are distances of") {
    val (height, width) = (3, 4)
    assertSame(changed(3, height, width, image)(_.brighten(1.5f)), 3, height, width)((c, y, x) =>
      image(c, y, x) * 1.5f
    )
    val all = for (c <- 0 until 3; y <- 0 until height; x <- 0 until width) yield image(c, y, x).toDouble
    val mean = all.sum / all.size
    val contrast = changed(3, height, width, image)(_.contrast(0.5f))
    val saturated = changed(3, height, width, image)(_.saturate(0.5f))
    val grey = changed(3, height, width, image)(_.saturate(0f))
    for (c <- 0 until 3; y <- 0 until height; x <- 0 until width) {
      assert(math.abs(contrast(c, y, x) - (mean + 0.5 * (image(c, y, x) - mean))) < 1e-3)
      val pixel = (0 until 3).map(image(_, y, x)).sum / 3
      assert(math.abs(saturated(c, y, x) - (pixel + 0.5 * (image(c, y, x) - pixel))) < 1e-3)
      assert(grey(c, y, x) == grey(0, y, x))
    }
    assertSame(changed(3, height, width, image)(_.limit(10f, 200f)), 3, height, width)((c, y, x) =>
      math.max(10f, math.min(200f, image(c, y, x)))
    )
  }
}
