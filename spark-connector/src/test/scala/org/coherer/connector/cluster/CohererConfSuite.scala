package org.coherer.connector.cluster

import java.time.Duration
import java.util.{Arrays, HashMap, TreeSet}

import org.coherer.testkit.WithSpark
import org.coherer.training.transport.TransportOptions.Checksums
import org.scalatest.funsuite.AnyFunSuite

class CohererConfSuite extends AnyFunSuite with WithSpark {

  override protected def sparkSettings: Map[String, String] = Map("spark.coherer.peerTimeout" -> "9s")

  private def conf(session: (String, String)*)(application: (String, String)*): CohererConf = {
    def settings(values: Seq[(String, String)]) = {
      val map = new HashMap[String, String]
      values.foreach { case (key, value) => map.put(key, value) }
      map
    }
    new CohererConf(settings(session), settings(application))
  }

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("without settings, the defaults hold") {
    val none = conf()("spark.ui.enabled" -> "false")
    assert(none.checksums == Checksums.BETWEEN_MACHINES)
    assert(none.peerTimeout == Duration.ofSeconds(60) && none.messageTimeout == Duration.ofMinutes(10))
    assert(!none.text("ui.enabled").isPresent && !none.text("peerTimeout").isPresent)
  }

  test("the session wins over the application, setting by setting") {
    val both = conf("spark.coherer.peerTimeout" -> "2min", "spark.coherer.maxIter" -> "3")(
      "spark.coherer.peerTimeout" -> "5s",
      "spark.coherer.messageTimeout" -> "7s",
      "spark.coherer.checksums" -> "off"
    )
    assert(both.peerTimeout == Duration.ofMinutes(2) && both.messageTimeout == Duration.ofSeconds(7))
    assert(both.checksums == Checksums.OFF && both.text("maxIter").get == "3")
  }

  test("a session is read: what it sets, what it takes over from the application, and what it unsets") {
    val session = spark.newSession()
    assert(CohererConf.of(session).peerTimeout == Duration.ofSeconds(9))
    session.conf.set("spark.coherer.peerTimeout", "4s")
    session.conf.set("spark.coherer.checksums", "always")
    assert(CohererConf.of(session).peerTimeout == Duration.ofSeconds(4))
    assert(CohererConf.of(session).checksums == Checksums.ALWAYS)
    assert(CohererConf.of(spark).peerTimeout == Duration.ofSeconds(9))
    session.conf.unset("spark.coherer.peerTimeout")
    assert(CohererConf.of(session).peerTimeout == Duration.ofSeconds(9))
  }

  test("a bad value is refused with its setting") {
    assert(
      messageOf(conf("spark.coherer.checksums" -> "Some")().checksums) ==
        "Invalid spark.coherer.checksums=Some: Unknown checksums 'some' (must be one of off, between_machines," +
        " always)"
    )
    assert(
      messageOf(conf("spark.coherer.messageTimeout" -> "0s")().messageTimeout) ==
        "Invalid spark.coherer.messageTimeout 0 s (must be at least 1 s)"
    )
    assert(
      messageOf(conf("spark.coherer.peerTimeout" -> "soon")().peerTimeout)
        .startsWith("Invalid spark.coherer.peerTimeout=soon: ")
    )
  }

  test("the plugin's settings: the engine, and whether an executor must have it") {
    assert(conf()().engine == "dl4j" && !conf()().requiresEngine)
    val both = conf()("spark.coherer.engine" -> "staged", "spark.coherer.requireEngine" -> "true")
    assert(both.engine == "staged" && both.requiresEngine)
    assert(
      messageOf(conf()("spark.coherer.requireEngine" -> "yes").requiresEngine) ==
        "Invalid spark.coherer.requireEngine=yes: it must be true or false"
    )
  }

  test("a setting that nobody knows is refused, with the known one that is most like it") {
    val params = Arrays.asList("maxIter", "l1", "learningRate", "learningRateDecay")
    def refusal(name: String) = messageOf(conf(s"spark.coherer.$name" -> "1")().checkKnown(params))
    assert(refusal("maxItr") == "Unknown setting spark.coherer.maxItr (did you mean spark.coherer.maxIter?)")
    assert(refusal("LearningRate").endsWith("(did you mean spark.coherer.learningRate?)"))
    assert(refusal("peerTimeOut").endsWith("(did you mean spark.coherer.peerTimeout?)"))
    assert(refusal("").endsWith("(did you mean spark.coherer.l1?)"))
    conf("spark.coherer.maxIter" -> "1", "spark.coherers" -> "2")("spark.coherer.checksums" -> "off")
      .checkKnown(params)
  }

  test("the distance of two names is that of Levenshtein") {
    for (
      (one, other, distance) <- Seq(
        ("kitten", "sitting", 3),
        ("", "abc", 3),
        ("flaw", "lawn", 2),
        ("a", "A", 0)
      )
    )
      assert(Spelling.distance(one, other) == distance && Spelling.distance(other, one) == distance)
    assert(Spelling.nearest("b", new TreeSet(Arrays.asList("c", "a"))) == "a")
  }
}
