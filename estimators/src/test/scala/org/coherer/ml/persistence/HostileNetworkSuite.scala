package org.coherer.ml.persistence

import java.nio.ByteBuffer
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import java.nio.file.Path

import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Networks from strangers, in folders whose manifests fit them. */
class HostileNetworkSuite extends AnyFunSuite with WithSpark with WithAttacks {

  override def beforeAll(): Unit = {
    super.beforeAll()
    spark.version: Unit
  }

  private val Configuration = "configuration.json"
  private val Coefficients = "coefficients.bin"
  private val State = "updaterState.bin"

  private def attack(use: (Path, Map[String, Array[Byte]]) => Unit): Unit = withTempDir { folder =>
    val model = saved(folder)
    use(model, entries(bytes(model, networkZip)).toMap)
  }

  private def problem(model: Path, content: Array[Byte]): String = {
    put(model, networkZip, content)
    reseal(model)
    val message = refused(model)
    assert(message.contains(s"/$networkZip: "), message)
    message
  }

  private def withNetwork(parts: Map[String, Array[Byte]], text: String): Array[Byte] =
    zip(Configuration -> text.getBytes(UTF_8), Coefficients -> parts(Coefficients))

  test("network: foreign classes in its text are refused before they are loaded") {
    attack { (model, parts) =>
      val text = new String(parts(Configuration), UTF_8)
      val canary = "org.coherer.ml.persistence.Canary$"
      val names = "\"@class\" : \"([^\"]+)\"".r.findAllMatchIn(text).map(_.group(1)).toList.distinct
      assert(names.size >= 5)
      names.foreach { name =>
        val message = problem(model, withNetwork(parts, text.replace(s"""\"$name\"""", s"""\"$canary\"""")))
        assert(message.contains(s"it names the class $canary (must be one of DL4J's own"))
      }
    }
  }

  test("network: serialized Java objects and other unknown entries are refused unread") {
    attack { (model, parts) =>
      val trap = serialized(new Trap)
      Seq(
        "preprocessor.bin",
        "normalizer.bin",
        "objects.bin",
        "../escape",
        "/etc/escape",
        "data/x",
        "..\\escape"
      )
        .foreach { name =>
          val content = zip(parts.toSeq.sortBy(entry => entry._1 != Configuration) :+ (name -> trap): _*)
          val message = problem(model, content)
          assert(message.contains("only configuration.json, coefficients.bin and updaterState.bin are known"))
        }
    }
  }

  test("network: an entry that is there twice is refused") {
    attack { (model, parts) =>
      val other = "coefficients.bim"
      val once = zip(
        Configuration -> parts(Configuration),
        Coefficients -> parts(Coefficients),
        other -> parts(Coefficients)
      )
      assert(problem(model, patched(once, other, Coefficients)).endsWith("it is there twice"))
    }
  }

  test("network: a gigabyte of zeros in an entry is not unpacked") {
    attack { (model, parts) =>
      val text = bomb(Configuration, 1024, Array[Byte]())
      assert(text.length < (8 << 20))
      assert(problem(model, text).endsWith("it unpacks to more than the limit of 8388608 bytes"))
      val parameters = bomb(Coefficients, 128, parts(Coefficients), Configuration -> parts(Configuration))
      assert(problem(model, parameters).endsWith(s"it goes on after $count parameters"))
    }
  }

  test("network: huge claims are refused before memory is taken") {
    attack { (model, parts) =>
      val text = new String(parts(Configuration), UTF_8)
      assert(text.contains("\"nout\" : 3") && text.contains("\"nin\" : 3"))
      def hidden(size: String): String =
        problem(
          model,
          withNetwork(
            parts,
            text.replace("\"nout\" : 3", "\"nout\" : " + size).replace("\"nin\" : 3", "\"nin\" : " + size)
          )
        )
      assert(hidden("2000000000").contains("14000000002 parameters exceed the limit of 67108864 bytes"))
      Seq("9223372036854775807", "-1", "0", "4611686018427387904", "1e9").foreach(size => hidden(size))
      // Shape information of 2 * 2 + 4 numbers, then the length of the values.
      val values = new String(parts(Coefficients), ISO_8859_1).lastIndexOf("MIXED_DATA_TYPES") + 16
      Seq(Long.MaxValue, -1L, 0L, 1L << 40).foreach { length =>
        val claim = parts(Coefficients).clone()
        ByteBuffer.wrap(claim).putLong(values, length)
        val message = problem(model, zip(Configuration -> parts(Configuration), Coefficients -> claim))
        assert(message.endsWith(s"it holds $length parameters (the network has $count)"))
        val state =
          zip(Configuration -> parts(Configuration), Coefficients -> parts(Coefficients), State -> claim)
        assert(
          problem(model, state).endsWith(
            s"it holds $length values (must be 1 to ${3 * count} for this network)"
          )
        )
      }
    }
  }

  test("network: texts that are no network are refused") {
    attack { (model, parts) =>
      Seq("", "{}", "[" * 10000, "{\"confs\":[]}", "{\"confs\":7}", "{\"vertices\":{}}", "null", "\u0000")
        .foreach { text =>
          assert(
            problem(model, withNetwork(parts, text)).contains("Cannot read the entry 'configuration.json'"),
            text
          )
        }
    }
  }

  test("network: what is no zip file is refused") {
    attack { (model, parts) =>
      Seq(Array[Byte](), Array.fill[Byte](1000)(7), serialized(new Trap), parts(Configuration)).foreach {
        content =>
          assert(problem(model, content).contains("it has no entry 'configuration.json'"))
      }
    }
  }
}
