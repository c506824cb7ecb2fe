package org.coherer.training.engine.dl4j.export

import java.io.ByteArrayInputStream
import java.util.{Collections, TreeMap}

import org.coherer.training.encoding._
import org.coherer.training.engine.NetworkImport
import org.coherer.training.export.{ExportedModel, ExportedOutputs}
import org.deeplearning4j.nn.conf.layers.{LossLayer, OutputLayer}
import org.deeplearning4j.util.ModelSerializer
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** DL4J alone restores what is exported for it, and computes what the model does. */
class Dl4jZipSuite extends AnyFunSuite with WithOnnxRuntime {

  private val count = 6
  private val some = rows(count, inputs, classes, seed = 5).map(_.features.map(value => 500 + 3 * value))
  private val features = new Standardization(
    Array.fill(inputs)(499f),
    Array.tabulate(inputs)(i => if (i == 2) 0f else 0.2f)
  )

  private val limited = new Standardization(
    Array.tabulate(inputs)(i => 490f + i),
    Array.fill(inputs)(1f),
    3f
  )

  private def scaled(scaling: Scaling, rows: Seq[Array[Float]]): Seq[Array[Float]] = rows.map { row =>
    val copy = row.clone()
    scaling.apply(copy, 0, copy.length)
    copy
  }

  private def restored(model: ExportedModel, rows: Seq[Array[Float]]): Array[Float] = {
    val file = new ByteArrayInputStream(bytes(model, "dl4j"))
    ModelSerializer
      .restoreMultiLayerNetwork(file)
      .output(Nd4j.create(rows.toArray))
      .dup('c')
      .data()
      .asFloat()
  }

  test("features of a stack are scaled by a layer of its own") {
    val file = trained(perceptron(settings()))
    val outputs = new ExportedOutputs.Classes("p", "", 1)
    Seq[Scaling](Rescaling.NONE, features, limited, new Rescaling(1 / 500f, -0.5f)).foreach { scaling =>
      val found = restored(model(file, outputs, scaling), some)
      withClue(scaling)(assertClose(found, predicted(file, scaled(scaling, some)), 1e-5))
    }
  }

  test("images are scaled before they become images") {
    val file = trained(normalized(settings()))
    val images = rows(count, pixels, classes, seed = 5).map(_.features.map(_ * 255))
    val scaling = new Rescaling(1 / 255f, 0f)
    val found = restored(model(file, new ExportedOutputs.Classes("p", "", 1), scaling), images)
    assertClose(found, predicted(file, scaled(scaling, images)), 1e-5)
  }

  test("each input of a graph is scaled") {
    val file = trained(twoByThree(settings()), asTargets)
    val names = java.util.Arrays.asList("kind", "size", "sign")
    Seq(features, limited).foreach { scaling =>
      val exported = model(file, new ExportedOutputs.Plain(names), scaling)
      val graph = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes(exported, "dl4j")))
      val rows = columns(Nd4j.create(some.toArray), engine.describe(file.network()).inputs())
      val computed = graph.output(rows: _*)
      val found = (0 until count).flatMap { row =>
        computed.flatMap(output => output.getRow(row.toLong).dup('c').data().asFloat().toSeq)
      }
      withClue(scaling)(assertClose(found.toArray, predicted(file, scaled(scaling, some)), 1e-5))
    }
  }

  private def output(width: Int, loss: LossFunction, activation: Activation) =
    new OutputLayer.Builder(loss).nIn(7).nOut(width).activation(activation).build()

  test("the calibration and the scaling of targets are in the weights of the output layer") {
    val classifier = trained(perceptron(settings()))
    val sure = restored(model(classifier, new ExportedOutputs.Classes("p", "", 2), features), some)
    val expected = predicted(classifier, scaled(features, some)).grouped(classes).flatMap { row =>
      val roots = row.map(p => math.sqrt(p.toDouble))
      roots.map(root => (root / roots.sum).toFloat)
    }
    assertClose(sure, expected.toArray, 1e-5)

    val network = stack(settings(), dense(inputs, 7), output(2, LossFunction.MSE, Activation.IDENTITY))
    val regressor = trained(network)
    val targets = new Standardization(Array(20f, -3f), Array(0.1f, 4f))
    val values = restored(model(regressor, new ExportedOutputs.Values("y", targets), features), some)
    val computed = predicted(regressor, scaled(features, some))
    assertClose(
      values,
      computed.zipWithIndex.map { case (z, i) => targets.invert(i % 2, z.toDouble).toFloat },
      1e-4
    )
  }

  test("what is exported can be a start of a training again, facts and all") {
    val file = trained(perceptron(settings()))
    val facts = new TreeMap[String, String](Collections.singletonMap("classes", "[\"a\",\"b\"]"))
    val plain = model(file, new ExportedOutputs.Classes("p", "", 1))
    val exported = new ExportedModel(file, plain.inputs(), plain.features(), plain.outputs(), facts)
    val importer = engine.capability(classOf[NetworkImport]).get
    val read = importer.importNetwork(new ByteArrayInputStream(bytes(exported, "dl4j")), 1L << 20)
    assertSameBits(read.parameters().toArray, file.parameters().toArray)
  }

  private def refusal(model: ExportedModel): String =
    intercept[IllegalArgumentException](bytes(model, "dl4j")).getMessage

  test("what DL4J has no layer for is refused") {
    val loss = new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build()
    val weightless = trained(stack(settings(), dense(inputs, classes), loss))
    assert(
      refusal(model(weightless, new ExportedOutputs.Classes("p", "", 2))) ==
        "Cannot export the model as dl4j: predictions are scaled behind the output layer '1', which must be an" +
        " OutputLayer with a bias and the activation ActivationSoftmax for that (export it as onnx or keras)"
    )
  }
}
