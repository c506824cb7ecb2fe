package org.coherer.training.checkpoint.format

import java.io.IOException
import java.nio.{ByteBuffer, ByteOrder}
import java.time.Instant
import java.util.{Arrays, Collections, List => JList, Optional}

import org.coherer.testkit.WithTempDir
import org.coherer.training.checkpoint.storage.{CheckpointFiles, DurableOutput}
import org.coherer.training.vector.{Chunk, FlatVector}
import org.scalatest.funsuite.AnyFunSuite

class FormatSuite extends AnyFunSuite with WithTempDir {

  private val id = new CheckpointId(new CheckpointPosition(3, 120), 0xfedcba9876543210L, 2)

  private def optional(found: Optional[CheckpointId]): Option[CheckpointId] =
    if (found.isPresent) Some(found.get) else None

  test("names say position, run, attempt and rank, and are read back") {
    assert(id.name == "checkpoint-000003-0000000120-fedcba9876543210-2")
    assert(id.manifest == id.name + ".manifest")
    assert(id.slice(7, 12) == id.name + ".slice-00007-of-00012")
    val far = new CheckpointId(new CheckpointPosition(Int.MaxValue, Long.MaxValue), -1, Int.MaxValue)
    for (one <- Seq(id, far); name <- Seq(one.manifest, one.slice(0, 1), one.slice(123456, 200000)))
      assert(optional(CheckpointId.ofFile(name)).contains(one), name)
  }

  test("names of other files belong to no checkpoint") {
    Seq(
      "",
      id.name,
      id.name + ".manifest.old",
      "." + id.manifest,
      "." + id.manifest + ".crc",
      id.name + ".slice-7-of-12",
      id.manifest.toUpperCase,
      id.manifest.replace("000003", "0000003"),
      id.manifest.replace("000003", "9999999999"),
      id.manifest.replace("0000000120", "9999999999999999999"),
      "part-00000"
    ).foreach(name => assert(optional(CheckpointId.ofFile(name)).isEmpty, name))
  }

  test("names of files sort like positions below a million epochs") {
    val ids =
      for (epochs <- Seq(0, 9, 10, 123); steps <- Seq(0L, 9L, 10L, 12345L))
        yield new CheckpointId(new CheckpointPosition(epochs, steps), 1, 0)
    assert(ids.sortBy(_.name) == ids && ids.sortBy(_.position) == ids)
  }

  test("fingerprints differ in what any component is called or says") {
    def of(components: (String, String)*) = {
      val map = new java.util.HashMap[String, String]()
      components.foreach { case (name, value) => map.put(name, value) }
      Fingerprint.of(map)
    }
    val all = Seq(of(), of("a" -> "bc"), of("ab" -> "c"), of("a" -> "b", "c" -> ""), of("a" -> "b"))
    assert(all.map(_.toString).distinct.size == all.size)
    assert(of("b" -> "1", "a" -> "2").toString == of("a" -> "2", "b" -> "1").toString)
    assert(of("a" -> "1").differences(of("a" -> "1")).isEmpty)
  }

  private def slice(rank: Int, ranges: VectorRange*) =
    new SliceSummary(rank, 100, 7, Arrays.asList(ranges: _*))

  private def refused(vectors: JList[StateVector], slices: SliceSummary*): String =
    intercept[IllegalArgumentException](Coverage.check(vectors, Arrays.asList(slices: _*))).getMessage

  test("slices have every element of every vector exactly once") {
    val vectors = Arrays.asList(new StateVector("a", 10), new StateVector("b", 0))
    def range(offset: Long, length: Long) = VectorRange.of("a", offset, length)
    Coverage.check(vectors, Arrays.asList(slice(0, range(5, 5), range(0, 2)), slice(1, range(2, 3))))
    Coverage.check(vectors, Arrays.asList(slice(0, range(0, 10)), slice(1, range(3, 0))))
    assert(refused(vectors, slice(0, range(0, 4)), slice(1, range(5, 5))).contains("element 4 of vector 'a'"))
    assert(refused(vectors, slice(0, range(0, 9))).contains("element 9 of vector 'a' of 10"))
    assert(refused(vectors, slice(0, range(0, 11))).contains("one has 11 elements at 0 of vector 'a'"))
    assert(refused(vectors, slice(0, range(0, 6), range(5, 5))).contains("two have element 5"))
    assert(refused(vectors, slice(0, range(0, 10), range(0, 3))).contains("two have element 0"))
    assert(refused(vectors, slice(0, VectorRange.of("c", 0, 1))).contains("unknown vector 'c'"))
    val huge = range(10, Long.MaxValue)
    assert(
      refused(vectors, slice(0, range(0, 10), huge)).contains(s"one has ${Long.MaxValue} elements at 10")
    )
  }

  test("a report travels as bytes, with or without the state") {
    val state = new CheckpointState(Collections.singletonList(new StateVector("a", 10)), Array(1, 2), true)
    val ranges = slice(1, VectorRange.of("a", 3, 4))
    val plain = new SliceReport(id, ranges, Optional.empty())
    assert(SliceReport.decode(plain.encode) == plain)
    val bytes = new SliceReport(id, ranges, Optional.of(state)).encode
    val read = SliceReport.decode(bytes)
    assert(read.id == id && read.slice == ranges && read.state.get.vectors == state.vectors)
    assert(read.state.get.loop.toSeq == Seq(1, 2) && read.state.get.best)
    for (length <- 0 until bytes.length)
      intercept[IOException](SliceReport.decode(bytes.take(length)))
    intercept[IOException](SliceReport.decode(bytes :+ 0.toByte))
  }

  private final class Kept extends DurableOutput {
    var bytes: Array[Byte] = Array()
    override def write(buffers: ByteBuffer*): Unit = buffers.foreach { buffer =>
      val part = new Array[Byte](buffer.remaining)
      buffer.get(part)
      bytes ++= part
    }
    override def commit(): Unit = ()
    override def close(): Unit = ()
  }

  private val nobody = Fingerprint.of(Collections.emptyMap[String, String]())

  private def header(ranges: VectorRange*) =
    new SliceHeader(id, nobody.digest(), 0, 1, 5, 16, Arrays.asList(ranges: _*))

  test("floats are little-endian in files, whatever order memory has") {
    val values = FlatVector.allocate(5)
    (0 until 5).foreach(i => values.setBits(i, 0x01020304 * (i + 1)))
    val swapped = FlatVector.allocate(5)
    (0 until 5).foreach(i => swapped.setBits(i, Integer.reverseBytes(values.getBits(i))))
    val little = new Kept
    new SliceWriter(little, ByteOrder.LITTLE_ENDIAN)
      .write(header(VectorRange.of("a", 0, 5)), Collections.singletonList(values))
    val big = new Kept
    val summary = new SliceWriter(big, ByteOrder.BIG_ENDIAN)
      .write(header(VectorRange.of("a", 0, 5)), Collections.singletonList(swapped))
    assert(little.bytes.toSeq == big.bytes.toSeq && summary.bytes == big.bytes.length)
    val blocks = little.bytes.takeRight(20 + 2 * 4)
    assert(blocks.take(4).toSeq == Seq[Byte](4, 3, 2, 1))
    readBack(summary, big.bytes, swapped, ByteOrder.BIG_ENDIAN)
    readBack(summary, little.bytes, values, ByteOrder.LITTLE_ENDIAN)
  }

  private def readBack(slice: SliceSummary, file: Array[Byte], expected: FlatVector, order: ByteOrder): Unit =
    withTempDir { folder =>
      java.nio.file.Files.write(folder.resolve(id.slice(0, 1)), file)
      val files = new CheckpointFiles(
        org.apache.hadoop.fs.FileSystem.getLocal(new org.apache.hadoop.conf.Configuration()),
        new org.apache.hadoop.fs.Path(folder.toUri)
      )
      val state =
        new CheckpointState(Collections.singletonList(new StateVector("a", 5)), Array[Byte](), false)
      val slices = Collections.singletonList(slice)
      val manifest =
        new Manifest(id, nobody, "test", Instant.EPOCH, state, slices)
      val reader = SliceReader.open(files, manifest, slice, order)
      try
        for (from <- 0 until 5; to <- from to 5) {
          val into = FlatVector.allocate(to.toLong - from)
          reader.read(0, new Chunk(from, to.toLong - from), into)
          (from until to).foreach(i => assert(into.getBits(i.toLong - from) == expected.getBits(i)))
        }
      finally reader.close()
    }
}
