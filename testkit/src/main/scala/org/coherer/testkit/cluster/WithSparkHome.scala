package org.coherer.testkit.cluster

import java.nio.file.{Files, Path, Paths}
import java.util.Collections
import java.util.Arrays.asList
import java.util.concurrent.TimeUnit

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.WithTempDir
import org.scalatest.Assertions

/** Runs applications from the Spark home that the examples module has assembled, each in a JVM of its own. */
trait WithSparkHome extends WithTempDir { this: Assertions =>

  protected val home: SparkHome = SparkHome.find()

  /** How long an application may take. */
  protected def deadlineSeconds: Long = 240

  /** What an application printed on standard output, line by line. */
  case class Output(exitCode: Int, lines: Seq[String]) {
    def text: String = lines.mkString("\n")

    /** The values of the lines `name=value`. */
    def values(name: String): Seq[String] =
      lines.filter(_.startsWith(s"$name=")).map(_.drop(name.length + 1))
  }

  def application(master: String, mainClass: String, arguments: String*): SparkApplication = {
    val classes = Seq(getClass, classOf[Shuffles]).map { one =>
      Paths.get(one.getProtectionDomain.getCodeSource.getLocation.toURI)
    }
    new SparkApplication(
      master,
      mainClass,
      asList(classes: _*),
      Collections.emptyMap[String, String](),
      asList(arguments: _*)
    )
  }

  def run(application: SparkApplication): Output = run(home.submit(application))

  def run(command: java.util.List[String]): Output = withTempDir { folder =>
    val out = folder.resolve("out")
    val err = folder.resolve("err")
    val process = home.process(command).redirectOutput(out.toFile).redirectError(err.toFile).start()
    try {
      if (!process.waitFor(deadlineSeconds, TimeUnit.SECONDS)) {
        fail(s"The application still runs after $deadlineSeconds s: ${read(out).mkString("\n")}")
      }
      val complaints = if (process.exitValue() == 0) Nil else read(err).takeRight(40)
      Output(process.exitValue(), read(out) ++ complaints)
    } finally {
      process.descendants().forEach(child => child.destroyForcibly())
      process.destroyForcibly()
    }
  }

  private def read(file: Path): Seq[String] = {
    val lines = ArrayBuffer[String]()
    Files.readAllLines(file).forEach(line => lines += line)
    lines.toList
  }
}
