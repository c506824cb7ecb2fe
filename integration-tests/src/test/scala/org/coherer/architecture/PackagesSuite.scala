package org.coherer.architecture

import org.coherer.architecture.Repository.modules
import org.coherer.architecture.Repository.read
import org.coherer.architecture.Repository.root
import org.scalatest.funsuite.AnyFunSuite

/** Holds what is published against the poms, see docs/packages.md. */
class PackagesSuite extends AnyFunSuite {

  private val Name =
    """<artifactId>coherer-([\w-]+?)(?:\$\{spark\.suffix\})?_\$\{scala\.binary\.version\}</artifactId>"""

  private def pom(module: String): String = read(root.resolve(module).resolve("pom.xml"))

  /** The modules whose jars users depend on. */
  private lazy val published: Seq[String] = modules.filterNot { module =>
    pom(module).contains("<maven.deploy.skip>true") || pom(module).contains("<packaging>pom")
  }

  private lazy val platforms: Seq[String] =
    "<module>([^<]+)</module>".r.findAllMatchIn(pom("natives")).map(_.group(1)).toList

  /** The modules that a module names as dependencies, each with its scope. */
  private def dependencies(module: String): Seq[(String, String)] =
    "(?s)<dependency>.*?</dependency>".r.findAllIn(pom(module)).toList.flatMap { dependency =>
      val scope = "<scope>(\\w+)</scope>".r.findFirstMatchIn(dependency).fold("compile")(_.group(1))
      Name.r.findFirstMatchIn(dependency).map(_.group(1) -> scope)
    }

  test("the engine comes along at run time alone: only examples compile against it") {
    val users = modules.flatMap { module =>
      dependencies(module).collect { case ("engine-dl4j", scope) => module -> scope }
    }
    assert(users.collect { case (module, "compile") => module } == Seq("examples"))
    assert(users.collect { case (module, "runtime") => module } == Seq("estimators"))
  }

  test("the bill of materials has every artifact that is published, for every Spark") {
    assert(
      published.contains("estimators") && published.contains("testkit") && !published.contains("examples")
    )
    val suffixes = Seq("_2.13", "-spark-3.5_2.13", "-spark-3.5_2.12")
    val expected = suffixes.flatMap(suffix => published.map(module => s"coherer-$module$suffix")) ++
      platforms.map(platform => s"coherer-natives-$platform")
    val managed =
      "(?s)<dependencyManagement>(.*)</dependencyManagement>".r.findFirstMatchIn(pom("bom")).get.group(1)
    val listed = "<artifactId>([^<]+)</artifactId>".r.findAllMatchIn(managed).map(_.group(1)).toList
    assert(listed.toSet == expected.toSet && listed.distinct.size == listed.size)
  }

  test(
    "releases have the artifacts and platforms that there are, and so has the message where natives lack"
  ) {
    val script = read(root.resolve("config/repository.sh"))
    assert(script.contains(published.mkString("PUBLISHED=(", " ", ")")))
    assert(script.contains(platforms.mkString("PLATFORMS=(", " ", ")")))
    val source =
      "engine-dl4j/src/main/java/org/coherer/training/engine/dl4j/natives/NativePlatform.java"
    assert(read(root.resolve(source)).contains(platforms.mkString("List.of(\"", "\", \"", "\")")))
  }

  test("an artifact of natives brings the libraries of its platform, and no other's") {
    platforms.foreach { platform =>
      val text = pom(s"natives/$platform")
      assert(text.contains(s"<natives.platform>$platform</natives.platform>"))
      val classifiers = "<classifier>([^<]+)</classifier>".r.findAllMatchIn(text).map(_.group(1)).toList
      assert(classifiers.count(_ == "${natives.platform}") == 3, platform)
      assert(classifiers.forall(_.startsWith("${natives.platform}")), platform)
      Seq("nd4j-native", "openblas", "javacpp").foreach { library =>
        assert(text.split(s"<artifactId>$library</artifactId>").length >= 3, s"$library of $platform")
      }
    }
  }
}
