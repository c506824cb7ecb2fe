package org.coherer.connector.ui

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration

import org.scalatest.Assertions
import org.scalatest.concurrent.Eventually
import org.scalatest.time.{Millis, Seconds, Span}

/** Gets pages as a browser does. */
trait WithPages extends Eventually { this: Assertions =>

  implicit override val patienceConfig: PatienceConfig =
    PatienceConfig(timeout = Span(60, Seconds), interval = Span(50, Millis))

  private val client = HttpClient
    .newBuilder()
    .connectTimeout(Duration.ofSeconds(10))
    .followRedirects(HttpClient.Redirect.NORMAL)
    .build()

  def get(address: String, headers: (String, String)*): HttpResponse[String] = {
    val request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30))
    headers.foreach { case (name, value) => request.header(name, value) }
    client.send(request.build(), HttpResponse.BodyHandlers.ofString())
  }

  def page(address: String): String = {
    val response = get(address)
    assert(response.statusCode == 200, address)
    response.body
  }

  /** What of a page is ours: behind Spark's title. */
  def ours(page: String): String = page.substring(page.indexOf("</h3>"))

  /** Checks that a page has texts, without printing the page. */
  def shows(page: String, texts: String*): Unit = {
    val missing = texts.filterNot(text => page.contains(text))
    assert(missing.isEmpty)
  }
}
