package org.coherer.ml.monitoring

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Paths

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.apache.logging.log4j.Level
import org.apache.logging.log4j.core.LoggerContext
import org.apache.logging.log4j.core.config.ConfigurationFactory
import org.apache.logging.log4j.core.impl.Log4jLogEvent
import org.apache.logging.log4j.message.SimpleMessage
import org.apache.logging.log4j.util.SortedArrayStringMap
import org.scalatest.funsuite.AnyFunSuite

/** The layout for logs as JSON that docs/monitoring.md offers. */
class LogLayoutSuite extends AnyFunSuite {

  private val file =
    Paths.get(System.getProperty("coherer.repository"), "docs/assets/monitoring/log4j2-json.properties")

  private def logged(message: String, thrown: Throwable = null): JsonNode = {
    val context = new LoggerContext("json")
    val configuration =
      ConfigurationFactory.getInstance().getConfiguration(context, "json", file.toUri)
    configuration.initialize()
    val data = new SortedArrayStringMap()
    data.putValue("executor_id", "3")
    val event = Log4jLogEvent
      .newBuilder()
      .setLoggerName("org.coherer.training.progress")
      .setLevel(Level.INFO)
      .setThreadName("a \"thread\"")
      .setMessage(new SimpleMessage(message))
      .setThrown(thrown)
      .setContextData(data)
      .setTimeMillis(1000L)
      .build()
    val bytes =
      configuration.getAppender[org.apache.logging.log4j.core.Appender]("json").getLayout.toByteArray(event)
    val text = new String(bytes, UTF_8)
    assert(text.endsWith("\n") && text.trim.linesIterator.size == 1)
    new ObjectMapper().readTree(text)
  }

  test("a line of the log is one line of JSON, whatever is in it") {
    val message = "epoch 1: \"loss\" 0.5\n\tnext line \\ \u0001 ä"
    val json = logged(message)
    assert(json.get("msg").asText() == message)
    assert(json.get("level").asText() == "INFO" && json.get("thread").asText() == "a \"thread\"")
    assert(json.get("logger").asText() == "org.coherer.training.progress")
    assert(json.get("ts").asText() == "1970-01-01T00:00:01.000Z")
    assert(json.get("context").asText() == "{executor_id=3}" && json.get("exception").asText() == "")
  }

  test("an exception is a value of its own, with its stack and its cause") {
    val thrown = new IllegalStateException("no \"path\"\nhere", new RuntimeException("the cause"))
    val exception = logged("failed", thrown).get("exception").asText()
    assert(exception.contains("IllegalStateException: no \"path\"\nhere"))
    assert(
      exception.contains("\tat ") && exception.contains("Caused by: java.lang.RuntimeException: the cause")
    )
    assert(logged("failed", thrown).get("msg").asText() == "failed")
  }
}
