package org.coherer.training.engine.dl4j.export

import java.io.ByteArrayOutputStream
import java.nio.FloatBuffer
import java.util.{HashMap, OptionalDouble, TreeMap}

import ai.onnxruntime.{OnnxTensor, OrtEnvironment, OrtSession, TensorInfo}
import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.encoding.{FeatureEncoding, Rescaling}
import org.coherer.training.engine.dl4j.{Dl4jEngine, WithNetworks}
import org.coherer.training.engine.{NetworkFile, NetworkSpec, ReplicaSettings, StepContext}
import org.coherer.training.export.{ExportedModel, ExportedOutputs, NetworkExport}
import org.coherer.training.vector.FlatVector

/** Networks with some training behind them, and Microsoft's ONNX Runtime, which knows nothing of DL4J. */
trait WithOnnxRuntime extends WithNetworks with WithBatches with WithTolerance {

  protected val engine = new Dl4jEngine

  protected def exporter: NetworkExport = engine.capability(classOf[NetworkExport]).get

  private val steps = 8
  private val batchRows = 12
  private lazy val environment = OrtEnvironment.getEnvironment()

  private def open[A](network: NetworkSpec)(use: org.coherer.training.engine.Replica => A): A = {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    try use(replica)
    finally replica.close()
  }

  /** Trains a network a little, so that no parameter has the value that it starts with. */
  protected def trained(network: NetworkSpec, data: Row => Row = identity): NetworkFile = open(network) {
    replica =>
      val shape = engine.describe(network)
      val some = rows(steps * batchRows, shape.inputLength(), shape.outputLength(), seed = 9).map(data)
      some.grouped(batchRows).zipWithIndex.foreach { case (of, step) =>
        val context = StepContext.at(step.toLong, 1)
        val filled = batch(of)
        replica.forwardBackward(filled, context)
        replica.optimizer().step(filled.weightSum(), context)
      }
      new NetworkFile(network, FlatVector.of(replica.parameters().toArray: _*))
  }

  /** What the engine gives for rows that have all been encoded. */
  protected def predicted(file: NetworkFile, features: Seq[Array[Float]]): Array[Float] =
    open(file.network()) { replica =>
      replica.parameters().host().copyFrom(file.parameters())
      replica.parameters().push()
      val shape = engine.describe(file.network())
      val in = direct(features.length * shape.inputLength())
      features.zipWithIndex.foreach { case (row, i) => in.put(i * row.length, row) }
      val out = direct(features.length * shape.outputLength())
      replica.predict(in, features.length, out)
      floats(out)
    }

  protected def plain(file: NetworkFile): ExportedModel = {
    val shape = engine.describe(file.network())
    val names = shape.outputs().toArray.indices.map(i => s"given $i")
    model(file, new ExportedOutputs.Plain(java.util.Arrays.asList(names: _*)))
  }

  /** A model whose inputs are called as the network's are. */
  protected def model(
      file: NetworkFile,
      outputs: ExportedOutputs,
      features: FeatureEncoding = Rescaling.NONE
  ): ExportedModel = {
    val inputs = new java.util.ArrayList[String]()
    engine.describe(file.network()).inputs().forEach(input => inputs.add("row of " + input.name()): Unit)
    new ExportedModel(file, inputs, features, outputs, new TreeMap[String, String]())
  }

  protected def bytes(model: ExportedModel, format: String): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    exporter.export(model, format, out)
    out.toByteArray
  }

  protected def session[A](file: Array[Byte])(use: OrtSession => A): A = {
    val opened = environment.createSession(file)
    try use(opened)
    finally opened.close()
  }

  /** The shape of each input that is one of floats, and -1 for the rows. */
  protected def shape(opened: OrtSession, input: String): Seq[Long] =
    opened.getInputInfo.get(input).getInfo.asInstanceOf[TensorInfo].getShape.toSeq

  /** Runs rows of floats, which are split as the inputs of the file are long. */
  protected def run(
      file: Array[Byte],
      inputs: Seq[String],
      rows: Seq[Array[Float]]
  ): Map[String, Array[Float]] =
    session(file) { opened =>
      var from = 0
      val tensors = new HashMap[String, OnnxTensor]()
      inputs.foreach { name =>
        val sizes = shape(opened, name).tail
        val length = sizes.product.toInt
        val buffer = FloatBuffer.allocate(length * rows.length)
        rows.foreach(row => buffer.put(row, from, length))
        buffer.rewind()
        tensors.put(name, OnnxTensor.createTensor(environment, buffer, (rows.length.toLong +: sizes).toArray))
        from += length
      }
      results(opened, tensors)
    }

  /** Runs columns, each of floats or of texts. */
  protected def runColumns(file: Array[Byte], columns: (String, Array[_])*): Map[String, Array[Float]] =
    session(file) { opened =>
      val tensors = new HashMap[String, OnnxTensor]()
      columns.foreach { case (name, values) =>
        val shape = Array(values.length.toLong, 1L)
        tensors.put(
          name,
          values match {
            case texts: Array[String] => OnnxTensor.createTensor(environment, texts, shape)
            case numbers =>
              val all = numbers.asInstanceOf[Array[Float]]
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(all), shape)
          }
        )
      }
      results(opened, tensors)
    }

  private def results(
      opened: OrtSession,
      tensors: java.util.Map[String, OnnxTensor]
  ): Map[String, Array[Float]] = {
    val computed = opened.run(tensors)
    try {
      var found = Map[String, Array[Float]]()
      computed.forEach { entry =>
        val tensor = entry.getValue.asInstanceOf[OnnxTensor]
        val values =
          if (tensor.getInfo.`type`.toString == "INT64") {
            val longs = tensor.getLongBuffer
            Array.fill(longs.remaining())(longs.get().toFloat)
          } else {
            val numbers = tensor.getFloatBuffer
            Array.fill(numbers.remaining())(numbers.get())
          }
        found += entry.getKey -> values
      }
      found
    } finally {
      computed.close()
      tensors.forEach((_, tensor) => tensor.close())
    }
  }

  /** Several outputs of rows, row by row as a replica gives them. */
  protected def beside(file: NetworkFile, found: Map[String, Array[Float]], count: Int): Array[Float] = {
    val outputs = engine.describe(file.network()).outputs()
    (0 until count).flatMap { row =>
      (0 until outputs.size()).flatMap { i =>
        val length = outputs.get(i).length()
        found(s"given $i").slice(row * length, (row + 1) * length)
      }
    }.toArray
  }

  protected def facts(file: Array[Byte]): java.util.Map[String, String] =
    session(file)(_.getMetadata.getCustomMetadata)

}
