package org.coherer.testkit

import java.util.concurrent.ConcurrentLinkedQueue

import org.apache.logging.log4j.{Level, LogManager}
import org.apache.logging.log4j.core.{LogEvent, Logger}
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Property

/** What is logged meanwhile. */
trait WithLogLines {

  /** Returns what a logger has logged at a level or above, as "WARN text". */
  protected def logged(name: String, level: Level = Level.INFO)(body: => Any): Seq[String] = {
    val lines = new ConcurrentLinkedQueue[String]()
    val appender = new AbstractAppender(s"lines of $name", null, null, false, Property.EMPTY_ARRAY) {
      override def append(event: LogEvent): Unit = {
        lines.add(s"${event.getLevel} ${event.getMessage.getFormattedMessage}")
        ()
      }
    }
    val logger = LogManager.getLogger(name).asInstanceOf[Logger]
    val before = logger.getLevel
    appender.start()
    logger.addAppender(appender)
    logger.setLevel(level)
    try body
    finally {
      logger.setLevel(before)
      logger.removeAppender(appender)
    }
    lines.toArray(Array[String]()).toSeq
  }
}
