package org.coherer.benchmarks.checkpoint

import java.nio.file.Files

import org.coherer.benchmarks.harness.{BenchmarkException, Summary}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class CheckpointLineSuite extends AnyFunSuite with WithTempDir {

  private val measured = new CheckpointCase(1000000, false)

  private def seconds(values: (String, Double)*) = {
    val map = new java.util.LinkedHashMap[String, Summary]()
    values.foreach { case (name, value) => map.put(name, Summary.of(value)) }
    map
  }

  test("a line has milliseconds, MB per second, and how far ahead we are of each that was measured") {
    val line = new CheckpointLine(
      measured,
      Summary.of(0.002, 0.004, 0.003),
      seconds("ours" -> 0.04, "raw" -> 0.03, "torch" -> 0.08, "memcpy" -> 0.0015),
      seconds("ours" -> 0.02, "raw" -> 0.01),
      seconds("ours" -> 0.01, "raw" -> 0.02)
    ).line("checkpoint", "torch-1", 7).toString
    assert(
      line.startsWith(
        "checkpoint params=1000000 bytes=12000000 stall_ms=3.0 stall_ms_min=2.0 stall_ms_max=4.0 "
      )
    )
    Seq(
      "ratio_memcpy=0.500",
      "write_mbs=300",
      "ratio_write_raw=0.750",
      "ratio_write_dl4j=absent",
      "ratio_write_torch=2.000",
      "read_mbs=600",
      "ratio_read_raw=0.500",
      "ratio_read_torch=absent",
      "cached_mbs=1200",
      "ratio_cached_raw=2.000",
      "memcpy_ms=1.5",
      "raw_write_mbs=400",
      "dl4j_write_mbs=absent",
      "torch_write_mbs=150",
      "raw_read_mbs=1200",
      "peer=torch-1",
      "rounds=7"
    ).foreach(word => assert(s"$line ".contains(s" $word "), word))
  }

  test("a state that was restored is compared bit by bit") {
    val one = SavedState.allocate(100)
    val other = SavedState.allocate(100)
    one.fill()
    assert(one.length == 300)
    other.copyFrom(one)
    other.expectSame(one)
    other.optimizer.setBits(199, one.optimizer.getBits(199) ^ 1)
    intercept[BenchmarkException](other.expectSame(one))
  }

  test("dd writes and reads files, and leaves the folder empty or as it was") {
    withTempDir { folder =>
      assert(RawDisk.write(folder, 3 << 20) > 0 && folder.toFile.list.isEmpty)
      Files.write(folder.resolve("a"), new Array[Byte](1000))
      RawDisk.evict(folder)
      assert(RawDisk.read(folder) > 0 && Files.size(folder.resolve("a")) == 1000)
      RawDisk.delete(folder)
      assert(folder.toFile.list.isEmpty)
    }
  }
}
