package org.coherer.training.engine.dl4j.hostile

import java.io.ByteArrayOutputStream
import org.coherer.training.engine.dl4j.WithNetworks
import org.coherer.training.engine.{Engine, NetworkFile, NetworkSpec, OptimizerState}
import org.coherer.training.vector.{FlatVector, PackedVector}
import org.nd4j.linalg.learning.config.Adam

/** Small networks of DL4J's, as texts and as zip files. */
object Networks extends WithNetworks {

  val texts: Seq[String] = Seq(
    perceptron(settings(new Adam(0.01))).text,
    normalized(settings()).text,
    skipping(settings(new Adam(0.01))).toJson,
    twoByThree(settings()).text
  )

  /** A network with its parameters and the state of its optimizer. */
  def zip(engine: Engine, text: String): Array[Byte] = {
    val network = new NetworkSpec("dl4j", text)
    val count = engine.describe(network).parameterCount().toInt
    val values = FlatVector.of(Array.tabulate(2 * count)(i => i / 8f): _*)
    val state = if (text.contains("Adam")) new OptimizerState(new PackedVector(values), 12, 2) else null
    val out = new ByteArrayOutputStream
    engine.write(new NetworkFile(network, values.slice(0, count.toLong), state), out)
    out.toByteArray
  }
}
