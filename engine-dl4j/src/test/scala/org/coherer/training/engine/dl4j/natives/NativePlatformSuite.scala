package org.coherer.training.engine.dl4j.natives

import java.io.File
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}
import java.util.Properties
import java.util.concurrent.TimeUnit
import java.util.function.Predicate

import org.bytedeco.javacpp.Loader
import org.scalatest.funsuite.AnyFunSuite

class NativePlatformSuite extends AnyFunSuite {

  private def platform(system: String, processor: String): NativePlatform = {
    val properties = new Properties()
    properties.setProperty("os.name", system)
    properties.setProperty("os.arch", processor)
    NativePlatform.of(properties)
  }

  private def among(resources: String*): Predicate[String] = new Predicate[String] {
    override def test(name: String): Boolean = resources.contains(name)
  }

  test("native platform: it has the name that JavaCPP gives it") {
    assert(platform("Linux", "amd64").name() == "linux-x86_64")
    assert(platform("Linux", "aarch64").name() == "linux-arm64")
    assert(platform("Linux", "ppc64le").name() == "linux-ppc64le")
    assert(platform("Mac OS X", "aarch64").name() == "macosx-arm64")
    assert(platform("Mac OS X", "x86_64").name() == "macosx-x86_64")
    assert(platform("Windows Server 2022", "amd64").name() == "windows-x86_64")
    assert(NativePlatform.of(System.getProperties).name() == Loader.Detector.getPlatform)
  }

  test("native platform: an error names the artifact of the platform") {
    assert(
      platform("Linux", "aarch64").failure("", among()) ==
        "Cannot load the native libraries for linux-arm64: they are not on the class path " +
        "(add org.coherer:coherer-natives-linux-arm64 in Coherer's version, as by --packages)"
    )
    assert(
      platform("Linux", "amd64")
        .failure("-onednn-avx2", among())
        .startsWith(
          "Cannot load the native libraries for linux-x86_64-onednn-avx2: they are not on the class path " +
            "(add org.coherer:coherer-natives-linux-x86_64 "
        )
    )
  }

  test("native platform: where there is no artifact, the error says which there are") {
    assert(
      platform("Windows 11", "amd64").failure("", among()) ==
        "Cannot load the native libraries for windows-x86_64: they are not on the class path " +
        "(Coherer publishes them as org.coherer:coherer-natives-... for linux-x86_64, linux-arm64, macosx-arm64; " +
        "for other platforms, add nd4j-native, openblas and javacpp with the classifier windows-x86_64, " +
        "where they exist)"
    )
  }

  test("native platform: libraries that are there and do not load are not asked for again") {
    val bindings = "org/nd4j/linalg/cpu/nativecpu/bindings"
    val linux = platform("Linux", "amd64")
      .failure("-onednn-avx2", among(s"$bindings/linux-x86_64-onednn-avx2/libnd4jcpu.so"))
    assert(
      linux.startsWith("Cannot load the native libraries for linux-x86_64-onednn-avx2, although they are ")
    )
    val mac = platform("Mac OS X", "aarch64")
      .failure("", among(s"$bindings/macosx-arm64/libnd4jcpu.dylib"))
    assert(mac.startsWith("Cannot load the native libraries for macosx-arm64, although they are "))
  }

  // In a process of its own: this one has loaded them, or another suite has.
  test("native platform: without natives on the class path, the first use says what to add") {
    val here = NativePlatform.of(System.getProperties).name()
    val jars = System.getProperty("java.class.path").split(File.pathSeparator)
    val others = jars.filterNot(jar => Paths.get(jar).getFileName.toString.contains(here))
    assert(others.length < jars.length)
    val output = Files.createTempFile("native-platform-", ".log")
    try {
      val process = new ProcessBuilder(
        Paths.get(System.getProperty("java.home"), "bin", "java").toString,
        "-Xmx256m",
        "-cp",
        others.mkString(File.pathSeparator),
        NativeBackendProcess.getClass.getName.stripSuffix("$")
      ).redirectErrorStream(true).redirectOutput(output.toFile).start()
      val ended = process.waitFor(60, TimeUnit.SECONDS)
      process.destroyForcibly()
      val said = new String(Files.readAllBytes(output), UTF_8)
      assert(ended && process.exitValue == 1, said)
      assert(
        said.contains(
          s"IllegalStateException: Cannot load the native libraries for $here: they are not on the class path " +
            s"(add org.coherer:coherer-natives-$here in Coherer's version, as by --packages)"
        ),
        said
      )
    } finally Files.delete(output)
  }
}
