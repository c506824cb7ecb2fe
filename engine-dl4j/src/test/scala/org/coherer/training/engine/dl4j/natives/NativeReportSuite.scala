package org.coherer.training.engine.dl4j.natives

import java.util.Arrays.asList
import java.util.Collections.{emptyMap, singletonMap}

import org.scalatest.funsuite.AnyFunSuite

class NativeReportSuite extends AnyFunSuite {

  private val none = emptyMap[String, String]()

  private def cpu(flags: String): CpuFeatures = CpuFeatures.parse(asList(s"flags\t\t: $flags"))

  private val avx2 = cpu("fpu avx avx2 fma")
  private val avx512 = cpu("avx2 fma avx512f avx512bw avx512dq avx512vl avx512cd")

  test(
    "native report: kernels of a processor without AVX on one that has AVX2 are a warning with the remedy"
  ) {
    val message = NativeReport.warning("Prescott", avx2, none).get
    assert(
      message == "OpenBLAS computes as on a processor of the kind Prescott, which has no AVX; this one has" +
        " AVX2: products of matrices take two to three times as long as they could (set" +
        " spark.executorEnv.OPENBLAS_CORETYPE to Haswell)"
    )
    assert(NativeReport.warning("Prescott", avx512, none).get.endsWith("OPENBLAS_CORETYPE to SkylakeX)"))
  }

  test("native report: whoever has set the kind of processor is told to unset it") {
    val set = singletonMap("OPENBLAS_CORETYPE", "Nehalem")
    val message = NativeReport.warning("Nehalem", avx2, set).get
    assert(message.endsWith("(unset the environment variable OPENBLAS_CORETYPE)"))
  }

  test("native report: there is no warning where kernel and processor go together") {
    for (kernel <- Seq("Haswell", "Zen", "SkylakeX", "unknown"))
      assert(!NativeReport.warning(kernel, avx2, none).isPresent, kernel)
    assert(!NativeReport.warning("Nehalem", cpu("sse4_2"), none).isPresent)
  }

  test("native report: the CPU extension is what the build is called by") {
    assert(NativeReport.cpuExtension("linux-x86_64-onednn-avx512") == "AVX-512")
    assert(NativeReport.cpuExtension("linux-x86_64-onednn-avx2") == "AVX2")
    assert(NativeReport.cpuExtension("linux-x86_64") == "no CPU extension")
  }

  test("native report: OpenBLAS itself says which kernels it has chosen") {
    NativeBackend.prepare()
    assert(NativeReport.blas().matches("OpenBLAS [0-9.]+"), NativeReport.blas())
    assert(OpenBlas.config().get.contains(NativeReport.kernel()))
    if (
      BlasCore.choose(CpuFeatures.ofThisMachine(), none).isPresent && sys.env.get(BlasCore.VARIABLE).isEmpty
    )
      assert(NativeReport.kernel() == "SkylakeX")
  }

  test("native report: name and version are the first words that OpenBLAS says of itself") {
    assert(NativeReport.nameAndVersion("OpenBLAS 0.3.19 DYNAMIC_ARCH") == "OpenBLAS 0.3.19")
    assert(NativeReport.nameAndVersion(" own ") == "own")
  }
}
