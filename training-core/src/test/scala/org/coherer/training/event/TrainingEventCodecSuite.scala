package org.coherer.training.event

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, DataInputStream, DataOutputStream, IOException}
import java.lang.reflect.{ParameterizedType, Type}
import java.util.{Arrays, Collections, TreeMap}

import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.trace.{Phase, Span}
import org.scalatest.funsuite.AnyFunSuite

class TrainingEventCodecSuite extends AnyFunSuite {

  private val kinds: Seq[Class[_]] = classOf[TrainingEvent].getPermittedSubclasses.toSeq

  /** Makes a record whose components all differ, so that no two of them can change places. */
  private class Samples {
    private var last = 0

    private def next(): Int = {
      last += 1
      last
    }

    def of(kind: Class[_]): AnyRef = {
      val components = kind.getRecordComponents
      val constructor = kind.getDeclaredConstructor(components.map(_.getType): _*)
      constructor
        .newInstance(components.map(part => value(part.getType, part.getGenericType)): _*)
        .asInstanceOf[AnyRef]
    }

    private def value(kind: Class[_], generic: Type): AnyRef =
      if (kind == classOf[Int]) Int.box(next())
      else if (kind == classOf[Long]) Long.box(5000000000L + next())
      else if (kind == classOf[Double]) Double.box(next() + 0.5)
      else if (kind == classOf[String]) s"text \u00e4 ${next()}"
      else if (kind == classOf[StopReason]) StopReason.MAX_SECONDS
      else if (kind == classOf[Phase]) Phase.EXCHANGE
      else if (kind == classOf[TensorStatistics.Kind]) TensorStatistics.Kind.GRADIENTS
      else if (kind == classOf[java.lang.Long]) Long.box(5000000000L + next())
      else if (kind.isRecord) of(kind)
      else if (kind == classOf[java.util.List[_]]) {
        val element = generic.asInstanceOf[ParameterizedType].getActualTypeArguments.head
        val list = new java.util.ArrayList[AnyRef]()
        for (_ <- 1 to 3) list.add(value(element.asInstanceOf[Class[_]], element))
        list
      } else if (kind == classOf[java.util.SortedMap[_, _]]) {
        val map = new TreeMap[String, java.lang.Double]()
        for (_ <- 1 to 3) map.put(s"metric ${next()}", next() + 0.25)
        map
      } else fail(s"no sample of $kind")
  }

  private def bytes(event: TrainingEvent): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    TrainingEventCodec.write(event, new DataOutputStream(out))
    out.toByteArray
  }

  private def read(bytes: Array[Byte]): TrainingEvent =
    TrainingEventCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)))

  for (kind <- kinds) {
    test(s"${kind.getSimpleName}: it is read as it was written, and not if bytes are missing") {
      val event = new Samples().of(kind).asInstanceOf[TrainingEvent]
      val written = bytes(event)
      assert(read(written) == event)
      (0 until written.length).foreach(length => intercept[IOException](read(written.take(length))))
    }
  }

  test("every kind of event has a format of its own") {
    val formats = kinds.map(kind => EventFormat.of(new Samples().of(kind).asInstanceOf[TrainingEvent]))
    assert(formats.toSet == EventFormat.values().toSet)
    assert(EventFormat.values().map(_.tag()).distinct.length == kinds.size)
  }

  test("what is not a number travels as that") {
    val event = new TrainingEvent.EpochValidated(1, 0, Double.NaN, Collections.emptySortedMap(), 0)
    assert(read(bytes(event)) == event)
  }

  private val tensor = new TensorStatistics(
    "layer0",
    TensorStatistics.Kind.WEIGHTS,
    7,
    2,
    new TensorStatistics.Moments(-1, 3, 0.5, 1.5),
    Arrays.asList[java.lang.Long](1L, 0L, 1L, 3L)
  )

  test("a histogram has bins of equal width, whose limits follow from the smallest and largest value") {
    assert(tensor.finite() == 5)
    assert((0 until 4).map(bin => tensor.limit(bin)) == Seq(0.0, 1.0, 2.0, 3.0))
    val counts = Collections.nCopies[java.lang.Long](65, 1L)
    val error = intercept[IllegalArgumentException](
      new TensorStatistics("a", TensorStatistics.Kind.WEIGHTS, 65, 0, tensor.moments(), counts)
    )
    assert(error.getMessage == "Invalid histogram of 65 bins for layer 'a' (must be at most 64)")
  }

  test("what is known of layers is bounded, and refused beyond") {
    val most = Collections.nCopies(2 * TensorsMeasured.MOST_LAYERS, tensor)
    assert(read(bytes(new TensorsMeasured(1, 2, most, 3000))) == new TensorsMeasured(1, 2, most, 3000))
    val more = bytes(new TensorsMeasured(1, 2, Collections.nCopies(1001, tensor), 3000))
    assert(
      intercept[IOException](read(more)).getMessage == "Invalid number of tensors 1001 (must be in [0, 1000])"
    )
    val one = bytes(new TensorsMeasured(1, 2, Collections.singletonList(tensor), 1))
    one(one.length - 4 * 8 - 4) = -1
    assert(intercept[IOException](read(one)).getMessage.startsWith("Invalid number of bins -"))
    val kinds = new String(one, "ISO-8859-1").replace("weights", "weighty").getBytes("ISO-8859-1")
    assert(
      intercept[IOException](read(kinds)).getMessage ==
        "Unknown kind of tensor 'weighty' (must be weights or gradients)"
    )
  }

  test("unknown kinds and reasons are refused with what was found") {
    assert(
      intercept[IOException](read(Array[Byte]('?'))).getMessage ==
        "Unknown event 63 (must be one of the kinds of TrainingEvent)"
    )
    val ended = bytes(new TrainingEvent.RunEnded(1, 1, 1, StopReason.MAX_ITER))
    ended(ended.length - 1) = 'X'
    assert(
      intercept[IOException](read(ended)).getMessage ==
        "Unknown reason 'MAX_ITEX' for the end of a run (must be one of [MAX_ITER, EARLY_STOPPING, MAX_SECONDS])"
    )
  }

  test("spans of several steps share their names, and a name that is not there is refused") {
    def span(name: String, phase: Phase) = new Span(phase, name, 1700000000000000000L, 2500)
    val spans = new java.util.ArrayList[Span]()
    for (_ <- 1 to 100) {
      spans.add(span("a layer with a long name", Phase.FORWARD))
      spans.add(span("", Phase.PASS))
    }
    val event = new StepsTraced(1, 101, 200, spans)
    val written = bytes(event)
    assert(read(written) == event)
    assert(written.length < 200 * 22 + 100)
    val first = new String(written, "ISO-8859-1").indexOf("f" + "\u0000\u0000\u0000\u0000") + 4
    written(first) = 9
    assert(intercept[IOException](read(written)).getMessage == "Invalid number 9 of a name (must be below 2)")
    written(first) = 0
    written(first - 4) = '?'
    assert(intercept[IOException](read(written)).getMessage == "Unknown phase 63 of a step")
  }

  test("a run starts with one kind of event, and every rank reports its traces") {
    val events = kinds.map(kind => new Samples().of(kind).asInstanceOf[TrainingEvent])
    assert(events.filter(_.startsRun()).map(_.getClass) == Seq(classOf[TrainingEvent.RunStarted]))
    assert(
      events.filter(_.fromEveryRank()).map(_.getClass).toSet ==
        Set(classOf[StepsTraced])
    )
  }

  test("the id of a run is its token in hexadecimal") {
    assert(RunEvent.runId(-1) == "ffffffffffffffff" && RunEvent.runId(255) == "ff")
  }
}
