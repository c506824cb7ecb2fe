package org.coherer.benchmarks.process

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.time.Duration
import java.util.Arrays

import org.coherer.benchmarks.harness.{BenchmarkException, Torch}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** A script of shell in the place of one for PyTorch: it meets, then says what it was started with. */
class TorchGroupSuite extends AnyFunSuite with WithTempDir {

  private def withScript[A](lines: String)(body: (Torch, Path) => A): A = withTempDir { folder =>
    Files.write(folder.resolve("ranks.py"), lines.getBytes(UTF_8))
    body(new Torch("sh", "1.13.0", 80, folder), folder)
  }

  test("every rank knows its number, the number of ranks, where to meet, and what else it is given") {
    withScript("""read meet; echo > "$3"; echo ok; while read line; do echo "ok $1 $2 $4 $5"; done""") {
      (torch, folder) =>
        val group = TorchGroup.start("ddp", torch, "ranks.py", 3, folder, "images", Int.box(7))
        try {
          val answers = group.askAll(Duration.ofSeconds(30), "who")
          assert(answers == Arrays.asList("0 3 images 7", "1 3 images 7", "2 3 images 7"))
          val left = Files.newDirectoryStream(folder, "*.meet")
          try assert(!left.iterator.hasNext, "the file to meet at is gone")
          finally left.close()
        } finally group.close()
    }
  }

  test("ranks that do not meet end, all of them") {
    withScript("""read meet; test "$1" = 1 && echo error no Gloo; cat > /dev/null""") { (torch, folder) =>
      val e = intercept[BenchmarkException](TorchGroup.start("ddp", torch, "ranks.py", 2, folder))
      assert(e.getMessage.startsWith("ddp process 1 failed at 'meet': error no Gloo"))
      assert(ProcessHandle.current.children.filter(process => process.isAlive).count() == 0)
    }
  }
}
