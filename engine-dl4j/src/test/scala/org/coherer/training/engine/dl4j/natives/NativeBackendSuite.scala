package org.coherer.training.engine.dl4j.natives

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}
import java.util.{Arrays, Collections, Optional, Properties, Set => JavaSet}
import java.util.concurrent.TimeUnit
import java.util.function.Predicate

import com.sun.jna.NativeLibrary
import org.bytedeco.javacpp.Pointer
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.nativeblas.NativeOpsHolder
import org.scalatest.funsuite.AnyFunSuite

class NativeBackendSuite extends AnyFunSuite {

  private val avx2 = Seq("avx2", "fma")
  private val avx512 = avx2 ++ Seq("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd")

  private def cpu(flags: Seq[String]) = new CpuFeatures(JavaSet.copyOf(Arrays.asList(flags: _*)))

  private def library(extension: String) =
    s"org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64$extension/libnd4jcpu.so"

  private val all = Seq("-onednn-avx512", "-onednn-avx2", "").map(library)

  private def decide(
      flags: Seq[String],
      resources: Seq[String] = all,
      set: Map[String, String] = Map.empty
  ): NativeBackend.Decision = {
    val properties = new Properties()
    (Map("os.name" -> "Linux", "os.arch" -> "amd64") ++ set).foreach { case (key, value) =>
      properties.setProperty(key, value)
    }
    val onClassPath = new Predicate[String] {
      override def test(name: String): Boolean = resources.contains(name)
    }
    NativeBackend.decide(properties, cpu(flags), onClassPath)
  }

  test("native backend: the fastest build that the processor can run is chosen") {
    assert(decide(avx512).extension() == Optional.of("-onednn-avx512"))
    assert(decide(avx2).extension() == Optional.of("-onednn-avx2"))
    assert(decide(Seq("sse4_2", "avx")).extension() == Optional.of(""))
    assert(
      decide(avx2).reason() ==
        "ND4J uses its build linux-x86_64-onednn-avx2: the fastest on the class path that this processor can run"
    )
  }

  test("native backend: one missing feature is enough to step down") {
    avx512.foreach { missing =>
      val found = decide(avx512.filter(_ != missing)).extension().get()
      assert(found == (if (avx2.contains(missing)) "-onednn-avx512" else "-onednn-avx2"))
    }
    avx2.foreach(missing => assert(decide(avx2.filter(_ != missing)).extension() == Optional.of("")))
  }

  test("native backend: only builds on the class path count") {
    assert(decide(avx512, resources = all.drop(1)).extension() == Optional.of("-onednn-avx2"))
    assert(decide(avx512, resources = all.drop(2)).extension() == Optional.of(""))
    assert(decide(avx512, resources = Seq.empty).extension() == Optional.of(""))
  }

  test("native backend: a system property that is set stays") {
    val decision = decide(avx512, set = Map(NativeBackend.EXTENSION_PROPERTY -> "-avx2"))
    assert(!decision.extension().isPresent)
    assert(
      decision.reason() == "ND4J uses the build that JavaCPP picks: the system property " +
        "org.bytedeco.javacpp.platform.extension is '-avx2'"
    )
  }

  test("native backend: OpenBLAS is told of AVX-512, unless the user has told it something") {
    val nothing = Collections.emptyMap[String, String]()
    assert(BlasCore.choose(cpu(avx512), nothing) == Optional.of("SkylakeX"))
    assert(BlasCore.choose(cpu(avx2), nothing) == Optional.empty())
    assert(BlasCore.choose(cpu(avx512.init), nothing) == Optional.empty())
    val users = Collections.singletonMap("OPENBLAS_CORETYPE", "Haswell")
    assert(BlasCore.choose(cpu(avx512), users) == Optional.empty())
  }

  test("native backend: native code sees what OpenBLAS is told; what is set already stays") {
    def seen =
      Option(NativeLibrary.getProcess.getFunction("getenv").invokeString(Array(BlasCore.VARIABLE), false))
    NativeBackend.prepare()
    val told = BlasCore.choose(CpuFeatures.ofThisMachine(), System.getenv())
    val expected = if (told.isPresent) Some(told.get()) else Option(System.getenv(BlasCore.VARIABLE))
    assert(seen == expected)
    expected.foreach { core =>
      BlasCore.tell("Prescott")
      assert(seen.contains(core))
    }
  }

  test("native backend: a GPU is refused until vectors can lie on one") {
    val thrown = intercept[UnsupportedOperationException] {
      NativeBackend.refuseGpu("org.nd4j.linalg.jcublas.JCublasBackend")
    }
    assert(thrown.getMessage.startsWith("Cannot train with ND4J's CUDA backend yet"))
    NativeBackend.refuseGpu("org.nd4j.linalg.cpu.nativecpu.CpuBackend")
  }

  test("native backend: nothing is chosen beside CUDA and on other platforms") {
    val cuda = decide(avx512, resources = all :+ "org/nd4j/linalg/jcublas/JCublasBackend.class")
    assert(!cuda.extension().isPresent)
    assert(cuda.reason().endsWith("the CUDA backend is on the class path"))
    val arm = decide(avx512, set = Map("os.arch" -> "aarch64"))
    assert(!arm.extension().isPresent)
    assert(arm.reason().endsWith("the platform is linux-arm64"))
  }

  test("native backend: flags are read from the first processor of /proc/cpuinfo") {
    val lines = Arrays.asList("processor\t: 0", "flags\t\t: fpu avx2 fma", "bugs\t\t: x", "flags\t: sse")
    assert(CpuFeatures.parse(lines) == cpu(Seq("fpu", "avx2", "fma")))
    assert(!CpuFeatures.parse(Arrays.asList("flags\t\t:")).has(Collections.singleton("avx2")))
    assert(CpuFeatures.parse(Arrays.asList("flags : avx2 avx2")).has(Collections.singleton("avx2")))
    assert(CpuFeatures.parse(Arrays.asList[String]()).flags().isEmpty)
  }

  // In a process of its own: in this one, another suite may have made ND4J load a build before anything was chosen.
  test("native backend: ND4J runs on the build that was chosen") {
    val java = Paths.get(System.getProperty("java.home"), "bin", "java").toString
    val output = Files.createTempFile("native-backend-", ".log")
    try {
      val process = new ProcessBuilder(
        java,
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        NativeBackendProcess.getClass.getName.stripSuffix("$")
      ).redirectErrorStream(true).redirectOutput(output.toFile).start()
      val ended = process.waitFor(60, TimeUnit.SECONDS)
      process.destroyForcibly()
      val said = new String(Files.readAllBytes(output), UTF_8)
      assert(ended && process.exitValue == 0, said)
      val chosen = NativeBuild.choose(
        CpuFeatures.ofThisMachine(),
        name => classOf[NativeBackend].getClassLoader.getResource(name) != null
      )
      assert(said.contains(s"library linux-x86_64${chosen.extension}\n"), said)
      assert(said.contains("limit of physical memory 0\n"), said)
    } finally Files.delete(output)
  }

  test("native backend: a limit of physical memory that someone has set stays") {
    val properties = new Properties()
    assert(!NativeBackend.isPhysicalMemoryLimited(properties))
    properties.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "4g")
    assert(NativeBackend.isPhysicalMemoryLimited(properties))
  }

  test("native backend: every thread has its own count of native threads") {
    NativeBackend.prepare()
    def openMp = NativeOpsHolder.getInstance().getDeviceNativeOps.ompGetMaxThreads()
    NativeThreads.use(1)
    assert(openMp == 1)
    var elsewhere = 0
    val other = new Thread(() => {
      NativeThreads.use(2)
      elsewhere = openMp
    })
    other.start()
    other.join()
    assert(elsewhere == 2)
    assert(openMp == 1)
    NativeThreads.use(1)
    assert(Nd4j.factory().blas().getMaxThreads == 1)
  }
}

/** Prepares ND4J twice and prints which of its builds are mapped. */
object NativeBackendProcess {

  def main(arguments: Array[String]): Unit = {
    NativeBackend.prepare()
    NativeBackend.prepare()
    println(s"limit of physical memory ${Pointer.maxPhysicalBytes()}")
    val library = "/([^/]+)/libnd4jcpu\\.so$".r
    val maps = new String(Files.readAllBytes(Paths.get("/proc/self/maps")), UTF_8)
    maps.linesIterator.flatMap(library.findFirstMatchIn(_)).map(_.group(1)).toSeq.distinct.foreach { build =>
      println(s"library $build")
    }
  }
}
