package org.coherer.training.embedding

import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

/** Where ids go, and what the ids of strings are. */
class IdsSuite extends AnyFunSuite {

  test("XXH64 has the published values") {
    def hash(text: String) = java.lang.Long.toHexString(Xxh64.hash(text.getBytes(UTF_8), 0))
    assert(hash("") == "ef46db3751d8e999")
    assert(hash("a") == "d24ec4f1a98c6e5b")
    assert(hash("abc") == "44bc2cf5ad770999")
    assert(hash("Nobody inspects the spammish repetition") == "fbcea83c8a378bf1")
  }

  test("XXH64 has the values of its own sanity check, for all lengths of the rest") {
    val prime32 = 2654435761L
    val prime64 = 0x9e3779b185ebca8dL
    var state = prime32
    val bytes = Array.fill(222) {
      val next = (state >>> 56).toByte
      state *= prime64
      next
    }
    val expected = Seq(
      (0, 0L, 0xef46db3751d8e999L),
      (0, prime32, 0xac75fda2929b17efL),
      (1, 0L, 0xe934a84adb052768L),
      (1, prime32, 0x5014607643a9b4c3L),
      (4, 0L, 0x9136a0dca57457eeL),
      (14, 0L, 0x8282dcc4994e35c8L),
      (14, prime32, 0xc3bd6bf63deb6df0L),
      (222, 0L, 0xb641ae8cb691c174L),
      (222, prime32, 0x20cb8ab7ae10c14aL)
    )
    for ((length, seed, hash) <- expected) assert(Xxh64.hash(bytes.take(length), seed) == hash, length)
  }

  test("ids of strings are those of Spark SQL's xxhash64, without the sign") {
    // SELECT xxhash64('Spark') is -4294468057691064905.
    assert(StringIds.idOf("Spark") == (-4294468057691064905L & Long.MaxValue))
    val ids = (0 until 100000).map(i => StringIds.idOf(s"user-$i"))
    assert(ids.forall(_ >= 0) && ids.distinct.size == ids.size)
    assert(StringIds.idOf("größe") != StringIds.idOf("grösse"))
    assert(StringIds.idOf("größe".getBytes("UTF-8")) == StringIds.idOf("größe"))
  }

  private def assertEven(ids: Seq[Long], shards: Int): Unit = {
    val partition = new IdPartition(shards)
    val counts = new Array[Int](shards)
    ids.foreach(id => counts(partition.shardOf(id)) += 1)
    val mean = ids.size.toDouble / shards
    val chiSquare = counts.map(count => (count - mean) * (count - mean) / mean).sum
    // Mean shards - 1, standard deviation sqrt(2 (shards - 1)).
    assert(chiSquare < shards - 1 + 5 * math.sqrt(2.0 * shards), s"$shards shards")
  }

  test("every kind of ids is spread evenly over any number of shards") {
    val random = new Random(1)
    val kinds = Seq(
      (0L until 30000L),
      (0L until 30000L).map(_ << 32),
      (0L until 30000L).map(_ * 1000003),
      Seq.fill(30000)(random.nextLong() & Long.MaxValue)
    )
    for (ids <- kinds; shards <- Seq(1, 2, 3, 7, 64, 1000)) assertEven(ids, shards)
  }

  test("the shard of an id is the one of the formula") {
    for (id <- Seq(0L, 1L, 42L, Long.MaxValue, -1L); shards <- Seq(1, 3, 65536)) {
      val hash = BigInt(Mixing.splitMix(id + Mixing.GOLDEN) >>> 32)
      assert(new IdPartition(shards).shardOf(id) == (hash * shards >> 32).toInt)
    }
  }
}
