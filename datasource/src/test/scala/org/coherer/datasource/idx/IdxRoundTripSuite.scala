package org.coherer.datasource.idx

import scala.util.Random

import org.apache.spark.sql.Row
import org.scalatest.funsuite.AnyFunSuite

class IdxRoundTripSuite extends AnyFunSuite with WithIdxFiles {

  private val inner = Seq(Seq(), Seq(3), Seq(2, 5), Seq(2, 1, 7))
  private val counts = Seq(0, 1, 2, 61)

  private def value(row: Row, scalar: Boolean): Seq[Any] =
    if (scalar) Seq(row.get(0)) else row.getAs[scala.collection.Seq[Any]](0).toList

  for (element <- elements; compressed <- Seq(false, true)) {
    test(f"type 0x${element.code}%02X in 1 to 4 dimensions, ${if (compressed) "gzip" else "plain"}") {
      val random = new Random(element.code)
      withTempDir { dir =>
        for (shape <- inner; count <- counts) {
          val rows = Seq.fill(count)(Seq.fill(shape.product)(element.draw(random)))
          val plain = idx(element, count +: shape, rows.flatten)
          val file = write(dir.resolve(s"$count-${shape.size}"), if (compressed) gzip(plain) else plain)
          val read = load(file)
          val sqlType = if (shape.isEmpty) element.sqlName else s"array<${element.sqlName}>"
          assert(read.schema.map(f => f.name -> f.dataType.simpleString) == Seq("value" -> sqlType))
          assert(read.collect().toSeq.map(row => value(row, shape.isEmpty)) == rows, s"$count x $shape")
        }
      }
    }
  }

  test("a scale makes floats of every type, rounded once from the exact product") {
    val random = new Random(3)
    val scale = 1.0 / 255
    withTempDir { dir =>
      for (element <- elements; shape <- Seq(Seq(), Seq(4))) {
        val rows = Seq.fill(13)(Seq.fill(shape.product)(element.draw(random)))
        val file = write(dir.resolve("scaled"), idx(element, 13 +: shape, rows.flatten))
        val read = load(file, "scale" -> scale.toString)
        assert(read.schema.head.dataType.simpleString == (if (shape.isEmpty) "float" else "array<float>"))
        val expected = rows.map(_.map(v => (v.asInstanceOf[Number].doubleValue * scale).toFloat))
        assert(read.collect().toSeq.map(row => value(row, shape.isEmpty)) == expected, element)
      }
    }
  }

  test("extreme values survive") {
    val extremes = Seq[(Int, Seq[Any])](
      0x08 -> Seq(0.toShort, 255.toShort),
      0x09 -> Seq(Byte.MinValue, Byte.MaxValue),
      0x0b -> Seq(Short.MinValue, Short.MaxValue),
      0x0c -> Seq(Int.MinValue, Int.MaxValue),
      0x0d -> Seq(Float.MinPositiveValue, Float.MaxValue, Float.NegativeInfinity),
      0x0e -> Seq(Double.MinPositiveValue, Double.MaxValue, Double.NegativeInfinity)
    )
    withTempDir { dir =>
      for ((code, values) <- extremes; element <- elements.find(_.code == code)) {
        val file = write(dir.resolve("extremes"), idx(element, Seq(values.size), values))
        assert(load(file).collect().toSeq.map(_.get(0)) == values)
      }
    }
  }
}
