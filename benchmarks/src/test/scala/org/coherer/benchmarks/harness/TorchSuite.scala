package org.coherer.benchmarks.harness

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}
import java.util.{Collections, Optional}

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class TorchSuite extends AnyFunSuite with WithTempDir {

  private val scripts = Paths.get("scripts")

  private def torch(gflops: Double) = new Torch("python3", "1.13.0", gflops, scripts)

  test("a chosen Python that lacks PyTorch, or does not exist, makes the peer absent") {
    Seq("/bin/false", "/nowhere/python3").foreach { python =>
      val found = Torch.find(Collections.singletonMap(Torch.VARIABLE, python), scripts)
      assert(!found.isPresent)
      assert(Torch.label(found) == "absent")
    }
  }

  test("lines name the peer's version") {
    assert(Torch.label(Optional.of(torch(80))) == "torch-1.13.0")
    assert(!torch(80).warning.isPresent)
  }

  test("a peer that multiplies matrices slowly is marked as such") {
    assert(torch(4.5).label == "torch-1.13.0-slow-blas")
    assert(torch(4.5).warning.get.startsWith("PyTorch multiplies matrices at 4.5 GFLOP/s"))
  }

  test("scripts are found beside each other") {
    val command = torch(80).command("gloo.py", Int.box(1), "x")
    assert(String.join(" ", command) == "python3 scripts/gloo.py 1 x")
  }

  test("a chosen Python that has PyTorch says its version and how fast it multiplies") {
    withTempDir { folder =>
      val python = folder.resolve("python")
      Files.write(python, "#!/bin/sh\necho 2.1.0 64.5\n".getBytes(UTF_8))
      assert(python.toFile.setExecutable(true))
      val found = Torch.find(Collections.singletonMap(Torch.VARIABLE, python.toString), folder)
      assert(found.get == new Torch(python.toString, "2.1.0", 64.5, folder))
      assert(Torch.label(found) == "torch-2.1.0")
    }
  }
}
