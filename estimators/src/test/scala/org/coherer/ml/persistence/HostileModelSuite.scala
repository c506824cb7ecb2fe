package org.coherer.ml.persistence

import java.nio.file.{Files, Path}

import org.coherer.testkit.WithSpark
import org.coherer.testkit.hostile.HostileRun
import org.scalatest.funsuite.AnyFunSuite

/** Folders from strangers: whatever they hold, they are read or refused with a message, and nothing else. */
class HostileModelSuite extends AnyFunSuite with WithSpark with WithAttacks {

  override def beforeAll(): Unit = {
    super.beforeAll()
    spark.version: Unit
  }

  private val canary = "org.coherer.ml.persistence.Canary$"

  /** Lends a saved model. */
  private def attack(use: Path => Unit): Unit = withTempDir(folder => use(saved(folder)))

  private def all(model: Path): Seq[String] = filesIn(model).filterNot(_.endsWith("_SUCCESS"))

  test("folder: an untouched model is read, resealed or not") {
    attack { model =>
      assert(attempt(model).isEmpty)
      reseal(model)
      assert(attempt(model).isEmpty)
    }
  }

  test("folder: a file that is missing, or a folder in its place, is named") {
    attack { model =>
      all(model).foreach { file =>
        val content = bytes(model, file)
        Files.delete(model.resolve(file))
        assert(refused(model).contains(s"/$file: there is no such file"))
        Files.createDirectory(model.resolve(file))
        assert(refused(model).contains(file))
        Files.delete(model.resolve(file))
        put(model, file, content)
      }
      assert(attempt(model).isEmpty)
    }
  }

  test("folder: a file cut off anywhere is refused") {
    attack { model =>
      all(model).foreach { file =>
        val content = bytes(model, file)
        val step = math.max(1, content.length / 12)
        (content.indices by step).foreach { length =>
          put(model, file, content.take(length))
          assert(refused(model).contains(file.split('/').head), s"$file, $length bytes")
        }
        put(model, file, content :+ 0.toByte)
        if (file != manifest) assert(refused(model).endsWith("(it is torn)"))
        put(model, file, content)
      }
    }
  }

  test("folder: a flipped bit is noticed") {
    attack { model =>
      all(model).foreach { file =>
        val content = bytes(model, file)
        val step = if (file == manifest) 3 else math.max(1, content.length / 12)
        (content.indices by step).foreach { i =>
          val flipped = content.clone()
          flipped(i) = (flipped(i) ^ (1 << (i / step % 8))).toByte
          put(model, file, flipped)
          refused(model)
        }
        put(model, file, content)
      }
    }
  }

  test("folder: cut off or flipped files under a manifest that fits them are read or refused, and no more") {
    attack { model =>
      all(model).filter(_ != manifest).foreach { file =>
        val content = bytes(model, file)
        val step = math.max(1, content.length / 12)
        (content.indices by step).foreach { i =>
          put(model, file, content.take(i))
          reseal(model)
          attempt(model)
          val flipped = content.clone()
          flipped(i) = (flipped(i) ^ (1 << (i / step % 8))).toByte
          put(model, file, flipped)
          reseal(model)
          attempt(model)
        }
        put(model, file, content)
      }
      reseal(model)
      assert(attempt(model).isEmpty)
    }
  }

  test("manifest: absurd values are refused with key and constraint") {
    attack { model =>
      val good = new String(bytes(model, manifest), "US-ASCII")
      def problem(key: String, value: String): String = {
        val keys = key.replace(".", "\\.")
        val changed = good.linesIterator.map(_.replaceFirst(s"^$keys=.*", s"$key=$value")).mkString("\n")
        assert(changed != good.trim)
        put(model, manifest, changed)
        refused(model)
      }
      Seq("0", "-1", "two", "", "2147483648", "99999999999999999999").foreach { value =>
        assert(problem("formatVersion", value).endsWith("(must be an integer from 1 to 2147483647)"))
      }
      assert(
        problem("formatVersion", "3")
          .endsWith("format version 3 (this version of Coherer reads 1 to 2)")
      )
      Seq("0", "-1", "8", "2000000000", "x").foreach { value =>
        assert(problem("files", value).contains("files is '"))
      }
      assert(problem("files", "4").endsWith("(must be the number of files that it lists)"))
      Seq("-1", "9223372036854775807", "1e3", "99999999999999999999").foreach { value =>
        assert(
          problem("file.2.bytes", value).contains(s"file.2.bytes is '$value' (must be an integer from 0 to")
        )
      }
      Seq("", "00", "z" * 64, "A" * 64).foreach { value =>
        assert(problem("file.1.sha256", value).endsWith("(must be 64 hexadecimal digits in lower case)"))
      }
      assert(problem("engine", "nope").contains("Unknown engine 'nope'"))
      assert(problem("engine", "../dl4j").endsWith("engine is '../dl4j' (must be a name)"))
      assert(problem("engine", "e" * 5000).length < 400)
      assert(problem("engine", "\\\\u00zz").endsWith("it has a malformed escape sequence"))
    }
  }

  test("manifest: no path leaves the folder") {
    attack { model =>
      Files.write(model.getParent.resolve("secret"), "secret".getBytes("US-ASCII"))
      val good = new String(bytes(model, manifest), "US-ASCII")
      Seq(
        "../secret",
        "data/../../secret",
        "/etc/passwd",
        "file:///etc/passwd",
        "data/./network.zip",
        "data//network.zip",
        "data/other",
        "",
        "data/network.zip\\u0000"
      ).foreach { path =>
        put(model, manifest, good.replace("file.2=data/network.zip", s"file.2=$path"))
        assert(refused(model).contains("(must be one of metadata/part-00000, data/network.zip, "), path)
      }
      put(model, manifest, good.replace("file.3=data/provenance.properties", "file.3=data/network.zip"))
      assert(refused(model).endsWith("file.3 is 'data/network.zip' (must be listed once)"))
    }
  }

  test("manifest: what is too long or lists too little is refused") {
    attack { model =>
      val good = new String(bytes(model, manifest), "US-ASCII")
      put(model, manifest, good + "#" * 65536)
      assert(refused(model).contains("it has more than 65536 bytes"))
      put(
        model,
        manifest,
        "formatVersion=2\nengine=dl4j\nfiles=1\n" + good.linesIterator.slice(3, 6).mkString("\n")
      )
      assert(refused(model).endsWith("it does not list data/network.zip"))
      put(model, manifest, "")
      assert(refused(model).endsWith("it lacks formatVersion"))
      put(model, manifest, good.replace("formatVersion=2", "formatVersion=1"))
      assert(refused(model).endsWith("it lacks bytes"))
    }
  }

  private def metadataProblem(model: Path, text: String): String = {
    put(model, metadata, text)
    reseal(model)
    refused(model)
  }

  test("metadata: another class is refused before it is loaded") {
    attack { model =>
      val good = new String(bytes(model, metadata), "UTF-8")
      val evil = good.replace(classOf[SavedModel].getName, canary)
      assert(evil != good)
      assert(metadataProblem(model, evil).contains(s"it is of a $canary (must be of a org.coherer.ml."))
      assert(
        metadataProblem(model, good.replace(classOf[SavedModel].getName, "x" * 5000 + "\\n")).length < 700
      )
    }
  }

  test("metadata: what is no metadata is refused") {
    attack { model =>
      Seq("", "{", "{}", "[]", "null", "7", "\u0000", "[" * 100000, "{\"a\":" * 100000, "9" * 100000)
        .foreach { text =>
          assert(metadataProblem(model, text).contains("it is no metadata of a stage as Spark ML writes it"))
        }
    }
  }

  test("metadata: Params that the class does not have or does not take are refused") {
    attack { model =>
      val good = new String(bytes(model, metadata), "UTF-8")
      val changes = Seq(
        "\"size\":-5",
        "\"size\":\"five\"",
        "\"size\":false",
        "\"colour\":5",
        "\"size\":null",
        "\"size\":[]"
      )
      changes.foreach { value =>
        val changed = good.replace("\"size\":5", value)
        assert(changed != good)
        assert(metadataProblem(model, changed).contains("its Params do not fit the class: "), value)
      }
    }
  }

  test("metadata: more than the limit is refused unread") {
    attack { model =>
      put(model, metadata, new Array[Byte]((16 << 20) + 1))
      reseal(model)
      assert(refused(model).endsWith("file.7.bytes is '16777217' (must be an integer from 0 to 16777216)"))
    }
  }

  test("history, provenance, labels: claims without content, and nonsense, are refused by key") {
    attack { model =>
      def problem(file: String, from: String, to: String): String = {
        val path = s"data/$file.properties"
        val good = new String(bytes(model, path), "US-ASCII")
        assert(good.contains(from))
        put(model, path, good.replace(from, to))
        reseal(model)
        val message = refused(model)
        put(model, path, good)
        assert(message.contains(s"/$path: "))
        message
      }
      assert(problem("history", "epochs=2", "epochs=2000000000").endsWith("it lacks epoch.3.loss"))
      assert(problem("history", "metrics=2", "metrics=2147483647").endsWith("it lacks metric.3"))
      assert(
        problem("history", "bestEpoch=1", "bestEpoch=3").endsWith(
          "bestEpoch is '3' (must be an integer from 0 to 2)"
        )
      )
      assert(
        problem("history", "MAX_SECONDS", "NEVER").contains(
          "stopReason is 'NEVER' (must be one of [MAX_ITER,"
        )
      )
      assert(
        problem("history", "epoch.1.metric.1=", "epoch.1.metric.9=").endsWith(
          "(must be of a metric that is listed)"
        )
      )
      assert(problem("history", "epoch.2.rows=90", "epoch.2.rows=-1").contains("epoch.2.rows is '-1'"))
      assert(problem("labels", "labels=4", "labels=2147483646").endsWith("it lacks label.5"))
      assert(
        problem("labels", "type=string", "type=object").endsWith(
          "Invalid type 'object' of labels (must be string, boolean, or a numeric type as Spark calls it)"
        )
      )
      assert(
        problem("labels", "type=string", "type=decimal(39,0)").contains("Invalid type 'decimal(39,0)' of")
      )
      assert(
        problem("labels", "type=string", "type=int").endsWith(
          "Invalid label 'cat' (must be a value of the type int)"
        )
      )
      assert(
        problem("labels", "meaning=value", "meaning=texts").endsWith(
          "meaning is 'texts' (must be index or value)"
        )
      )
      assert(
        problem("labels", "meaning=value", "meaning=index").endsWith(
          "Invalid type string of indices of classes (must be numeric)"
        )
      )
      assert(
        problem("labels", "label.3=", "label.3=cat").endsWith(
          "Invalid label 'cat' of class 2 (is that of class 0 already)"
        )
      )
      assert(
        problem("provenance", "seconds=12.5", "seconds=NaN").endsWith(
          "seconds is 'NaN' (must be finite, at least 0)"
        )
      )
      assert(problem("provenance", "workers=4", "workers=0").contains("workers is '0'"))
      assert(problem("provenance", "started=2026", "started=later").contains("(must be a time such as "))
      assert(problem("provenance", "schema=", "scheme=").endsWith("it lacks schema"))
    }
  }

  test("labels: numbers that would keep a reader busy, and other types' values, are refused") {
    attack { model =>
      def problem(kind: String, label: String): String = {
        put(
          model,
          "data/labels.properties",
          s"labels=2\nlabel.1=1\nlabel.2=$label\ntype=$kind\nmeaning=value\n"
        )
        reseal(model)
        refused(model)
      }
      Seq(
        "decimal(38,0)" -> "1e1000000000",
        "decimal(38,2)" -> "1e-1000000000",
        "decimal(3,1)" -> "100.1",
        "decimal(3,1)" -> "1.55",
        "double" -> "9" * 5000,
        "double" -> "NaN",
        "float" -> "1e39",
        "tinyint" -> "128",
        "int" -> "1.0",
        "boolean" -> "True"
      ).foreach { case (kind, label) =>
        assert(problem(kind, label).endsWith(s"(must be a value of the type $kind)"), label)
      }
    }
  }

  test("preprocessing: claims without content, and nonsense, are refused by key") {
    attack { model =>
      val path = "data/preprocessing.properties"
      val good = new String(bytes(model, path), "US-ASCII")
      def problem(from: String, to: String): String = {
        assert(good.contains(from))
        put(model, path, good.replace(from, to))
        reseal(model)
        val message = refused(model)
        assert(message.contains(s"/$path: "), message)
        message
      }
      assert(problem("features=4", "features=3").contains("features.means is '"))
      assert(problem("features=4", "features=536870911").endsWith("(must be 536870911 floats in Base64)"))
      assert(
        problem("features=4", "features=-1").endsWith("(must be an integer from 0 to 536870911)")
      )
      assert(problem("features=4", "feature=4").endsWith("it lacks features"))
      assert(problem("targets=1", "target=1").endsWith("it lacks targets"))
      assert(problem("targets.factors=", "targets.factor=").endsWith("it lacks targets.factors"))
      assert(problem("targets.means=", "targets.means=?").endsWith("(must be 1 floats in Base64)"))
      // A NaN, and a negative factor.
      assert(
        problem("targets.means=AABEQQ==", "targets.means=AADAfw==").endsWith(
          "Invalid standardization of number 0: mean NaN, factor 0.5 (must be finite, the factor at least 0)"
        )
      )
      assert(problem("targets.factors=AAAAPw==", "targets.factors=AAAAvw==").contains("factor -0.5"))
    }
  }

  test("calibration: what is no temperature is refused by its value") {
    attack { model =>
      def problem(content: String): String = {
        put(model, "data/calibration.properties", content)
        reseal(model)
        val message = refused(model)
        assert(message.contains("/data/calibration.properties: "), message)
        message
      }
      val rest = "loss.before=0.5\nloss=0.25\n"
      for (bad <- Seq("0", "-2", "NaN", "Infinity", "1e999"))
        assert(problem(s"temperature=$bad\n$rest").endsWith("(must be a finite number above 0)"), bad)
      assert(problem(s"temperature=warm\n$rest").endsWith("temperature is 'warm' (must be a number)"))
      assert(problem("temperature=2\nloss=1\n").endsWith("it lacks loss.before"))
    }
  }

  test("folder: 500 damaged files end in a right read or a typed error, soon, in a JVM of 512 MB") {
    val lines = HostileRun.fork(classOf[ModelFolders], 500, 20261129L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }

  test("history, provenance, labels: more lines than memory is for are refused unread") {
    attack { model =>
      put(model, "data/labels.properties", "\n" * 1000001)
      reseal(model)
      assert(refused(model).endsWith("it has more than 1000000 lines (must be at most)"))
    }
  }

  test("provenance: a schema that names a class stays a text") {
    attack { model =>
      val path = "data/provenance.properties"
      val schema = s"""{"type":"udt","class":"$canary","pyClass":null,"sqlType":"double"}"""
      val good = new String(bytes(model, path), "US-ASCII")
      put(
        model,
        path,
        good.replaceFirst("schema=.*", "schema=" + java.util.regex.Matcher.quoteReplacement(schema))
      )
      reseal(model)
      assert(attempt(model).isEmpty)
      assert(SavedModel.load(model.toString).artifact.provenance().data().schema() == schema)
      assert(System.getProperty("coherer.canary") == null)
    }
  }
}
