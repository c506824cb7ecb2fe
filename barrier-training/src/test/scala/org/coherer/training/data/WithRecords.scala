package org.coherer.training.data

import java.nio.{ByteBuffer, ByteOrder}
import java.util.Arrays.asList

/** Makes shards out of plain numbers. */
trait WithRecords {

  /** One row: its features, label and weight. */
  case class Record(features: Seq[Float], label: Float, weight: Float = 1f)

  def block(partition: Int, firstRow: Long, records: Record*): RecordBlock = {
    val width = records.headOption.map(_.features.size + 2).getOrElse(0)
    val bytes = ByteBuffer.allocate(records.size * width * 4).order(ByteOrder.LITTLE_ENDIAN)
    records.foreach { record =>
      record.features.foreach(value => bytes.putFloat(value))
      bytes.putFloat(record.label).putFloat(record.weight)
    }
    new RecordBlock(partition, firstRow, records.size, bytes.array())
  }

  def store(layout: RecordLayout, records: Seq[Record]): RecordStore =
    RecordStore.load(layout, asList(block(0, 0, records: _*)).iterator())
}
