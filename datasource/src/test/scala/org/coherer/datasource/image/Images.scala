package org.coherer.datasource.image

import java.nio.{ByteBuffer, ByteOrder}
import java.util.Random
import java.util.zip.CRC32

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

  /** A PNG without pixels. */
  def png(height: Int, width: Int, depth: Int, colour: Int): Array[Byte] = {
    val header = ByteBuffer.allocate(17).put("IHDR".getBytes("ISO-8859-1")).putInt(width).putInt(height)
    header.put(depth.toByte).put(colour.toByte).put(Array[Byte](0, 0, 0))
    val data = ByteBuffer.allocate(12).put("IDAT".getBytes("ISO-8859-1")).put(new Array[Byte](8))
    val file = ByteBuffer.allocate(8 + 8 + header.capacity + 8 + data.capacity)
    file.put(bytes("rgb.png").take(8))
    for (chunk <- Seq(header, data)) {
      val sum = new CRC32
      sum.update(chunk.array)
      file.putInt(chunk.capacity - 4).put(chunk.array).putInt(sum.getValue.toInt)
    }
    file.array
  }

  /** A TIFF of one directory, of numbers of 16 bits, and of offsets. */
  def tiff(fields: (Int, Int)*): Array[Byte] = {
    val file = ByteBuffer.allocate(8 + 2 + 12 * fields.size + 4 + 64)
    file.put("MM".getBytes("ISO-8859-1")).putShort(42).putInt(8).putShort(fields.size.toShort)
    for ((tag, value) <- fields) {
      val isOffset = tag == 273 || tag == 324
      val kind = if (isOffset) 4 else 3
      file.putShort(tag.toShort).putShort(kind.toShort).putInt(1).putInt(if (isOffset) value else value << 16)
    }
    file.array
  }

  /** A WebP of an extended header that says 10 x 10, and of these chunks. */
  def webp(chunks: (String, Array[Byte])*): Array[Byte] = {
    val header = Array[Byte](0, 0, 0, 0, 9, 0, 0, 9, 0, 0)
    val file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN)
    file.put("RIFF".getBytes("ISO-8859-1")).putInt(992).put("WEBP".getBytes("ISO-8859-1"))
    for ((kind, data) <- ("VP8X" -> header) +: chunks)
      file.put(kind.getBytes("ISO-8859-1")).putInt(data.length).put(data)
    file.array
  }

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
