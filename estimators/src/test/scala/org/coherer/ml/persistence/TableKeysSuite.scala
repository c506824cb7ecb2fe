package org.coherer.ml.persistence

import java.io.IOException
import java.util.Arrays.asList

import org.coherer.connector.column.{ClassLabels, LearnedPreprocessing}
import org.coherer.training.encoding._
import org.scalatest.funsuite.AnyFunSuite

/** The columns of a table in a model's file. */
class TableKeysSuite extends AnyFunSuite {

  private val table = new TableEncoding(
    asList(
      new NumberEncoding(0.1f, 3e-30f, 3f, true, false),
      new NumberEncoding(-1.5e30f, 1f, 0f, false, true),
      new TimeEncoding(19000.25f, 0.001f, 3f, false, true),
      new TimeEncoding(19000.25f, 0f, 3f, true, false),
      new CategoryEncoding(CategoryEncoding.Type.TEXT, asList("", " a=b\\\n", "\u00e9"), true, false, false),
      new CategoryEncoding(CategoryEncoding.Type.NUMBER, asList("3", "-0.5"), false, true, true)
    )
  )

  private val targets = new Standardization(Array(1f), Array(2f))
  private val learned = new LearnedPreprocessing(table, targets, ClassLabels.NONE)
  private lazy val file = new String(PreprocessingFile.write(learned), "ISO-8859-1")

  private def read(text: String): LearnedPreprocessing =
    PreprocessingFile.read(text.getBytes("ISO-8859-1"), "a file", ClassLabels.NONE)

  test("a table comes back as it was, with the scaling of targets") {
    assert(read(file) == learned)
  }

  for {
    (key, value, message) <- Seq(
      ("table", "0", "Cannot read a file: table is '0' (must be an integer from 1 to 2147483647)"),
      ("table", "7", "Cannot read a file: it lacks table.7"),
      (
        "table.1",
        "vector",
        "Cannot read a file: table.1 is 'vector' (must be number, date, timestamp, text or numbered)"
      ),
      ("table.1.mean", "x", "Cannot read a file: table.1.mean is 'x' (must be a number)"),
      ("table.2.indicator", "yes", "Cannot read a file: table.2.indicator is 'yes' (must be true or false)"),
      ("table.5.values", "4", "Cannot read a file: it lacks table.5.value.4"),
      ("table.6.value.1", "three", "Cannot read a file: table.6.value.1 is 'three' (must be a number)")
    )
  } test(s"$key=$value is refused") {
    val lines = file.split('\n').map(line => if (line.startsWith(key + "=")) s"$key=$value" else line)
    assert(intercept[IOException](read(lines.mkString("\n"))).getMessage == message)
  }

  test("a number that cannot be is refused") {
    val infinite = file.replaceAll("table.1.factor=[^\n]*", "table.1.factor=Infinity")
    assert(
      intercept[IllegalArgumentException](read(infinite)).getMessage.startsWith(
        "Invalid encoding of a number: mean 0.1, factor Infinity"
      )
    )
  }
}
