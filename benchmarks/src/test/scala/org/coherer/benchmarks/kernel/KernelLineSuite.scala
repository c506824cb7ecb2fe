package org.coherer.benchmarks.kernel

import org.coherer.benchmarks.harness.Summary
import org.scalatest.funsuite.AnyFunSuite

class KernelLineSuite extends AnyFunSuite {

  private def line(kernel: String): String =
    new KernelLine(kernel, 8192, Summary.of(900, 1024, 1100), Summary.of(512)).line("kernel", 7).toString

  test("bytes over nanoseconds are gigabytes per second; a copy in half the time is a ratio of 0.5") {
    assert(
      line("add") == "kernel op=add bytes=8192 ns=1024.0 gb_per_s=8.000 ratio_memcpy=0.500 ns_min=900.0 " +
        "ns_max=1100.0 memcpy_ns=512.0 memcpy_ns_min=512.0 memcpy_ns_max=512.0 rounds=7"
    )
  }

  test("a kernel is named in lower case") {
    assert(line("copyFrom").startsWith("kernel op=copy_from bytes=8192 "))
  }

  test("the kernels that are timed do what they are named after") {
    val kernels = new FlatVectorKernels
    kernels.bytes = 64
    kernels.allocate()
    kernels.add()
    kernels.copyFrom()
    val copied = kernels.memcpy()
    assert(copied.capacity == 64 && copied.get(63) == 0)
  }
}
