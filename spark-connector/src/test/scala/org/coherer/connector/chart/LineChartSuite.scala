package org.coherer.connector.chart

import java.io.StringReader
import java.util.Arrays
import javax.xml.parsers.DocumentBuilderFactory

import org.coherer.connector.chart.Plot.Curve
import org.coherer.training.event.TrainingHistory.Times
import org.scalatest.funsuite.AnyFunSuite
import org.w3c.dom.{Document, Element}
import org.xml.sax.InputSource

/** Charts of some epochs of a training, whatever their numbers. */
class LineChartSuite extends AnyFunSuite {

  private def parsed(svg: Markup): Document = DocumentBuilderFactory
    .newInstance()
    .newDocumentBuilder()
    .parse(new InputSource(new StringReader(svg.toString)))

  private def elements(document: Document, name: String): Seq[Element] = {
    val found = document.getElementsByTagName(name)
    (0 until found.getLength).map(i => found.item(i).asInstanceOf[Element])
  }

  private def epochs(numbers: Int*): java.util.List[Integer] =
    Arrays.asList(numbers.map(Int.box): _*)

  private def curve(name: String, values: Double*): Curve =
    new Curve(name, "#123456", Arrays.asList(values.map(Double.box): _*))

  private def plot(numbers: java.util.List[Integer], best: Int, curves: Curve*): Plot =
    new Plot("a title", "rate", numbers, Arrays.asList(curves: _*), best, true)

  private def numbers(attribute: String, found: Seq[Element]): Seq[Double] =
    found.map(_.getAttribute(attribute).toDouble)

  test("line: epochs lie by their numbers, also where some were thinned out") {
    val document = parsed(LineChart.svg(plot(epochs(1, 5, 9), 5, curve("rate", 1, 2, 3)), Frame.SMALL))
    val dots = elements(document, "circle").filter(_.getAttribute("r") == "3")
    val Seq(first, middle, last) = numbers("cx", dots)
    assert(math.abs(last - middle - (middle - first)) < 0.02)
    assert(elements(document, "title").map(_.getTextContent).contains("epoch 5: rate 2"))
    val texts = elements(document, "text").map(_.getTextContent)
    assert(texts.contains("best: epoch 5") && texts.count(_ == "rate") == 1)
  }

  test("line: an epoch that is not among them is not marked, and several curves have a legend") {
    val document =
      parsed(LineChart.svg(plot(epochs(1, 2), 7, curve("a<b", 1, 2), curve("c", 2, 1)), Frame.SMALL))
    val texts = elements(document, "text").map(_.getTextContent)
    assert(texts.contains("a<b") && texts.contains("c") && !texts.exists(_.startsWith("best")))
  }

  test("line: a missing value is a gap, and without any the picture says so") {
    val gap = new Curve("rate", "#123456", Arrays.asList(Double.box(1), null, Double.box(2)))
    val document = parsed(LineChart.svg(plot(epochs(1, 2, 3), 0, gap), Frame.SMALL))
    val path = elements(document, "path").filter(_.getAttribute("stroke-width") == "2").head
    assert(path.getAttribute("d").count(_ == 'M') == 2)
    val empty = parsed(LineChart.svg(plot(epochs(), 0, curve("rate")), Frame.SMALL))
    assert(elements(empty, "text").exists(_.getTextContent == "no epoch has a rate that is a number"))
  }

  test("line: an axis of powers of ten is for who wants it") {
    val values = Arrays.asList(curve("rate", 1, 1e-3, 1e-9))
    def text(powers: Boolean): Seq[String] = elements(
      parsed(LineChart.svg(new Plot("t", "rate", epochs(1, 2, 3), values, 0, powers), Frame.SMALL)),
      "text"
    ).map(_.getTextContent)
    assert(text(powers = true).contains("rate (powers of ten)"))
    assert(text(powers = false).contains("rate") && text(powers = false).contains("0.2"))
  }

  test("line: each epoch must have a value") {
    val error = intercept[IllegalArgumentException](plot(epochs(1, 2), 0, curve("c", 1)))
    assert(error.getMessage == "Invalid curve 'c' of 1 values (must be one for each of 2 epochs)")
  }

  test("times: a bar for each epoch, its parts as high as their seconds") {
    val times = Arrays.asList(new Times(4, 1, 2, 0.5, 0.5), new Times(2, 0, 2, 0, 0))
    val document = parsed(TimeChart.svg(epochs(1, 2), times, Frame.SMALL))
    val Seq(first, second) = elements(document, "g").map { bar =>
      val parts = bar.getElementsByTagName("rect")
      (0 until parts.getLength).map(i => parts.item(i).asInstanceOf[Element].getAttribute("height").toDouble)
    }
    assert(first.size == 4 && second.size == 1)
    assert(math.abs(first.head - 2 * first(1)) < 0.05 && math.abs(first.head - second.head) < 0.05)
    assert(elements(document, "title").exists(_.getTextContent.startsWith("epoch 2: compute 2 s")))
  }

  test("times: of many epochs a bar is the mean of several, and what is no number counts as none") {
    val times = (1 to 2000).map(n => new Times(1, Double.NaN, 1, 0, if (n > 1990) 1 else 0))
    val document =
      parsed(TimeChart.svg(epochs(1 to 2000: _*), Arrays.asList(times: _*), Frame.SMALL))
    assert(elements(document, "g").size == 60)
    assert(
      elements(document, "title").last.getTextContent.matches("epochs 1967 to 2000: .* waiting 0.2941 s")
    )
    val heights = numbers("height", elements(document, "rect").filter(_.getAttribute("width") != "10"))
    assert(heights.forall(height => height > 0 && height <= 250))
    assert(elements(parsed(TimeChart.svg(epochs(), Arrays.asList(), Frame.SMALL)), "g").isEmpty)
  }

  test("markup: what was written elsewhere is not escaped again") {
    val inner = new Markup().element("b", "1 < 2")
    assert(new Markup().open("p").add(inner).text("&").close().toString == "<p><b>1 &#60; 2</b>&#38;</p>")
  }
}
