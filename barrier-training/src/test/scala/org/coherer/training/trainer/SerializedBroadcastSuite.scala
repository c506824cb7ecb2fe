package org.coherer.training.trainer

import java.util.Random

import org.apache.spark.SparkConf
import org.apache.spark.api.java.JavaSparkContext
import org.coherer.training.loop.OptimizerPosition
import org.coherer.training.vector.{FlatVector, PackedVector}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite

/** What travels as bytes, where Spark's serializer of data takes no class of ours. */
class SerializedBroadcastSuite extends AnyFunSuite with BeforeAndAfterAll {

  private lazy val spark = new JavaSparkContext(
    new SparkConf()
      .setMaster("local[2]")
      .setAppName("broadcast")
      .set("spark.ui.enabled", "false")
      .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
      .set("spark.kryo.registrationRequired", "true")
  )

  override protected def afterAll(): Unit = spark.stop()

  test("a record comes back as it was, and once for all who ask in this JVM") {
    val position = new OptimizerPosition(3, 1)
    val broadcast = SerializedBroadcast.of(position, spark)
    assert(broadcast.value() == position && (broadcast.value() eq broadcast.value()))
    val seen = spark.parallelize(java.util.List.of(Int.box(1), Int.box(2)), 2)
    val steps = seen.map(_ => broadcast.value().steps()).collect()
    assert(steps == java.util.List.of(3L, 3L))
    broadcast.close()
    assert(JavaBytes.read(JavaBytes.of(position), classOf[OptimizerPosition]) == position)
  }

  test("a value that is longer than one piece comes back with all its bits") {
    val random = new Random(1)
    val floats = Array.fill((70 << 20) / 4)(random.nextFloat())
    val broadcast = SerializedBroadcast.of(new PackedVector(FlatVector.of(floats: _*)), spark)
    assert(java.util.Arrays.equals(broadcast.value().unpack().toArray, floats))
    broadcast.close()
  }
}
