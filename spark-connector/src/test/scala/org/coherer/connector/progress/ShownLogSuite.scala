package org.coherer.connector.progress

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8

import org.apache.logging.log4j.core.{LogEvent, LoggerContext}
import org.apache.logging.log4j.core.appender.ConsoleAppender
import org.apache.logging.log4j.core.config.ConfigurationSource
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory
import org.apache.logging.log4j.core.filter.AbstractFilter
import org.apache.logging.log4j.core.Filter.Result
import org.scalatest.funsuite.AnyFunSuite

class ShownLogSuite extends AnyFunSuite {

  private val Console = Seq(
    "appender.console.type = Console",
    "appender.console.name = console",
    "appender.console.target = SYSTEM_ERR",
    "rootLogger.appenderRef.console.ref = console"
  )

  /** Runs with logging as a configuration file of these lines has it. */
  private def shown(lines: Seq[String])(prepare: LoggerContext => Unit): Boolean = {
    val context = new LoggerContext("shown")
    val source = new ConfigurationSource(new ByteArrayInputStream(lines.mkString("\n").getBytes(UTF_8)))
    try {
      context.start(new PropertiesConfigurationFactory().getConfiguration(context, source))
      prepare(context)
      ShownLog.shows(context, ProgressLog.LOGGER)
    } finally context.stop()
  }

  private def shown(lines: String*): Boolean = shown(lines)(_ => ())

  test("INFO on the console is shown; the default level of Spark's shells is not") {
    assert(shown(Console :+ "rootLogger.level = info": _*))
    assert(shown(Console :+ "rootLogger.level = debug": _*))
    assert(!shown(Console :+ "rootLogger.level = warn": _*))
  }

  test("a level of its own counts, and so does that of what leads to the console") {
    val own = Seq("logger.progress.name = org.coherer", "logger.progress.level = info")
    assert(shown((Console :+ "rootLogger.level = warn") ++ own: _*))
    assert(!shown((Console :+ "rootLogger.level = warn") ++ own :+ "logger.progress.additivity = false": _*))
    assert(!shown(Console :+ "rootLogger.level = info" :+ "rootLogger.appenderRef.console.level = warn": _*))
  }

  test("a file is not the console") {
    val folder = System.getProperty("java.io.tmpdir")
    val file = Seq(
      "appender.file.type = File",
      "appender.file.name = file",
      s"appender.file.fileName = $folder/shown.log",
      "rootLogger.level = info",
      "rootLogger.appenderRef.file.ref = file"
    )
    assert(!shown(file: _*))
    assert(shown(file ++ Console: _*))
  }

  test("a filter on the console, as Spark's shells have it, hides INFO") {
    val filter = new AbstractFilter {
      override def filter(event: LogEvent): Result =
        if (event.getLevel.isMoreSpecificThan(org.apache.logging.log4j.Level.WARN)) Result.NEUTRAL
        else Result.DENY
    }
    assert(!shown(Console :+ "rootLogger.level = info") { context =>
      context.getConfiguration.getAppender[ConsoleAppender]("console").addFilter(filter)
    })
  }
}
