package org.coherer.connector.progress;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.slf4j.LoggerFactory;

/**
 * Whether the console shows what a logger has at INFO. Its level alone does not say so: Spark's
 * shells leave it as it is and have a filter on the console.
 */
final class ShownLog {

  private ShownLog() {}

  static boolean shows(String logger) {
    if (!LoggerFactory.getLogger(logger).isInfoEnabled()) {
      return false;
    }
    try {
      return !(LogManager.getContext(false) instanceof LoggerContext context)
          || shows(context, logger);
    } catch (LinkageError e) {
      return true; // Another implementation than Spark's: its level is all that is known.
    }
  }

  static boolean shows(LoggerContext context, String logger) {
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger)
            .setLevel(Level.INFO)
            .setMessage(new SimpleMessage(""))
            .build();
    LoggerConfig at = context.getConfiguration().getLoggerConfig(logger);
    if (!at.getLevel().isLessSpecificThan(Level.INFO)) {
      return false;
    }
    while (at != null) {
      for (AppenderRef reference : at.getAppenderRefs()) {
        if (isConsole(at.getAppenders().get(reference.getRef()), event)
            && (reference.getLevel() == null
                || reference.getLevel().isLessSpecificThan(Level.INFO))) {
          return true;
        }
      }
      at = at.isAdditive() ? at.getParent() : null;
    }
    return false;
  }

  private static boolean isConsole(Appender appender, LogEvent event) {
    return appender instanceof ConsoleAppender console && !console.isFiltered(event);
  }
}
