package org.coherer.ml.stages

import org.apache.spark.ml.evaluation.{Evaluator, MulticlassClassificationEvaluator, RegressionEvaluator}
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.param.{Param, ParamMap}
import org.apache.spark.ml.util.{DefaultParamsReadable, DefaultParamsWritable, Identifiable, MLReader}
import org.apache.spark.ml.{Estimator, Model, PipelineStage}
import org.apache.spark.sql.functions.{avg, col, element_at, log}
import org.apache.spark.sql.types.DoubleType
import org.apache.spark.sql.{DataFrame, Dataset}
import org.coherer.ml.{
  Autoencoder,
  AutoencoderModel,
  NeuralNetworkClassificationModel,
  NeuralNetworkClassifier,
  NeuralNetworkEstimator,
  NeuralNetworkModel,
  NeuralNetworkRegressionModel,
  NeuralNetworkRegressor,
  WithBlobs
}
import org.coherer.testkit.WithSpark

/** What the generic suite needs to know of an estimator.
  *
  * @param make
  *   makes one that trains on blobs within a second
  * @param input
  *   the Param that names the column of the features
  * @param label
  *   the column that it learns from, if any
  * @param model
  *   the class of its models
  * @param read
  *   what reads a saved one
  * @param readModel
  *   what reads a saved model
  * @param evaluator
  *   tells good models from bad ones
  */
final case class StageCase(
    make: () => Estimator[_],
    input: String,
    label: Option[String],
    model: Class[_ <: Model[_]],
    read: () => MLReader[_ <: PipelineStage],
    readModel: () => MLReader[_ <: Model[_]],
    evaluator: () => Evaluator
) {

  def name: String = make().getClass.getSimpleName

  def estimator(): Estimator[_ <: Model[_]] = make().asInstanceOf[Estimator[_ <: Model[_]]]

  def fit(data: DataFrame): Model[_] = estimator().fit(data).asInstanceOf[Model[_]]
}

/** The estimators, each with a network for the blobs. */
trait StageCases { this: WithSpark with WithBlobs =>

  private def values(): String = network(
    activation = org.nd4j.linalg.activations.Activation.IDENTITY,
    loss = org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MSE,
    outputs = 1
  )

  val stageCases: Seq[StageCase] = Seq(
    StageCase(
      () => classifier(),
      "featuresCol",
      Some("label"),
      classOf[NeuralNetworkClassificationModel],
      () => NeuralNetworkClassifier.read(),
      () => NeuralNetworkClassificationModel.read(),
      () => new MulticlassClassificationEvaluator()
    ),
    StageCase(
      () => new NeuralNetworkRegressor().setNetwork(values()).setMaxIter(3).setBatchSize(8),
      "featuresCol",
      Some("label"),
      classOf[NeuralNetworkRegressionModel],
      () => NeuralNetworkRegressor.read(),
      () => NeuralNetworkRegressionModel.read(),
      () => new RegressionEvaluator()
    ),
    StageCase(
      () =>
        new NeuralNetworkEstimator()
          .setNetwork(network())
          .setTargetCols("label")
          .setMaxIter(3)
          .setBatchSize(8),
      "inputCols",
      Some("label"),
      classOf[NeuralNetworkModel],
      () => NeuralNetworkEstimator.read(),
      () => NeuralNetworkModel.read(),
      () => new MeanLoss().setColumn("output")
    ),
    StageCase(
      () => new Autoencoder().setLayers(Features, 2, Features).setMaxIter(3).setBatchSize(8),
      "featuresCol",
      None,
      classOf[AutoencoderModel],
      () => Autoencoder.read(),
      () => AutoencoderModel.read(),
      () => new MeanLoss().setColumn("anomalyScore")
    )
  )
}

/** The mean of a column, the smaller the better; of a column of probabilities, that of minus the logarithm of
  * the one that belongs to the label.
  */
class MeanLoss(override val uid: String) extends Evaluator with DefaultParamsWritable {

  def this() = this(Identifiable.randomUID("meanLoss"))

  final val column: Param[String] = new Param(this, "column", "the column")

  def setColumn(value: String): this.type = set(column, value)

  override def evaluate(data: Dataset[_]): Double = {
    val loss = data.schema($(column)).dataType match {
      case DoubleType => col($(column))
      case _ => -log(element_at(vector_to_array(col($(column))), col("label").cast("int") + 1))
    }
    data.select(avg(loss)).head().getDouble(0)
  }

  override def isLargerBetter: Boolean = false

  override def copy(extra: ParamMap): MeanLoss = defaultCopy(extra)
}

object MeanLoss extends DefaultParamsReadable[MeanLoss]
