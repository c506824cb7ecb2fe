package org.coherer.training.encoding

import java.time.{LocalDate, LocalDateTime, ZoneOffset}
import java.util.Arrays.asList
import java.util.Collections.emptyList

import org.coherer.training.data.{FeatureType, RecordLayout}
import org.coherer.training.encoding.CategoryEncoding.Type
import org.scalatest.funsuite.AnyFunSuite

/** How the columns of a table become the numbers that a network takes. */
class TableEncodingSuite extends AnyFunSuite {

  private def encoded(column: ColumnEncoding, record: Float*): Seq[Float] = {
    val into = Array.fill(math.max(1, column.numbers()) + 2)(9f)
    column.encode(Array(7f) ++ record, 1, into, 1)
    assert(into.head == 9f && into.last == 9f) // what is beside it stays
    into.slice(1, into.length - 1).toSeq
  }

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test(
    "a number is standardized and limited; a missing one is the mean, and told apart if training had some"
  ) {
    val plain = new NumberEncoding(10f, 0.5f, 0f, true, false)
    assert(encoded(plain, 14f) == Seq(2f) && encoded(plain, Float.NaN) == Seq(0f))
    val indicated = new NumberEncoding(10f, 0.5f, 3f, true, true)
    assert(encoded(indicated, Float.NaN) == Seq(0f, 1f))
    val limited = encoded(indicated, 14f)
    assert(math.abs(limited.head - 2 / math.sqrt(1 + 4 / 9.0)) < 1e-6 && limited(1) == 0f)
    assert(encoded(new NumberEncoding(10f, 1f, 0f, false, true), 14f) == Seq(14f, 0f))
    assert(encoded(new NumberEncoding(10f, 1f, 0f, false, true), Float.NaN) == Seq(10f, 1f))
    assert(encoded(new NumberEncoding(10f, 0f, 3f, true, false), 14f) == Seq(0f))
  }

  test("a date is days, and places in week and year") {
    val day = LocalDate.of(2024, 2, 29).toEpochDay.toFloat
    val date = new TimeEncoding(day - 100, 0.01f, 0f, false, true)
    val values = encoded(date, day)
    assert(date.slots() == 1 && values.length == 6 && math.abs(values.head - 1) < 1e-6)
    def angle(period: Double) = 2 * math.Pi * (day % period) / period
    val expected = Seq(7.0, 365.2425).flatMap(period => Seq(math.sin(angle(period)), math.cos(angle(period))))
    values.slice(1, 5).zip(expected).foreach { case (found, wanted) =>
      assert(math.abs(found - wanted) < 1e-6)
    }
    assert(values.last == 0f)
    assert(encoded(date, Float.NaN) == Seq(0f, 0f, 0f, 0f, 0f, 1f))
    // The same weekday, and nearly the same day of another year.
    assert(math.abs(encoded(date, day + 7)(1) - values(1)) < 1e-5)
    assert(math.abs(encoded(date, day + 1461)(3) - values(3)) < 1e-3)
  }

  test("a point in time has the time of day too, before 1970 as well") {
    for (time <- Seq(LocalDateTime.of(2024, 2, 29, 18, 0), LocalDateTime.of(1955, 11, 12, 6, 0))) {
      val seconds = time.toEpochSecond(ZoneOffset.UTC)
      val day = Math.floorDiv(seconds, 86400L).toFloat
      val encoding = new TimeEncoding(0f, 1f, 0f, true, false)
      val values = encoded(encoding, day, Math.floorMod(seconds, 86400L).toFloat)
      assert(encoding.slots() == 2 && values.length == 7)
      assert(math.abs(values.head - seconds / 86400.0) < 0.01)
      val sign = if (time.getHour == 18) -1 else 1
      assert(math.abs(values(5) - sign) < 1e-6 && math.abs(values(6)) < 1e-6)
    }
  }

  test("a category has a number each, with places for rare and missing ones that training has seen") {
    val codes = Seq("a", "b", "c").map(text => ValueCode.ofText(text))
    val both = new CategoryEncoding(Type.TEXT, asList("b", "a"), true, true, false)
    assert(encoded(both, codes.head) == Seq(0f, 1f, 0f, 0f))
    assert(encoded(both, codes(1)) == Seq(1f, 0f, 0f, 0f))
    assert(encoded(both, codes(2)) == Seq(0f, 0f, 1f, 0f))
    assert(encoded(both, Float.NaN) == Seq(0f, 0f, 0f, 1f))
    val neither = new CategoryEncoding(Type.TEXT, asList("b", "a"), false, false, false)
    assert(encoded(neither, codes(2)) == Seq(0f, 0f) && encoded(neither, Float.NaN) == Seq(0f, 0f))
    val numbers = new CategoryEncoding(Type.NUMBER, asList("-1.5", "3"), false, false, false)
    assert(encoded(numbers, ValueCode.ofNumber(3)) == Seq(0f, 1f))
    assert(encoded(numbers, ValueCode.ofNumber(-1.5)) == Seq(1f, 0f))
  }

  test("an embedded category is the row of its vector") {
    val embedded = new CategoryEncoding(Type.TEXT, asList("x", "y"), false, false, true)
    assert(embedded.numbers() == 0 && embedded.embeddingRows() == 4)
    assert(encoded(embedded, ValueCode.ofText("y")) == Seq(1f))
    assert(encoded(embedded, ValueCode.ofText("z")) == Seq(2f) && encoded(embedded, Float.NaN) == Seq(3f))
  }

  test("a table has the plain numbers first, and the rows of embeddings behind them") {
    val table = new TableEncoding(
      asList(
        new CategoryEncoding(Type.TEXT, asList("x", "y"), false, false, true),
        new NumberEncoding(1f, 1f, 0f, true, true),
        new CategoryEncoding(Type.TEXT, asList("x", "y"), false, false, true),
        new CategoryEncoding(Type.TEXT, asList("p", "q"), false, false, false)
      )
    )
    assert(table.recordLength() == 4 && table.numbers() == 4 && table.embeddings() == asList(4, 4))
    assert(table.inputs() == asList(4, 1, 1) && table.encodedLength(4) == 6)
    val into = new Array[Float](6)
    table.encode(Array(ValueCode.ofText("y"), 3f, ValueCode.ofText("x"), ValueCode.ofText("q")), into)
    assert(into.toSeq == Seq(2f, 0f, 0f, 1f, 1f, 0f))
    val layout = new RecordLayout(4, FeatureType.FLOAT32, table, new TargetEncoding.Values(1))
    assert(layout.inputLength() == 6 && layout.recordBytes() == 4 * 6)
    assert(
      refusal(new RecordLayout(3, FeatureType.FLOAT32, table, new TargetEncoding.Values(1))) ==
        "Cannot encode records of 3 numbers (the columns of the table have 4)"
    )
    assert(
      refusal(new RecordLayout(4, FeatureType.FLOAT32, table, new TargetEncoding.Inputs(4))) ==
        "Invalid target of 4 inputs (must be as many as the row's 6 features)"
    )
  }

  test("a table of categories alone takes no plain numbers") {
    val words = new CategoryEncoding(Type.TEXT, asList("x", "y"), false, false, true)
    assert(new TableEncoding(asList(words, words)).inputs() == asList(1, 1))
  }

  test("numbers that cannot be are refused, and a table without columns") {
    for (bad <- Seq(Float.NaN, Float.PositiveInfinity))
      assert(
        refusal(new NumberEncoding(bad, 1f, 0f, true, true)).startsWith("Invalid encoding of a number: mean ")
      )
    assert(refusal(new TimeEncoding(0f, -1f, 0f, true, true)).contains("factor -1.0"))
    assert(
      refusal(new TableEncoding(emptyList[ColumnEncoding]())) ==
        "Invalid table without columns (must be one at least)"
    )
  }

  test("codes of texts differ, as far as 31 bits go, and are the same for the same bytes") {
    val codes = (0 until 10000).map(i => ValueCode.ofText(s"value $i"))
    assert(codes.distinct.size >= 9998 && codes.forall(code => math.abs(code) < 2f))
    assert(ValueCode.ofText("\u00e9") == ValueCode.ofText("\u00e9".getBytes("UTF-8")))
  }
}
