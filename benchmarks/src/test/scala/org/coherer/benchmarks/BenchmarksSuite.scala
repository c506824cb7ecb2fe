package org.coherer.benchmarks

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import org.scalatest.funsuite.AnyFunSuite

class BenchmarksSuite extends AnyFunSuite {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  private def read(file: String): String = new String(Files.readAllBytes(repository.resolve(file)), UTF_8)

  test("every benchmark is found by its name") {
    Benchmarks.names.forEach(name => assert(Benchmarks.named(name).name == name))
  }

  test("a name that no benchmark has is answered with those that there are") {
    val e = intercept[IllegalArgumentException](Benchmarks.named("allreduces"))
    assert(
      e.getMessage ==
        "Unknown benchmark 'allreduces' (must be one of: accuracy, allreduce, augmentation, checkpoint, clicks, datasource, inference, ingest, kernel, memory, monitoring, ps, quality, recovery, scaling, soak, startup, step)"
    )
  }

  test("the usage text and the document name every benchmark") {
    Benchmarks.names.forEach { name =>
      assert(read("bin/bench").contains(s"\n  $name "), name)
      assert(read("docs/benchmarks.md").contains(s"## `$name`"), name)
    }
  }
}
