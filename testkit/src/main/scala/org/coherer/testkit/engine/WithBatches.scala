package org.coherer.testkit.engine

import java.nio.{ByteBuffer, ByteOrder, FloatBuffer}
import java.util.Random

import org.coherer.training.engine.{Batch, Replica}

/** Seeded rows, as batches. */
trait WithBatches extends WithMirrors {

  /** Rows of one classification problem, each with a weight of 1. */
  def rows(count: Int, features: Int, classes: Int, seed: Long): Seq[Row] = {
    val random = new Random(seed)
    Seq.fill(count) {
      val values = Array.fill(features)(random.nextGaussian().toFloat)
      Row(values, oneHot(classes, random.nextInt(classes)), 1f)
    }
  }

  def oneHot(classes: Int, label: Int): Array[Float] =
    Array.tabulate(classes)(i => if (i == label) 1f else 0f)

  def batch(rows: Seq[Row]): Batch = batch(rows, rows.length)

  def batch(rows: Seq[Row], capacity: Int): Batch =
    refill(new Batch(capacity, rows.head.features.length, rows.head.target.length), rows)

  def refill(batch: Batch, rows: Seq[Row]): Batch = {
    rows.zipWithIndex.foreach { case (row, i) =>
      batch.features().put(i * batch.featureLength(), row.features)
      batch.targets().put(i * batch.targetLength(), row.target)
      batch.weights().put(i, row.weight)
    }
    batch.rows(rows.length)
    batch
  }

  def direct(floats: Int): FloatBuffer =
    ByteBuffer.allocateDirect(floats * 4).order(ByteOrder.nativeOrder()).asFloatBuffer()

  def predict(replica: Replica, batch: Batch): Array[Float] = {
    val outputs = direct(batch.rows() * batch.targetLength())
    replica.predict(batch.features(), batch.rows(), outputs)
    floats(outputs)
  }

  def floats(buffer: FloatBuffer): Array[Float] = {
    val copy = new Array[Float](buffer.capacity())
    buffer.get(0, copy)
    copy
  }
}

/** One row of a batch. */
case class Row(features: Array[Float], target: Array[Float], weight: Float) {
  def weighing(newWeight: Float): Row = copy(weight = newWeight)
}
