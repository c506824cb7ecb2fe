package org.coherer.testkit.cluster

import java.nio.file.{Files, Path, Paths}
import java.util
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.WithTempDir

class SparkHomeSuite extends AnyFunSuite with WithTempDir {

  private def withHome[T](body: SparkHome => T): T = withTempDir { directory =>
    Files.createDirectory(directory.resolve("jars"))
    Files.writeString(directory.resolve("RELEASE"), "Spark 4.1.0, Scala 2.13\n")
    body(new SparkHome(directory))
  }

  private def application(classPath: Path*) = new SparkApplication(
    SparkApplication.localCluster(3, 512),
    "a.Main",
    util.List.of(classPath: _*),
    util.Map.of("spark.b", "2", "spark.a", "one two"),
    util.List.of("x", "--y")
  )

  test("a directory without Spark is refused, with the command that builds one") {
    withTempDir { directory =>
      val thrown = intercept[IllegalArgumentException](new SparkHome(directory))
      assert(
        thrown.getMessage ===
          s"No Spark home at $directory (mvn -pl examples -am package -DskipTests builds it)"
      )
    }
  }

  test("an application is submitted with its settings and arguments in order") {
    withHome { home =>
      val command = home.submit(application())
      val submit = command.subList(command.indexOf("org.apache.spark.deploy.SparkSubmit") + 1, command.size)
      assert(
        submit === util.List.of(
          "--master",
          "local-cluster[3,1,512]",
          "--class",
          "a.Main",
          "--conf",
          "spark.a=one two",
          "--conf",
          "spark.b=2",
          "--conf",
          s"spark.executor.extraClassPath=${home.directory}/coherer/*",
          "spark-internal",
          "x",
          "--y"
        )
      )
    }
  }

  test("driver and executors see what an application brings along") {
    withHome { home =>
      val command = home.submit(application(Paths.get("/x/classes"), Paths.get("/y.jar")))
      val coherer = s"${home.directory}/coherer/*:/x/classes:/y.jar"
      assert(command.get(command.indexOf("-cp") + 1) === s"${home.directory}/jars/*:$coherer")
      assert(command.contains(s"spark.executor.extraClassPath=$coherer"))
    }
  }

  test("a process has the home's variables and no others of Spark") {
    withHome { home =>
      val variables = home.process(util.Arrays.asList("java")).environment()
      val ofSpark = new util.TreeSet[String](variables.keySet)
      ofSpark.removeIf(name => !name.startsWith("SPARK_"))
      assert(ofSpark === util.Set.of("SPARK_CONF_DIR", "SPARK_HOME", "SPARK_LOCAL_IP", "SPARK_SCALA_VERSION"))
      assert(variables.get("SPARK_SCALA_VERSION") === "2.13")
      assert(variables.get("SPARK_LOCAL_IP") === "127.0.0.1")
    }
  }
}
