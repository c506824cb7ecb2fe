package org.coherer.training.tables

import java.io.IOException
import java.nio.{ByteBuffer, ByteOrder}
import java.nio.file.{Files, Path}
import java.util.{Random => JRandom}
import java.util.zip.CRC32C

import org.coherer.testkit.hostile.{Damage, HostileReader, HostileRun}
import org.coherer.training.embedding.file.{StoredTables, TableFiles, TableManifest, TableSnapshot}
import org.scalatest.funsuite.AnyFunSuite

/** Snapshots from strangers are read or refused, within memory and time. */
class HostileTablesSuite extends AnyFunSuite {

  test("a snapshot with a damaged file, with checksums that match or not") {
    val lines = HostileRun.fork(classOf[HostileTables], 3000, 1)
    assert(lines.size == 1, lines)
    assert(lines.get(0).matches("READ 3000 files: \\d+ read, [1-9]\\d+ refused, 0 faults, .*"), lines)
  }
}

/** Replaces one file of a snapshot; its number comes before its bytes. */
class HostileTables extends HostileReader with WithTableFolders {

  private val names =
    TableManifest.FILE +: Seq("slice", "ids", "rows", "state").map("table-00000.00000-of-00002." + _)
  private val good: Path = Files.createTempDirectory("coherer")
  Runtime.getRuntime.addShutdownHook(new Thread(() => {
    filesIn(good).foreach(file => Files.delete(file))
    Files.delete(good)
  }))

  private lazy val original: Seq[Array[Byte]] = {
    write(TableFiles.local(good), 1)
    names.map(name => Files.readAllBytes(good.resolve(name)))
  }

  override def prepare(): Unit = read(0.toByte +: original.head)

  override def file(random: JRandom): Array[Byte] = {
    val number = random.nextInt(5)
    val bytes = original(number)
    val damaged =
      if (number < 2 && random.nextInt(4) > 0) sealedBody(bytes, random) else Damage.of(bytes, random)
    number.toByte +: damaged
  }

  /** An envelope whose body is damaged and whose checksums match. */
  private def sealedBody(bytes: Array[Byte], random: JRandom): Array[Byte] = {
    val body = Damage.of(bytes.slice(16, bytes.length - 4), random)
    val all = ByteBuffer.allocate(body.length + 20).order(ByteOrder.LITTLE_ENDIAN).put(bytes, 0, 8)
    all.putInt(body.length).putInt(crc(all.array.take(12))).put(body).putInt(crc(body)).array
  }

  private def crc(bytes: Array[Byte]): Int = {
    val sum = new CRC32C
    sum.update(bytes, 0, bytes.length)
    sum.getValue.toInt
  }

  override def read(file: Array[Byte]): Unit = {
    val name = names(file.head.toInt)
    Files.write(good.resolve(name), file.tail)
    try {
      TableSnapshot.open(TableFiles.local(good)).check()
      val tables = StoredTables.open(good)
      try
        tables.inputs.forEach { input =>
          val table = tables.table(tables.inputs.indexOf(input))
          assert(table.lookup(ids, ids.length, new Array[Float](ids.length * input.width)) <= ids.length)
        }
      finally tables.close()
    } finally Files.write(good.resolve(name), original(file.head.toInt)): Unit
  }

  override def isTyped(error: Throwable): Boolean = error.isInstanceOf[IOException]
}
