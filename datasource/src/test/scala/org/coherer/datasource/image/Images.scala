package org.coherer.datasource.image

import java.util.Random

import org.coherer.datasource.Resources
import org.coherer.testkit.hostile.{Damage, HostileReader}

/** Images that Pillow made, and the pixels that it decodes them to. */
object Images {

  val Jpegs: Seq[String] = Seq(
    "baseline",
    "progressive",
    "full-chroma",
    "half-chroma",
    "rgb",
    "restart",
    "grey",
    "cmyk",
    "ycck",
    "one-row",
    "one-column",
    "no-jfif",
    "more-behind",
    "junk",
    "version-2",
    "adobe-3"
  ).map(_ + ".jpg") ++ (2 to 8).map(orientation => s"orientation-$orientation.jpg")

  val Pngs: Seq[String] = Seq(
    "rgb",
    "grey",
    "palette",
    "bits",
    "alpha",
    "grey-alpha",
    "palette-alpha",
    "orientation-6",
    "rgb-16",
    "grey-16"
  ).map(_ + ".png")

  val Others: Seq[String] = Seq(
    "lossless.webp",
    "orientation-8.webp",
    "profile.webp",
    "lzw.tiff",
    "deflate.tiff",
    "grey.tiff",
    "orientation-3.tiff",
    "cmyk.tiff",
    "alpha.tiff",
    "multiplied.tiff",
    "rgb.bmp",
    "palette.bmp",
    "bits.bmp",
    "palette.gif",
    "frame.gif",
    "frame-transparent.gif",
    "frame-beyond.gif",
    "frame.webp",
    "frame-alpha.webp"
  )

  val LossyWebps: Seq[String] = Seq("lossy.webp", "alpha.webp")

  def bytes(name: String): Array[Byte] = Resources.bytes(s"imagefolder/$name")

  /** Height, width and the values of a PPM file. */
  def ppm(name: String): (Int, Int, Seq[Int]) = {
    val file = bytes(s"$name.ppm")
    val header = new String(file, 0, math.min(file.length, 32), "ISO-8859-1").split("\\s", 5).take(4)
    val start = header.map(_.length + 1).sum
    (header(2).toInt, header(1).toInt, file.drop(start).toSeq.map(_ & 0xff))
  }

  def rgb(image: Pixels): (Int, Int, Seq[Int]) = {
    val values = ChannelOrder.RGB.of(ChannelOrder.RGB.reduce(image))
    (image.height, image.width, values.toSeq.map(_ & 0xff))
  }
}

/** The decoder, in the JVM of a HostileRun. */
class Images extends HostileReader {

  private val decoder = new ImageDecoder(1L << 22, true)
  private val samples = (Images.Jpegs ++ Images.Pngs ++ Images.Others ++ Images.LossyWebps).map(Images.bytes)

  override def prepare(): Unit = samples.foreach(file => read(file))

  override def file(random: Random): Array[Byte] = Damage.of(samples(random.nextInt(samples.size)), random)

  override def read(file: Array[Byte]): Unit = decoder.decode(file): Unit

  override def isTyped(error: Throwable): Boolean = error.isInstanceOf[BadImageException]
}
