package org.coherer.datasource.image

import java.io.IOException
import java.util.{Arrays, Collections, List => JavaList}

import org.scalatest.funsuite.AnyFunSuite

class ImageDecoderSuite extends AnyFunSuite {

  private val decoder = new ImageDecoder(1L << 20, true)

  private def decode(name: String): Pixels = decoder.decode(Images.bytes(name))

  private def refused(data: Array[Byte], by: ImageDecoder = decoder): String =
    intercept[BadImageException](by.decode(data)).getMessage

  private def sides(lengths: Int*): JavaList[Integer] =
    Arrays.asList(lengths.map(length => Integer.valueOf(length)): _*)

  private val all: JavaList[Integer] = Collections.emptyList[Integer]()

  test("every kind of file has the pixels that Pillow decodes it to") {
    for (name <- Images.Jpegs ++ Images.Pngs ++ Images.Others)
      assert(Images.rgb(decode(name)) == Images.ppm(name), name)
  }

  test("colours of lossy WebP, which are stored in half the size, are not interpolated") {
    for (name <- Images.LossyWebps) {
      val (height, width, values) = Images.rgb(decode(name))
      val (expectedHeight, expectedWidth, expected) = Images.ppm(name)
      assert(height == expectedHeight && width == expectedWidth)
      val differences = values.zip(expected).map { case (one, other) => math.abs(one - other) }
      assert(differences.max <= 20 && differences.sum < 4.0 * values.size, name)
    }
  }

  test("channels are those of the file") {
    assert(Seq("grey.jpg", "grey.png", "grey-16.png", "grey.tiff").forall(decode(_).channels == 1))
    assert(
      Seq("baseline.jpg", "cmyk.jpg", "palette.png", "rgb.bmp", "cmyk.tiff").forall(decode(_).channels == 3)
    )
    val translucent = Seq("alpha.png", "grey-alpha.png", "palette-alpha.png", "alpha.webp", "multiplied.tiff")
    assert(translucent.forall(decode(_).channels == 4))
    val alpha = decode("alpha.png").data.toSeq.map(_ & 0xff).grouped(4).map(_.last).toList
    assert(alpha == decode("grey.png").data.toSeq.map(_ & 0xff))
  }

  test("what the first frame does not cover is transparent if that can be") {
    val Seq(gif, webp) = Seq("frame-transparent.gif", "frame-alpha.webp").map(decode)
    assert(gif.channels == 4 && gif.data.toSeq.drop(3).head == 0 && gif.height == 25 && gif.width == 30)
    assert(webp.channels == 4 && webp.data.toSeq.take(4) == Seq(0, 0, 0, 0) && webp.height == 26)
    assert(decode("frame.gif").channels == 3)
  }

  test("an image is turned only if it is to be") {
    val lying = new ImageDecoder(1L << 20, false).decode(Images.bytes("orientation-6.jpg"))
    assert(Images.rgb(lying) == Images.ppm("baseline.jpg"))
    assert(decode("orientation-6.jpg").height == lying.width)
  }

  test("a JPEG is whole without the marker of its end, which Pillow wants, and not with less") {
    assert(Images.rgb(decode("no-end.jpg")) == Images.ppm("baseline.jpg"))
    assert(refused(Images.bytes("truncated.jpg")).contains("premature end of data segment (must be whole)"))
    assert(refused(Images.bytes("broken-header.jpg")).startsWith("the jpeg of 40 bytes cannot be decoded: "))
  }

  test("damage of a JPEG is seen, whatever libjpeg warns of before its data") {
    for (name <- Seq("junk.jpg", "version-2.jpg", "adobe-3.jpg")) {
      val whole = Images.bytes(name)
      val cut = refused(whole.take(whole.length * 7 / 8))
      assert(cut.contains("premature end of data segment (must be whole)"), name)
    }
  }

  test("bytes left over before the end of a JPEG, which Pillow ignores, harm no pixel") {
    val whole = Images.bytes("baseline.jpg")
    val left = whole.dropRight(2) ++ Array[Byte](1, 2, 3, 4, 5, 6) ++ whole.takeRight(2)
    assert(Images.rgb(new ImageDecoder(1L << 20, true).decode(left)) == Images.ppm("baseline.jpg"))
  }

  test("what is no image, damaged or too large") {
    val unknown = " bytes are no image (must start as a JPEG, PNG, WebP, TIFF, BMP or GIF file does)"
    assert(refused(Images.bytes("text.jpg")) == "9" + unknown)
    assert(refused(Images.bytes("empty.png")) == "0" + unknown)
    assert(refused(Images.bytes("truncated.png")).startsWith("the png of 93 bytes cannot be decoded: "))
    val early = s"the webp ends early, after ${Images.bytes("lossy.webp").length - 1} bytes of "
    assert(refused(Images.bytes("lossy.webp").dropRight(1)).startsWith(early))
    val lab = "the image has 3 channels of the colour space 1 (must be grey, RGB or CMYK"
    assert(refused(Images.bytes("lab.tiff")).startsWith(lab))
    val inks = "the tiff has CMYK with the compression 7, JPEG (must be RGB, or compressed otherwise)"
    assert(refused(Images.bytes("cmyk-jpeg.tiff")) == inks)
    val most = "an image of 60000 x 60000 pixels (must have 1 to 1048576 in all: raise maxPixels)"
    assert(refused(Images.bytes("huge.png")) == most && refused(Images.bytes("frame-huge.gif")) == most)
    for (name <- Seq("baseline.jpg", "lossy.webp", "lzw.tiff", "rgb.bmp", "palette.gif"))
      assert(
        refused(Images.bytes(name), new ImageDecoder(390, true)) ==
          "an image of 17 x 23 pixels (must have 1 to 390 in all: raise maxPixels)",
        name
      )
  }

  test("a WebP whose frame is larger than it says, or lossy and large, or of several") {
    val lossy = Array(0, 0, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xfe, 0x3f).map(_.toByte)
    val large =
      "a lossy webp of 16382 x 16383 pixels (must have at most 262144, a quarter of maxPixels: raise maxPixels)"
    assert(refused(Images.webp("VP8 " -> lossy)) == large)
    val animated =
      Images.webp("ANMF" -> (new Array[Byte](16) ++ Images.webp("VP8 " -> lossy).drop(30).take(18)))
    assert(refused(animated) == large)
    val lossless = Array(0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0).map(_.toByte)
    assert(refused(Images.webp("VP8L" -> lossless)).startsWith("a lossless webp of 16384 x 16384 pixels"))
    val small = Images.bytes("lossy.webp")
    assert(refused(small, new ImageDecoder(1560, true)).startsWith("a lossy webp of 17 x 23 pixels"))
    assert(new ImageDecoder(1564, true).decode(small).width == 23)
    val frame = small.slice(20, 40)
    val twice = refused(Images.webp("VP8 " -> frame, "VP8 " -> frame))
    assert(twice == "the webp has several images in one (must have one)")
  }

  test("a TIFF whose tiles or JPEGs are larger than it says, or of many channels") {
    val pixel = Seq(256 -> 1, 257 -> 1, 258 -> 8, 259 -> 1, 262 -> 1, 277 -> 1)
    val tiles = Seq(322 -> 40000, 323 -> 40000, 324 -> 100, 325 -> 8)
    assert(
      refused(Images.tiff(pixel ++ tiles: _*)) ==
        "the tiff has tiles of 40000 x 40000 pixels (must have 1 to 1048576 in all: raise maxPixels)"
    )
    assert(Images.rgb(decoder.decode(Images.tiff(pixel ++ Seq(273 -> 100, 279 -> 8): _*)))._3.size == 3)
    val many = Seq(256 -> 1000, 257 -> 1000, 258 -> 8, 259 -> 1, 262 -> 1, 277 -> 1000)
    val channels = refused(Images.tiff(many ++ Seq(273 -> 100, 279 -> 8): _*))
    assert(channels == "the tiff has 1000 channels (must have at most 4)")
    val inside = Images.tiff(pixel ++ Seq(273 -> 100, 279 -> 8): _*)
    for (
      (marker, said) <- Seq(0xc0 -> "a baseline jpeg of 65535 x 65280", 0xc2 -> "a progressive jpeg of 65535")
    ) {
      val sizes = Array(0xff, marker, 0, 11, 8, 0xff, 0xff, 0xff, 0, 1, 1, 0x11, 0).map(_.toByte)
      assert(refused(inside ++ sizes).startsWith(s"the tiff has $said"))
    }
  }

  test("a BMP with another file inside") {
    for ((compression, kind) <- Seq(4 -> "jpeg", 5 -> "png")) {
      val file = Images.bytes("rgb.bmp").updated(30, compression.toByte)
      assert(refused(file) == s"the bmp has a $kind inside (must have pixels: store that file itself)")
    }
  }

  test("a JPEG of very many scans, each of which would go over all of it") {
    val whole = Images.bytes("progressive.jpg")
    val last = whole.toSeq.lastIndexOfSlice(Seq(0xff, 0xda).map(_.toByte))
    val scan = whole.slice(last, whole.length - 2)
    def of(more: Int): Array[Byte] =
      whole.take(last) ++ Seq.fill(more)(scan.toSeq).flatten ++ whole.takeRight(2)
    val before = whole.take(last).toSeq.sliding(2).count(_ == Seq(0xff, 0xda).map(_.toByte))
    assert(Images.rgb(decoder.decode(of(100 - before)))._2 == 23)
    assert(
      refused(of(101 - before)) == "the jpeg has more than 100 scans (must have at most that: save it again)"
    )
  }

  test("an image that this JVM lacks the memory for is sound") {
    val trusting = new ImageDecoder(Int.MaxValue, true)
    val error = intercept[IOException](trusting.decode(Images.png(23000, 23000, 16, 6)))
    assert(!error.isInstanceOf[BadImageException])
    assert(error.getMessage.contains(" bytes (raise its memory, or lower maxPixels)"))
  }

  test("resizing gives the pixels of Pillow's, smaller and larger") {
    for ((width, height) <- Seq((9, 7), (40, 31), (23, 8))) {
      val resized = new Framing(sides(height, width), all, 10000).apply(decode("rgb.png"))
      assert(Images.rgb(resized) == Images.ppm(s"rgb.png.resized-${width}x$height"))
    }
  }

  test("what is transparent adds nothing to colours that are resized, as with Pillow") {
    for ((width, height) <- Seq((9, 7), (40, 31), (23, 8))) {
      val resized = new Framing(sides(height, width), all, 10000).apply(decode("alpha.png"))
      val name = s"alpha.png.resized-${width}x$height"
      assert(resized.channels == 4 && Images.rgb(resized) == Images.ppm(s"$name.rgb"), name)
      val opacity = resized.data.toSeq.grouped(4).map(_.last & 0xff).toSeq
      assert(opacity == Images.ppm(s"$name.a")._3.grouped(3).map(_.head).toSeq, name)
    }
    val whole = decode("alpha.png").data.toSeq.grouped(23 * 4).toSeq
    val cut = new Framing(all, sides(5, 7), 10000).apply(decode("alpha.png")).data.toSeq
    assert(cut == whole.slice(6, 11).flatMap(_.slice(8 * 4, 15 * 4)))
  }

  test("the shorter side, the centre, and both at once") {
    val image = decode("rgb.png") // 17 rows of 23 pixels
    def size(resize: JavaList[Integer], crop: JavaList[Integer]): (Int, Int) = {
      val framed = new Framing(resize, crop, 10000).apply(image)
      (framed.height, framed.width)
    }
    assert(size(all, all) == ((17, 23)) && size(sides(8), all) == ((8, 10)))
    assert(size(sides(34), sides(20)) == ((20, 20)) && size(all, sides(5, 7)) == ((5, 7)))
    val (_, _, pixels) = Images.rgb(image)
    val (_, _, cut) = Images.rgb(new Framing(all, sides(5, 7), 10000).apply(image))
    val rows = pixels.grouped(23 * 3).toSeq.slice(6, 11).map(_.slice(8 * 3, 15 * 3))
    assert(cut == rows.flatten)
    val (_, _, whole) = Images.rgb(new Framing(sides(40, 31), all, 10000).apply(image))
    val (_, _, centre) = Images.rgb(new Framing(sides(40, 31), sides(10, 11), 10000).apply(image))
    assert(centre == whole.grouped(31 * 3).toSeq.slice(15, 25).flatMap(_.slice(10 * 3, 21 * 3)))
  }

  test("an image that is too small for a crop, or that would become too large") {
    val image = decode("rgb.png")
    val small = intercept[BadImageException](new Framing(all, sides(18), 10000).apply(image)).getMessage
    val crop = "is smaller than the crop of 18 x 18 (must be at least that: set resize)"
    assert(small == s"an image of 17 x 23 pixels $crop")
    val large = intercept[BadImageException](new Framing(sides(100), all, 10000).apply(image)).getMessage
    assert(large.contains("would be resized to 100 x 135 (must have at most 10000: lower resize"))
  }

  test("an image of a side that is very long is resized with few rows in memory, or refused") {
    val stripe = new Pixels(10000000, 1, 3, new Array[Byte](30000000))
    val refused = intercept[BadImageException](new Framing(sides(224, 224), all, 67108864).apply(stripe))
    val way = "an image of 10000000 x 1 pixels becomes one of 224 x 224 by way of 2240000000"
    assert(refused.getMessage == s"$way (must be at most 67108864: resize in proportion, or raise maxPixels)")
    val lying = new Pixels(1, 10000000, 1, new Array[Byte](10000000))
    assert(intercept[BadImageException](new Framing(sides(224, 224), all, 67108864).apply(lying)) != null)
    val grey = new Framing(sides(1, 6), all, 67108864).apply(stripe)
    assert((grey.height, grey.width) == ((1, 6)))
    val values = Array.tabulate(300 * 4 * 3)(i => (i * 31 % 251).toByte)
    val tall = new Pixels(300, 4, 3, values)
    val whole = new Framing(sides(2, 16384), all, 67108864).apply(tall)
    val centre = new Framing(sides(2, 16384), sides(2, 10), 67108864).apply(tall)
    val rows = whole.data.toSeq.grouped(16384 * 3).map(_.slice(8187 * 3, 8197 * 3)).toSeq
    assert(centre.data.toSeq == rows.flatten)
  }

  test("grey is the luminance that Pillow has, and blue comes first if it is to") {
    val image = new Pixels(1, 2, 3, Array(10, 200, 30, 255, 0, 128).map(_.toByte))
    assert(ChannelOrder.GREY.of(ChannelOrder.GREY.reduce(image)).toSeq.map(_ & 0xff) == Seq(124, 91))
    assert(ChannelOrder.BGR.of(image).toSeq.map(_ & 0xff) == Seq(30, 200, 10, 128, 0, 255))
    val grey = new Pixels(1, 2, 1, Array[Byte](1, 2))
    assert(ChannelOrder.RGB.of(ChannelOrder.RGB.reduce(grey)).toSeq == Seq(1, 1, 1, 2, 2, 2))
    assert(ChannelOrder.BGR.of(grey).toSeq == Seq(1, 1, 1, 2, 2, 2))
  }
}
