package org.coherer.datasource.tfrecord

import org.coherer.datasource.Resources
import org.scalatest.funsuite.AnyFunSuite

/** Files that TensorFlow wrote, read; and written again, byte by byte. */
class TensorFlowFilesSuite extends AnyFunSuite {
  import Records._

  private def expected(i: Int): Example = {
    val odd = if (i % 2 == 0) Nil else Seq("odd" -> longs(i))
    val all = Seq(
      "id" -> longs(i),
      "weight" -> floats(i / 4f),
      "pixels" -> floats((0 until 4).map(j => (i + j).toFloat): _*),
      "counts" -> longs((0 until i).map(_.toLong): _*),
      "name" -> texts(s"größe $i"),
      "image" -> bytes(Array(0xff.toByte, 0xd8.toByte, i.toByte)),
      "edges" -> longs(Long.MinValue, -1, 0, Long.MaxValue)
    )
    features(all ++ odd: _*)
  }

  private def expectedSequence(i: Int): Example =
    lists(
      features("length" -> longs(i)),
      "tokens" -> (0 until i).map(j => longs(i, j)),
      "words" -> (0 until 2).map(j => texts(s"w$j"))
    )

  for (file <- Seq("examples.tfrecord", "examples.tfrecord.gz")) {
    test(s"features of all kinds in $file") {
      val found = read(Resources.bytes(s"tfrecord/$file"))
      assert(found.map(record => example(record)) == (0 until 5).map(i => expected(i)))
    }
  }

  test("feature lists") {
    val found = read(Resources.bytes("tfrecord/sequences.tfrecord"))
    assert(
      found.map(record => example(record, sequences = true)) == (0 until 4).map(i => expectedSequence(i))
    )
  }

  test("a SequenceExample read as an Example has its context") {
    val found = read(Resources.bytes("tfrecord/sequences.tfrecord"))
    assert(found.map(record => example(record)) == (0 until 4).map(i => features("length" -> longs(i))))
  }

  test("records of any bytes") {
    val found = read(Resources.bytes("tfrecord/bytes.tfrecord"))
    assert(found.map(_.toSeq) == Seq(Nil, Seq('a'.toByte), (0 until 256).map(_.toByte)))
  }

  test("what is written is what TensorFlow writes") {
    val examples = (0 until 5).map(i => ExampleWriter.bytes(expected(i)))
    assert(write(examples).toSeq == Resources.bytes("tfrecord/examples.tfrecord").toSeq)
    val sequences = (0 until 4).map(i => ExampleWriter.bytes(expectedSequence(i)))
    assert(write(sequences).toSeq == Resources.bytes("tfrecord/sequences.tfrecord").toSeq)
  }

  test("only the features that are wanted are read") {
    val wanted = new ExampleReader(false, (name: String) => name == "id")
    val found = read(Resources.bytes("tfrecord/examples.tfrecord")).map(record => wanted.read(record))
    assert(found == (0 until 5).map(i => features("id" -> longs(i))))
  }
}
