package org.coherer.training.engine.dl4j.keras

import org.coherer.training.engine.dl4j.keras.setting.KerasSettings

/** The import's table of settings, for suites and for docs/keras.md. */
object KerasTable {

  /** What is done with a setting. */
  case class Setting(use: String, values: Seq[String], remark: String) {
    def isFixed: Boolean = use == "FIXED"
    def isLimited: Boolean = use == "TRANSLATED" && remark.nonEmpty
  }

  val settings: Map[String, Map[String, Setting]] = {
    var all = Map.empty[String, Map[String, Setting]]
    KerasSettings.all().forEach { (kind, ofKind) =>
      var some = Map.empty[String, Setting]
      ofKind.forEach { (name, setting) =>
        val values = setting.values.toArray(Array.empty[String]).toList
        some += name -> Setting(setting.use.toString, values, setting.remark)
      }
      all += kind -> some
    }
    all
  }

  private def list(names: Iterable[String]): String = names.map(name => s"`$name`").mkString(", ")

  private def column(ofKind: Map[String, Setting], use: String): String = {
    val some = ofKind.toSeq.sortBy(_._1).filter(_._2.use == use)
    if (use == "FIXED")
      some.map { case (name, setting) => s"`$name` ${setting.values.mkString(" or ")}" }.mkString(", ")
    else
      some
        .groupBy(_._2.remark)
        .toSeq
        .sortBy(_._1)
        .map { case (remark, named) => list(named.map(_._1)) + (if (remark.isEmpty) "" else s" ($remark)") }
        .mkString("; ")
  }

  /** The table, a row for each layer, loss and optimizer. */
  def markdown: String = {
    val rows = settings.toSeq.sortBy(_._1).map { case (kind, ofKind) =>
      s"| $kind | ${column(ofKind, "TRANSLATED")} | ${column(ofKind, "FIXED")} | ${column(ofKind, "NO_EFFECT")} |"
    }
    ("| of | translated | must be | has no effect |" +: "|---|---|---|---|" +: rows).mkString("\n")
  }
}
