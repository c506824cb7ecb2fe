package org.coherer.ml.monitoring

import java.net.{HttpURLConnection, URI}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import scala.io.Source

/** A metric as Prometheus keeps it. */
case class Sample(name: String, labels: Map[String, String])

/** What a page of metrics says, read as Prometheus reads it. */
object Scrape {

  private val Line = "([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)\\} (NaN|[+-]?[0-9.]+(?:E[+-]?[0-9]+)?)".r

  def fetch(url: String): String = {
    val connection = new URI(url).toURL.openConnection().asInstanceOf[HttpURLConnection]
    connection.setConnectTimeout(10000)
    connection.setReadTimeout(10000)
    val source = Source.fromInputStream(connection.getInputStream, "UTF-8")
    try source.mkString
    finally {
      source.close()
      connection.disconnect()
    }
  }

  /** The lines of the plugin, each of which has to be one that Prometheus can parse. */
  def parse(page: String): Map[Sample, Double] =
    page.linesIterator
      .filter(_.contains("CohererPlugin"))
      .map {
        case Line(name, _, value) => Sample(name, Map.empty[String, String]) -> value.toDouble
        case other => throw new AssertionError(s"Prometheus cannot read '$other'")
      }
      .toMap

  /** One of the rules in docs/assets/monitoring/prometheus.yml. */
  private case class Rule(regex: String, target: Option[String], replacement: String) {

    def apply(sample: Sample): Option[Sample] = {
      val found = regex.r.pattern.matcher(sample.name)
      if (!found.matches()) if (target.isEmpty) None else Some(sample)
      else
        target match {
          case None => Some(sample)
          case Some("__name__") => Some(sample.copy(name = found.replaceFirst(replacement)))
          case Some(label) =>
            Some(sample.copy(labels = sample.labels + (label -> found.replaceFirst(replacement))))
        }
    }
  }

  private lazy val rules: Seq[Rule] = {
    val file = Paths.get(System.getProperty("coherer.repository"), "docs/assets/monitoring/prometheus.yml")
    val text = new String(Files.readAllBytes(file), UTF_8)
    text.split("- source_labels: \\[__name__\\]\n").toSeq.drop(1).map { rule =>
      def value(key: String): Option[String] =
        rule.linesIterator.map(_.trim).find(_.startsWith(s"$key: ")).map(_.drop(key.length + 2))
      assert(value("target_label").isDefined != value("action").contains("keep"), rule)
      Rule(value("regex").get, value("target_label"), value("replacement").getOrElse(""))
    }
  }

  /** What Prometheus keeps of a page, by the rules of the documentation. */
  def kept(page: String): Map[Sample, Double] =
    parse(page).flatMap { case (sample, value) =>
      rules
        .foldLeft(Option(sample))((before, rule) => before.flatMap(one => rule(one)))
        .map(_ -> value)
    }
}
