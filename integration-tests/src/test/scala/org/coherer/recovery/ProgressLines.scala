package org.coherer.recovery

import java.util.UUID

import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.core.appender.AbstractAppender
import org.apache.logging.log4j.core.config.Property
import org.apache.logging.log4j.core.{LogEvent, Logger}
import org.coherer.connector.progress.ProgressLog

object ProgressLines {

  /** Has every line that a fit logs of its progress taken note of, on the thread that logs it. */
  def follow(line: String => Unit): Unit = {
    val lines = new AbstractAppender(s"follow ${UUID.randomUUID}", null, null, false, Property.EMPTY_ARRAY) {
      override def append(event: LogEvent): Unit = line(event.getMessage.getFormattedMessage)
    }
    lines.start()
    LogManager.getLogger(ProgressLog.LOGGER).asInstanceOf[Logger].addAppender(lines)
  }
}
