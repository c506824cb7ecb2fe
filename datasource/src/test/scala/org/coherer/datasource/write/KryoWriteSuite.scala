package org.coherer.datasource.write

import org.coherer.datasource.lines.WithLines
import org.scalatest.funsuite.AnyFunSuite

class KryoWriteSuite extends AnyFunSuite with WithLines {

  override protected def sparkSettings: Map[String, String] =
    Map("spark.serializer" -> "org.apache.spark.serializer.KryoSerializer")

  test("files are written and read where Kryo is the serializer") {
    withTempDir { dir =>
      val out = dir.resolve("out").toString
      val table = spark.range(0, 30, 1, 3).selectExpr("int(id) n", "'x' word", "int(id % 2) half")
      table.write.format("lines").partitionBy("half").mode("append").save(out)
      assert(rows(load(Seq(out)).orderBy("n")) == (0 until 30).map(n => Seq(n, "x", n % 2)))
    }
  }
}
