package org.coherer.architecture

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import scala.collection.mutable.ArrayBuffer

/** The files of this repository, as the suites of this package read them. */
object Repository {

  val root: Path = Paths.get(System.getProperty("coherer.repository"))

  /** The modules, as the parent pom lists them. */
  lazy val modules: Seq[String] =
    "<module>([^<]+)</module>".r.findAllMatchIn(read(root.resolve("pom.xml"))).map(_.group(1)).toList

  /** The Java files that are shipped, tests and generated files not among them. */
  lazy val mainJava: Seq[Path] = below("src/main/java", ".java")

  /** The Java and Scala files that are shipped. */
  lazy val mainSources: Seq[Path] = mainJava ++ below("src/main/scala", ".scala")

  /** What tests consist of, in every language, the test kit included. */
  lazy val tests: Seq[Path] =
    Seq(".scala", ".java", ".py").flatMap(below("src/test", _)) ++
      mainSources.filter(_.startsWith(root.resolve("testkit")))

  def read(path: Path): String = new String(Files.readAllBytes(path), UTF_8)

  /** The package of a source file, by the folder that it lies in, such as `org.coherer.ml`. */
  def packageOf(source: Path): String = {
    val parts =
      (0 until root.relativize(source).getNameCount).map(root.relativize(source).getName(_).toString)
    parts.drop(4).dropRight(1).mkString(".")
  }

  private def below(folder: String, ending: String): Seq[Path] =
    modules.flatMap(module => filesBelow(root.resolve(module).resolve(folder), ending))

  private def filesBelow(folder: Path, ending: String): Seq[Path] = {
    val found = ArrayBuffer[Path]()
    if (Files.isDirectory(folder)) {
      val walk = Files.walk(folder)
      try walk.filter(_.toString.endsWith(ending)).forEach(path => found += path)
      finally walk.close()
    }
    found.toList
  }
}
