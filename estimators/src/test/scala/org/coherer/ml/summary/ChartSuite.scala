package org.coherer.ml.summary

import java.io.StringReader
import java.util.Locale
import javax.xml.parsers.DocumentBuilderFactory

import org.coherer.connector.chart.{Numbers, TimeBar}
import org.coherer.training.event.TrainingHistory
import org.scalatest.funsuite.AnyFunSuite
import org.w3c.dom.{Document, Element}
import org.xml.sax.InputSource

/** What a training looks like. */
class ChartSuite extends AnyFunSuite with WithHistories {

  private def parsed(xml: String): Document =
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)))

  private def elements(document: Document, name: String): Seq[Element] = {
    val found = document.getElementsByTagName(name)
    (0 until found.getLength).map(i => found.item(i).asInstanceOf[Element])
  }

  private def svg(history: TrainingHistory): Document = parsed(new TrainingSummary(history).toSvg)

  private def texts(document: Document): Seq[String] = elements(document, "text").map(_.getTextContent)

  /** The points of each curve, one sequence for each piece without gaps. */
  private def curves(document: Document): Seq[Seq[Seq[(Double, Double)]]] =
    elements(document, "path").filter(_.getAttribute("stroke-width") == "2").map { path =>
      path.getAttribute("d").split("(?=M)").toSeq.filter(_.nonEmpty).map { piece =>
        piece.split("[ML]").toSeq.filter(_.nonEmpty).map { point =>
          val Array(x, y) = point.trim.split(" ")
          (x.toDouble, y.toDouble)
        }
      }
    }

  private def dots(document: Document): Seq[Element] =
    elements(document, "circle").filter(_.getAttribute("r") == "3")

  private def checkInside(document: Document): Unit = for (
    curve <- curves(document); piece <- curve; (x, y) <- piece
  ) {
    assert(x >= 78 && x <= 700, x)
    assert(y >= 44 && y <= 308, y)
  }

  test("chart: every epoch of both losses is drawn, where it belongs") {
    val document = svg(typical(12))
    val Seq(training, validation) = curves(document)
    assert(training.map(_.size) == Seq(12) && validation.map(_.size) == Seq(12))
    assert(dots(document).size == 24)
    val points = training.head
    assert(points.map(_._1) == points.map(_._1).sorted.distinct)
    // A falling loss: further down in the picture is a larger y.
    assert(points.map(_._2) == points.map(_._2).sorted)
    checkInside(document)
    assert(elements(document, "title").map(_.getTextContent).contains("epoch 2: training loss 1.15"))
  }

  test("chart: losses lie between the ticks of their size") {
    val document = svg(losses(0, 1, 2))
    val Seq(Seq(points)) = curves(document)
    def tick(text: String): Double =
      elements(document, "text").filter(_.getTextContent == text).head.getAttribute("y").toDouble - 4
    assert(points.map(_._2) == Seq(tick("0.0"), tick("1.0"), tick("2.0")))
  }

  test("chart: axes, legend and the best epoch are named") {
    val names = texts(svg(typical(12)))
    assert(Seq("epoch", "loss", "training", "validation", "best: epoch 8").forall(names.contains))
    assert((1 to 12 by 2).exists(n => names.contains(n.toString)))
    assert(!texts(svg(losses(3, 2, 1))).contains("validation"))
  }

  test("chart: losses that are no numbers are gaps, and what stands alone between them is a dot") {
    val document = svg(losses(3, 2, Double.NaN, 1.5, Double.PositiveInfinity, 1, 0.5))
    assert(curves(document).head.map(_.size) == Seq(2, 1, 2))
    assert(dots(document).size == 5)
    val long = losses((1 to 100).map(n => if (n % 3 == 2) 1.0 else Double.NaN): _*)
    assert(dots(svg(long)).size == 33)
    assert(texts(svg(losses(Double.NaN))).contains("no epoch has a loss that is a number"))
  }

  test("chart: one epoch is a dot in the middle") {
    val document = svg(losses(0.7))
    assert(curves(document) == Seq(Seq(Seq((389.0, 176.0)))))
    assert(texts(document).count(_ == "1") == 1)
  }

  test("chart: constant, huge, tiny, negative and very different losses stay inside") {
    Seq(
      losses(0, 0, 0),
      losses(1, 1, 1),
      losses(5e-301, 5e-301),
      losses(-1e300, 1e300),
      losses(1e299, 2e299),
      losses(1e-7, 3e-7),
      losses(-5, -1, 3),
      losses(1, 1 + 1e-15),
      losses(1e9, 1e9 + 1),
      losses(1e12, 1, 1e-12),
      losses(Double.MinPositiveValue, 1),
      losses(Double.MaxValue, 1),
      losses(Double.MinPositiveValue, 0)
    ).foreach { history =>
      val document = svg(history)
      checkInside(document)
      val ticks =
        elements(document, "text").filter(_.getAttribute("text-anchor") == "end").map(_.getTextContent)
      assert(ticks.size >= 2 && ticks.size <= 12, history)
      assert(ticks.distinct == ticks, history)
    }
  }

  test("chart: losses over three powers of ten get an axis of those") {
    val names = texts(svg(losses(1000, 100, 10, 1)))
    assert(Seq("1", "10", "100", "1000", "loss (powers of ten)").forall(names.contains))
  }

  test("chart: of many epochs no peak is lost") {
    val values = (1 to 10000).map(n => if (n == 7777) 9.0 else 1.0 / n)
    val document = svg(losses(values: _*))
    val Seq(Seq(points)) = curves(document)
    assert(points.size <= 602)
    assert(points.count(_._2 == points.map(_._2).min) == 1)
    assert(document.getElementsByTagName("circle").getLength == 1)
    assert(texts(document).count(_.matches("\\d*000")) == 10)
  }

  test("page: well-formed, with both pictures and a row for each epoch") {
    val page = parsed(new TrainingSummary(typical(30)).toHtml)
    assert(elements(page, "svg").size == 2)
    assert(elements(page, "tr").size == 31)
    val bar = elements(page, "svg")(1)
    val widths = (0 until bar.getElementsByTagName("rect").getLength)
      .map(i => bar.getElementsByTagName("rect").item(i).asInstanceOf[Element])
      .filter(_.getAttribute("height") == "22")
      .map(_.getAttribute("width").toDouble)
    assert(widths == Seq(340.0, 85.0, 170.0, 85.0))
    assert(bar.getTextContent.contains("compute 30 s (50.0%)"))
  }

  test("page: names are escaped, whatever they are, and nothing runs or is loaded") {
    val name = "<script>alert('1')</script>\"&\u0000\ud800\u00e9\ufffe]]>"
    val html = new TrainingSummary(history(Seq(epoch(1, 1, 1, Map(name -> 1))), best = 1)).toHtml
    assert(html.forall(_ < 128))
    assert(elements(parsed(html), "th").last.getTextContent == "<script>alert('1')</script>\"&??\u00e9?]]>")
    Seq("<script", "javascript:", "onload", "<link", "@import", "url(", "src=", "href=").foreach { risk =>
      assert(!html.toLowerCase(Locale.ROOT).contains(risk), risk)
    }
    // The only address is the name of SVG itself.
    assert("http://[^\"]*".r.findAllIn(html).toSet == Set("http://www.w3.org/2000/svg"))
  }

  test("numbers look alike in every locale") {
    val summary = new TrainingSummary(losses(12345.678, 0.5, 1.25e-7))
    val before = Locale.getDefault
    val texts = Seq(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG")).map { locale =>
      Locale.setDefault(locale)
      try Seq(summary.text(), summary.toSvg, summary.toHtml)
      finally Locale.setDefault(before)
    }
    assert(texts.distinct.size == 1)
    assert(texts.head.head.contains(" 12350  ") && texts.head.head.contains(" 1.25e-7  "))
  }

  test("numbers are short and exact to four digits") {
    val expected = Seq(
      0.0 -> "0",
      -0.0 -> "0",
      1.0 -> "1",
      0.1234567 -> "0.1235",
      123456.0 -> "123500",
      999999.0 -> "1e6",
      0.00012 -> "1.2e-4",
      -2.5 -> "-2.5",
      Double.NaN -> "NaN",
      Double.NegativeInfinity -> "-Infinity"
    )
    expected.foreach { case (value, text) => assert(Numbers.shortText(value) == text) }
  }

  test("times: no label of the legend reaches the next one's square") {
    val document =
      parsed(TimeBar.svg(new TrainingHistory.Times(14.78, 0.2298, 2.142, 12.12, 0.2919)).toString)
    val squares = elements(document, "rect").filter(_.getAttribute("width") == "10")
    val labels = texts(document).drop(1)
    assert(
      labels == Seq(
        "compute 2.142 s (14.5%)",
        "data 0.2298 s (1.6%)",
        "exchange 12.12 s (82.0%)",
        "waiting 0.2919 s (2.0%)"
      )
    )
    val ends = squares.map(_.getAttribute("x").toDouble).drop(1) :+ 700.0
    val spaces =
      ends.zip(squares.map(_.getAttribute("x").toDouble + 15)).map { case (end, start) => end - start }
    assert(spaces.zip(labels).forall { case (space, label) => space > 6.2 * label.length }, spaces)
  }
}
