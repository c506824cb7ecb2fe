package org.coherer.testkit

import java.nio.{ByteBuffer, ByteOrder}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

/** A reader of TensorBoard's event files for tests, written from the formats' descriptions: TFRecord frames
  * with checksums computed bit by bit, and messages of protocol buffers without their classes.
  */
object EventRecords {

  /** A message: the values of each field in their order, whole numbers as Long, 8 and 4 bytes as Double and
    * Float, all else as bytes.
    */
  final case class Decoded(fields: Map[Int, Seq[Any]]) {
    def has(field: Int): Boolean = fields.contains(field)
    def number(field: Int): Long = all(field).headOption.fold(0L)(_.asInstanceOf[Long])
    def real(field: Int): Double = all(field).head.asInstanceOf[Double]
    def single(field: Int): Float = all(field).head.asInstanceOf[Float]
    def reals(field: Int): Seq[Double] =
      bytes(field).grouped(8).map(ByteBuffer.wrap(_).order(ByteOrder.LITTLE_ENDIAN).getDouble).toSeq
    def bytes(field: Int): Array[Byte] = all(field).head.asInstanceOf[Array[Byte]]
    def text(field: Int): String = new String(bytes(field), UTF_8)
    def message(field: Int): Decoded = parse(bytes(field))
    def messages(field: Int): Seq[Decoded] = all(field).map(each => parse(each.asInstanceOf[Array[Byte]]))
    def texts(field: Int): Seq[String] =
      all(field).map(each => new String(each.asInstanceOf[Array[Byte]], UTF_8))
    private def all(field: Int): Seq[Any] = fields.getOrElse(field, Nil)
  }

  /** One event of a file. */
  final case class Event(message: Decoded) {
    def seconds: Double = message.real(1)
    def step: Long = message.number(2)
    def version: Option[String] = if (message.has(3)) Some(message.text(3)) else None
    def graph: Option[Decoded] = if (message.has(4)) Some(message.message(4)) else None
    def isRestart: Boolean = message.has(7) && message.message(7).number(1) == 1

    private def values = if (message.has(5)) message.message(5).messages(1) else Nil

    def scalars: Map[String, Float] =
      values.filter(_.has(2)).map(each => each.text(1) -> each.single(2)).toMap

    /** Histograms by tag. */
    def histograms: Map[String, Decoded] =
      values.filter(_.has(5)).map(each => each.text(1) -> each.message(5)).toMap

    /** Texts by tag. */
    def texts: Map[String, String] =
      values.filter(plugin(_) == "text").map(each => each.text(1) -> each.message(8).text(8)).toMap

    /** What is meant for the page HParams, by tag. */
    def hparams: Map[String, Decoded] = values
      .filter(plugin(_) == "hparams")
      .map(each => each.text(1) -> each.message(9).message(1).message(2))
      .toMap

    private def plugin(value: Decoded) = if (value.has(9)) value.message(9).message(1).text(1) else ""
  }

  /** The Params and their values as an event for the page HParams has them. */
  def params(start: Decoded): Map[String, Any] = start
    .message(3)
    .messages(1)
    .map { entry =>
      val value = entry.message(2)
      entry.text(1) -> (if (value.has(2)) value.real(2)
                        else if (value.has(3)) value.text(3)
                        else value.number(4) == 1)
    }
    .toMap

  /** The events of a folder's files, in the order of their names. */
  def read(folder: Path): Seq[Event] = files(folder).flatMap(readFile)

  /** The event files of a folder, in the order of their names. */
  def files(folder: Path): Seq[Path] =
    Option(folder.toFile.listFiles).toSeq.flatten.map(_.toPath).filter(_.toString.contains("tfevents")).sorted

  /** The events of a file. */
  def readFile(file: Path): Seq[Event] =
    records(Files.readAllBytes(file)).map(record => Event(parse(record)))

  /** The records of a file; checks every checksum, and that the last record is whole. */
  def records(file: Array[Byte]): Seq[Array[Byte]] = {
    val buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)
    val found = Seq.newBuilder[Array[Byte]]
    while (buffer.hasRemaining) {
      val head = new Array[Byte](8)
      buffer.get(head)
      require(buffer.getInt == masked(head), "the checksum of a length")
      val record = new Array[Byte](ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong.toInt)
      buffer.get(record)
      require(buffer.getInt == masked(record), "the checksum of a record")
      found += record
    }
    found.result()
  }

  private def masked(bytes: Array[Byte]): Int = {
    val crc = checksum(bytes)
    ((crc >>> 15) | (crc << 17)) + 0xa282ead8
  }

  /** CRC-32C: the polynomial 0x1EDC6F41, reflected. */
  def checksum(bytes: Array[Byte]): Int = {
    var crc = -1
    bytes.foreach { each =>
      crc ^= each & 0xff
      (1 to 8).foreach(_ => crc = if ((crc & 1) != 0) (crc >>> 1) ^ 0x82f63b78 else crc >>> 1)
    }
    ~crc
  }

  /** Takes a message apart. */
  def parse(bytes: Array[Byte]): Decoded = {
    val buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    var fields = Map.empty[Int, Seq[Any]]
    while (buffer.hasRemaining) {
      val tag = varint(buffer).toInt
      val value: Any = tag & 7 match {
        case 0 => varint(buffer)
        case 1 => buffer.getDouble
        case 2 =>
          val content = new Array[Byte](varint(buffer).toInt)
          buffer.get(content)
          content
        case 5 => buffer.getFloat
      }
      fields += (tag >>> 3) -> (fields.getOrElse(tag >>> 3, Nil) :+ value)
    }
    Decoded(fields)
  }

  private def varint(buffer: ByteBuffer): Long = {
    var value = 0L
    var shift = 0
    var more = true
    while (more) {
      val next = buffer.get
      value |= (next & 0x7fL) << shift
      shift += 7
      more = next < 0
    }
    value
  }
}
