package org.coherer.datasource.read

import java.nio.file.{Files, Path}
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

import org.apache.spark.api.java.function.VoidFunction2
import org.apache.spark.sql.{DataFrame, Dataset, Row}
import org.apache.spark.sql.functions.{col, expr, udf}
import org.apache.spark.sql.streaming.{StreamingQuery, Trigger}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Millis, Seconds, Span}

/** Streams that are stopped, fail and start again, through a sink that keeps each batch once. */
class StreamOnceSuite extends AnyFunSuite with WithSpark with WithTempDir with Eventually {

  implicit override val patienceConfig: PatienceConfig = PatienceConfig(Span(60, Seconds), Span(20, Millis))

  /** Writes a file of rows elsewhere, and moves it in. */
  private def arrive(dir: Path, format: String, number: Int): Unit = {
    val written = dir.resolve(s"made/$number")
    spark
      .range(number * 100L, number * 100L + 100, 1, 1)
      .select(expr("array(id, id + 1)") as "value")
      .write
      .format(format)
      .mode("append")
      .save(written.toString)
    val names = written.toFile.list().filter(name => name.startsWith("part"))
    assert(names.length == 1)
    Files.createDirectories(dir.resolve("in"))
    Files.move(written.resolve(names.head), dir.resolve(s"in/$number-${names.head}"))
  }

  private def start(dir: Path, format: String, options: (String, String)*)(
      rows: DataFrame => DataFrame
  ): StreamingQuery = {
    val reader = options.foldLeft(spark.readStream.format(format)) { case (each, (name, value)) =>
      each.option(name, value)
    }
    val sink: VoidFunction2[Dataset[Row], java.lang.Long] = (batch, id) =>
      batch.write.mode("overwrite").parquet(dir.resolve(s"out/batch=$id").toString)
    rows(reader.load(dir.resolve("in").toString)).writeStream
      .option("checkpointLocation", dir.resolve("checkpoint").toString)
      .trigger(Trigger.ProcessingTime(0))
      .foreachBatch(sink)
      .start()
  }

  private def written(dir: Path): Seq[Long] =
    spark.read
      .parquet(dir.resolve("out").toString)
      .selectExpr("value[0]")
      .collect()
      .toSeq
      .map(_.getLong(0))
      .sorted

  private def expected(files: Int): Seq[Long] = 0L until files * 100L

  for (format <- Seq("tfrecord", "npy"))
    test(s"each row of each file is there once after a stop in mid batch, a failure and restarts: $format") {
      withTempDir { dir =>
        StreamOnce.waits.set(0)
        (0 until 3).foreach(arrive(dir, format, _))
        val slow = udf { (id: Long) => { StreamOnce.pause(id == 150); id } }
        def all(hazard: DataFrame => DataFrame) = start(dir, format, "maxFilesPerTrigger" -> "2")(hazard)
        def values(frame: DataFrame) = frame.select("value")

        val stopped = all(frame => values(frame).filter(slow(col("value")(0)) >= 0))
        eventually(assert(StreamOnce.waits.get == 1))
        (3 until 5).foreach(arrive(dir, format, _))
        stopped.stop()
        assert(stopped.lastProgress == null || stopped.lastProgress.batchId <= 0)

        val fails = udf { (id: Long) => { StreamOnce.fail(id == 350); id } }
        val failed = all(frame => values(frame).filter(fails(col("value")(0)) >= 0))
        val failure = intercept[Exception](failed.awaitTermination(60000))
        assert(
          Iterator
            .iterate[Throwable](failure)(_.getCause)
            .takeWhile(_ != null)
            .exists(_.getMessage.contains("row 350"))
        )
        arrive(dir, format, 5)

        val last = all(values)
        try {
          val arriving = new Thread(() => (6 until 9).foreach(arrive(dir, format, _)))
          arriving.start()
          arriving.join()
          last.processAllAvailable()
        } finally last.stop()
        assert(written(dir) == expected(9))
      }
    }

  test("a query goes on behind batches whose files have become one, and makes the last of them again") {
    withTempDir { dir =>
      withConf("spark.sql.streaming.fileSource.log.compactInterval" -> "3") {
        def read(): Unit = {
          val query = start(dir, "tfrecord", "maxFilesPerTrigger" -> "1")(_.select("value"))
          try query.processAllAvailable()
          finally query.stop()
        }
        def log = dir.resolve("checkpoint/sources/0").toFile.list().filterNot(_.endsWith(".crc")).sorted.toSeq
        (0 until 6).foreach(arrive(dir, "tfrecord", _))
        read()
        assert(log == Seq("compact-5.json") && written(dir) == expected(6))
        read()
        assert(written(dir) == expected(6))
        // As if Spark had ended before the last two batches, of which the log has all.
        for (name <- Seq("4", ".4.crc", "5", ".5.crc"); kind <- Seq("offsets", "commits"))
          Files.deleteIfExists(dir.resolve(s"checkpoint/$kind/$name"))
        arrive(dir, "tfrecord", 6)
        read()
        assert(log == Seq("compact-5.json", "files-6.json") && written(dir) == expected(7))
        (7 until 9).foreach(arrive(dir, "tfrecord", _))
        read()
        assert(log == Seq("compact-8.json") && written(dir) == expected(9))
      }
    }
  }
}

/** What tasks of this JVM do at a row. */
object StreamOnce {
  val waits = new AtomicInteger()

  def pause(isDue: Boolean): Unit = if (isDue) {
    waits.incrementAndGet()
    new CountDownLatch(1).await() // until the query is stopped
  }

  def fail(isDue: Boolean): Unit = if (isDue) throw new IllegalStateException("row 350 fails")
}
