package org.coherer.benchmarks.process

import org.scalatest.funsuite.AnyFunSuite

class JavaCommandSuite extends AnyFunSuite {

  private def words(command: java.util.List[String]): Seq[String] =
    (0 until command.size).map(command.get)

  test("a worker runs in the same Java with the same class path, and in the memory that it is given") {
    val command = words(JavaCommand.of(classOf[JavaCommandSuite], "1g", "2g"))
    assert(command.head == System.getProperty("java.home") + "/bin/java")
    assert(command.slice(1, 3) == Seq("-Xmx1g", "-XX:MaxDirectMemorySize=2g"))
    assert(command.takeRight(3) == Seq("-cp", System.getProperty("java.class.path"), getClass.getName))
  }

  test("one that runs Spark differs by what it may open alone") {
    val plain = words(JavaCommand.of(classOf[JavaCommandSuite], "1g", "2g"))
    val spark = words(JavaCommand.ofSpark(classOf[JavaCommandSuite], "1g", "2g"))
    assert(spark.diff(plain).exists(_.startsWith("--add-opens=java.base/")))
    assert(spark.filter(plain.contains) == plain && spark.head == plain.head)
  }
}
