package org.coherer.training.engine.dl4j

import java.io.File
import java.net.{URL, URLClassLoader}
import java.util.concurrent.TimeUnit
import org.scalatest.funsuite.AnyFunSuite

/** Spark loads what comes by `--jars` with a class loader of its own, which the thread that calls may not
  * have as its context. A JVM loads a native library for one class loader only, so this takes a second JVM.
  */
class IsolatedLoaderSuite extends AnyFunSuite {

  test("isolated loader: the engine trains from a class loader that is not the system's") {
    val classPath = System.getProperty("java.class.path")
    val here = new File(getClass.getProtectionDomain.getCodeSource.getLocation.toURI).getPath
    val scala = classOf[Option[_]].getProtectionDomain.getCodeSource.getLocation.getPath
    val java = new File(System.getProperty("java.home"), "bin/java").getPath
    val process = new ProcessBuilder(
      java,
      "-Xmx256m",
      "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
      "-cp",
      here + File.pathSeparator + scala,
      classOf[IsolatedLoaderMain].getName,
      classPath
    ).redirectErrorStream(true).start()
    val output = new String(process.getInputStream.readAllBytes(), "UTF-8")
    assert(process.waitFor(60, TimeUnit.SECONDS), output)
    assert(process.exitValue() == 0, output)
    assert(output.contains("trained 12 parameters in a thread without context"), output)
    // Its text names classes of ours, which DL4J's parser has to find.
    assert(output.contains("trained 200 parameters in a thread without context"), output)
  }
}

/** Runs in the second JVM, whose system class loader sees nothing of the engine. */
class IsolatedLoaderMain

object IsolatedLoaderMain {

  def main(args: Array[String]): Unit = {
    val urls = args(0).split(File.pathSeparator).map(path => new File(path).toURI.toURL)
    val isolated = new URLClassLoader(urls: Array[URL], ClassLoader.getPlatformClassLoader)
    assert(
      Thread.currentThread().getContextClassLoader.getResource("org/nd4j/linalg/factory/Nd4j.class") == null
    )
    val training = isolated.loadClass(classOf[IsolatedTraining].getName)
    training.getDeclaredConstructor().newInstance().asInstanceOf[Runnable].run()
  }
}

/** What the isolated class loader loads. */
class IsolatedTraining extends Runnable {

  override def run(): Unit = {
    import java.util.OptionalDouble
    import org.coherer.training.engine.PerceptronBuilder.{Activation, Form, Output, Perceptron}
    import org.coherer.training.engine.{Batch, Engines, PerceptronBuilder, ReplicaSettings, StepContext}
    val engine = Engines.named("dl4j")
    for (form <- Form.values()) {
      val network = engine
        .capability(classOf[PerceptronBuilder])
        .get
        .build(Perceptron.of(Activation.SIGMOID, Output.CLASS, 2, 2, 2).in(form))
      val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
      val batch = new Batch(1, 2, 2)
      batch.rows(1)
      batch.targets().put(0, 1f)
      batch.weights().put(0, 1f)
      val context = StepContext.at(0, 1)
      assert(replica.forwardBackward(batch, context) > 0)
      replica.optimizer().step(1, context)
      println(s"trained ${replica.parameters().length()} parameters in a thread without context")
      replica.close()
    }
  }
}
