package org.coherer.connector.cluster

import java.time.Duration
import java.util.{Arrays, Collections, EnumSet, HashMap}

import org.apache.spark.SparkConf
import org.coherer.connector.column.InvalidParamException
import org.coherer.training.transport.TransportOptions.Checksums
import org.coherer.training.transport.{LinkKind, PortRange, TransportOptions}
import org.scalatest.funsuite.AnyFunSuite

class NetworkSettingsSuite extends AnyFunSuite {

  private def settings(values: (String, String)*): NetworkSettings = {
    val conf = new SparkConf(false)
    val application = new HashMap[String, String]
    values.foreach { case (key, value) =>
      conf.set(key, value)
      application.put(key, value)
    }
    new NetworkSettings(new CohererConf(Collections.emptyMap(), application), conf)
  }

  private def options(values: (String, String)*): TransportOptions =
    settings(values: _*).options(Arrays.asList("local", "shm", "tcp"), "0")

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("without settings, the defaults hold") {
    assert(options() == TransportOptions.DEFAULT)
    assert(settings().timeouts().peer == Duration.ofSeconds(60))
  }

  test("every setting is taken over") {
    val some = options(
      "spark.coherer.checksums" -> "always",
      "spark.coherer.messageTimeout" -> "2min"
    )
    assert(some.checksums == Checksums.ALWAYS)
    assert(some.messageTimeout == Duration.ofMinutes(2))
    val patient =
      settings("spark.coherer.peerTimeout" -> "5s", "spark.coherer.loadTimeout" -> "1h").timeouts()
    assert(patient.peer == Duration.ofSeconds(5) && patient.rendezvous == Duration.ofHours(1))
    assert(patient.slots == Duration.ofSeconds(12))
    assert(settings("spark.coherer.slotTimeout" -> "5min").timeouts().slots == Duration.ofMinutes(5))
  }

  test("a worker that fails keeps what it has in memory, unless that is switched off") {
    def recovers(value: String) = new CohererConf(
      Collections.singletonMap("spark.coherer.recoverFromMemory", value),
      Collections.emptyMap()
    ).recoversFromMemory()
    assert(new CohererConf(Collections.emptyMap(), Collections.emptyMap()).recoversFromMemory())
    assert(recovers("true") && !recovers("false"))
    assert(
      messageOf(recovers("no")) ==
        "Invalid spark.coherer.recoverFromMemory=no: it must be true or false"
    )
  }

  test("what a stage asks for is taken over") {
    val some = settings().options(Arrays.asList("shm", "tcp"), "40000-40010")
    assert(some.links == EnumSet.of(LinkKind.SHM, LinkKind.TCP))
    assert(some.ports == new PortRange(40000, 40010))
  }

  test("a bad value is refused with the setting's name") {
    assert(
      messageOf(settings().options(Arrays.asList("rdma"), "0")) ==
        "Unknown transport 'rdma' (must be one of local, shm, tcp)"
    )
    assert(
      messageOf(settings().options(Arrays.asList("tcp"), "9-8")) ==
        "Invalid port range 9-8 (must be within 1-65535)"
    )
    assert(
      messageOf(settings().options(Arrays.asList("tcp"), "any")) ==
        "Invalid port range 'any' (must be like 40000-40100, or 0 for any free port)"
    )
    for ((transport, ports, param) <- Seq(("rdma", "0", "transports"), ("tcp", "9-8", "portRange"))) {
      val thrown = intercept[InvalidParamException](settings().options(Arrays.asList(transport), ports))
      assert(thrown.params == Arrays.asList(param))
    }
    assert(messageOf(options("spark.coherer.checksums" -> "some")).contains("off, between_machines, always"))
    assert(
      messageOf(settings("spark.coherer.peerTimeout" -> "0s").timeouts()) ==
        "Invalid spark.coherer.peerTimeout 0 s (must be at least 1 s)"
    )
  }

  test("where Spark encrypts in transit, so do workers") {
    for (setting <- Seq("spark.network.crypto.enabled", "spark.authenticate.enableSaslEncryption"))
      assert(options(setting -> "true", "spark.authenticate" -> "true").encrypted, setting)
    assert(options("spark.ssl.rpc.enabled" -> "true").encrypted)
    assert(!options("spark.authenticate" -> "true").encrypted)
  }

  test("encryption that Spark would ignore is refused by name") {
    assert(
      messageOf(options("spark.network.crypto.enabled" -> "true")).startsWith(
        "Cannot train with spark.network.crypto.enabled=true and spark.authenticate=false: "
      )
    )
  }

  test("workers of one machine need a port each") {
    val local = settings("spark.master" -> "local[4]")
    local.checkPorts(PortRange.ANY, 4)
    local.checkPorts(new PortRange(40000, 40003), 4)
    val refused = intercept[InvalidParamException](local.checkPorts(new PortRange(40000, 40002), 4))
    assert(
      refused.getMessage == "Invalid portRange 40000-40002 (each of the 4 workers of this machine needs a port: " +
        "widen the range, or set it to 0)"
    )
    settings("spark.master" -> "yarn").checkPorts(new PortRange(40000, 40002), 4)
  }
}
